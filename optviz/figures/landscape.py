"""The picture of an objective over a view: a grid of suboptimality, its tint, its contour lines.

Interface brief, section 4.2. With z = f - minimum over the view,

    hi = min(q95, 6 q50)        delta = clamp(q02, 0.002 hi, 0.08 hi)
    t(z) = 1 - ln((z + delta) / delta) / ln((hi + delta) / delta)      clipped to [0, 1]

so that more tint always means lower loss, and most surfaces keep visible structure.
"""

from dataclasses import dataclass
from typing import Protocol

import contourpy
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
View = tuple[float, float, float, float]

N_LEVELS = 24
INDEX_EVERY = 4
_CHUNK = 65_536


class Objective(Protocol):
    """What a landscape needs to know of an objective."""

    @property
    def minimum(self) -> float:
        """The lowest known value."""

    def values(self, points: Array) -> Array:
        """Objective at points (n, 2) -> (n,)."""


@dataclass(frozen=True, slots=True)
class Level:
    """One contour level: its suboptimality and its lines, each (k, 2) in surface coordinates."""

    value: float
    is_index: bool
    polylines: tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class Landscape:
    """A drawn objective.

    grid       (h, w) suboptimality; row 0 at y0, column 0 at x0
    hi, delta  its tint
    levels     its contour lines, rising
    """

    grid: Array
    hi: float
    delta: float
    levels: tuple[Level, ...]


def landscape(objective: Objective, view: View, w: int, h: int) -> Landscape:
    """Draw an objective over view = (x0, x1, y0, y1) on w x h nodes, edges included.

    Nodes where the objective is not finite are +inf in the grid and have no contour lines.
    """
    x0, x1, y0, y1 = view
    x = np.linspace(x0, x1, w)
    y = np.linspace(y0, y1, h)
    points = np.column_stack([np.tile(x, h), np.repeat(y, w)])
    values = np.concatenate(
        [objective.values(points[i : i + _CHUNK]) for i in range(0, len(points), _CHUNK)]
    )
    grid = np.maximum(values - objective.minimum, 0.0).reshape(h, w)
    grid[~np.isfinite(grid)] = np.inf
    hi, delta = tint(grid)
    return Landscape(grid, hi, delta, _contours(x, y, grid, hi, delta))


def tint(grid: Array) -> tuple[float, float]:
    """(hi, delta) of the tint, both positive and finite, for a grid of suboptimality."""
    finite = grid[np.isfinite(grid)]
    if finite.size == 0:
        return 1.0, 0.01
    q02, q50, q95 = np.quantile(finite, (0.02, 0.5, 0.95))
    hi = float(min(q95, 6.0 * q50))
    if not hi > 0.0:
        hi = float(finite.max()) or 1.0
    return hi, float(np.clip(q02, 0.002 * hi, 0.08 * hi))


def level_values(hi: float, delta: float) -> list[float]:
    """The contour levels: evenly spaced in the tint, snapped to two significant digits, rising."""
    t = np.arange(N_LEVELS, 0, -1) / (N_LEVELS + 1)
    values = delta * ((hi + delta) / delta) ** (1.0 - t) - delta
    return sorted({float(f"{value:.1e}") for value in values})


def _contours(x: Array, y: Array, grid: Array, hi: float, delta: float) -> tuple[Level, ...]:
    lines = contourpy.contour_generator(
        x=x, y=y, z=np.ma.masked_invalid(grid), line_type=contourpy.LineType.Separate
    )
    levels = []
    for i, value in enumerate(level_values(hi, delta)):
        polylines = tuple(np.asarray(line) for line in lines.lines(value) if len(line) > 2)
        levels.append(Level(value, i % INDEX_EVERY == INDEX_EVERY - 1, polylines))
    return tuple(levels)
