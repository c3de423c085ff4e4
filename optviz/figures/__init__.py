"""From arrays to pictures: the colours, and the relief and contour lines of a loss map."""
