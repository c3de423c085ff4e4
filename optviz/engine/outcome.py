"""How a race came out: who reached the goal, and when."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def finishing_iteration(
    suboptimality: NDArray[np.float64], goal: float, hold: int = 20
) -> int | None:
    """First iteration from which the suboptimality stays under the goal for `hold` iterations.

    suboptimality  (T + 1,) f(x_t) - f*
    Returns None if there is none. The first touch would mislead: momentum swings out again.
    """
    under = np.concatenate(([0], np.cumsum(suboptimality < goal)))
    window = under[hold + 1 :] - under[: -hold - 1]
    starts = np.flatnonzero(window == hold + 1)
    return int(starts[0]) if starts.size else None
