"""What an expression finds out about itself: where to start, how fast, where it is flat.

All of it is a pure function of the tape and the domain, and nothing of it is promised: a formula
nobody has studied may hide a minimum from any search.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from optviz.expressions.evaluate import hessians, values_and_gradients
from optviz.parameters import Domain
from optviz.signatures import Matrix, Vector

# Fractions of the domain, tried in this order: off the axes, off the diagonals, off the edge.
STARTS = ((0.14, 0.77), (0.83, 0.71), (0.88, 0.21), (0.21, 0.13), (0.62, 0.41), (0.37, 0.56))
CELLS = 64  # a side, in the search for stationary points; in the search for any value, half of it
NEWTON_STEPS = 16
MOST_POINTS = 128

# Rates of the rules whose step does not grow with the gradient, as fractions of the domain's width:
# rounded medians, over the catalogue, of the rates a search found for each (surfaces.md).
FRACTIONS = {
    0.0125: "rprop rprop_lecture adam adamw amsgrad adamw_amsgrad adam_lecture adabelief yogi adan "
    "adopt ademamix schedule_free_adamw",
    0.06: "adagrad adagrad_lecture",
    0.005: "rmsprop rmsprop_centered rmsprop_lecture lion sophia",
    1.5: "adadelta",
    0.025: "adamax",
    0.01: "nadam",
}
# Rates of the others, as fractions of 1 / L, the inverse of the curvature.
SHARES = {0.4: "sgd asgd schedule_free_sgd sam radam", 0.06: "momentum nesterov"}


def has_values(tape: Vector, domain: Domain) -> bool:
    """Whether f is finite anywhere on a grid of 33 x 33 points of the domain."""
    return bool(np.isfinite(values_and_gradients(tape, _grid(domain, CELLS // 2))[0]).any())


def default_start(tape: Vector, domain: Domain) -> tuple[float, float]:
    """The first of six places, then of a grid, where f is finite and not flat; else just finite."""
    low, high = np.transpose(domain)
    points = np.vstack((low + np.array(STARTS) * (high - low), _grid(domain, CELLS // 2)))
    values, gradients = values_and_gradients(tape, points)
    usable = np.isfinite(values) & np.isfinite(gradients).all(axis=1)
    sloping = usable & (gradients != 0.0).any(axis=1)
    x, y = points[int(np.argmax(2 * sloping + usable))]
    return float(f"{x:.12g}"), float(f"{y:.12g}")  # -3.6, not -3.5999999999999996


def rates(tape: Vector, domain: Domain, start: tuple[float, float]) -> Mapping[str, float]:
    """Default learning rates by optimizer key, blind to the scales of f and of (x, y).

    Rules whose step is a multiple of the gradient get a share of 1 / L; L is the largest curvature
    at the start or the median of that over the domain, if that is more, and at least what keeps the
    first step of gradient descent within a tenth of the domain's width. The others move by about
    their learning rate, so theirs is a fraction of the width.
    """
    width = domain[0][1] - domain[0][0]
    points = np.vstack(([start], _grid(domain, 16)))
    _, gradients = values_and_gradients(tape, points[:1])
    sizes = _spectral_norms(hessians(tape, points))
    finite = sizes[np.isfinite(sizes)]
    slope = float(np.hypot(*gradients[0]))
    needed = [sizes[0], np.median(finite) if finite.size else 0.0, 4.0 * slope / width]
    curvature = max(size for size in (*needed, 0.0) if np.isfinite(size))
    longest = 1.0 / curvature if curvature > 0.0 else width
    families = [(share * longest, keys) for share, keys in SHARES.items()]
    families += [(fraction * width, keys) for fraction, keys in FRACTIONS.items()]
    return {key: _rate(rate) for rate, keys in families for key in keys.split()}


def stationary_points(tape: Vector, domain: Domain) -> tuple[tuple[float, float], ...]:
    """Where the gradient vanishes, the lowest first, at most 128.

    Newton's method from every cell of a 64 x 64 grid at whose corners both derivatives change sign;
    steps are at most two cells long, and what leaves the domain or does not settle is dropped.
    """
    points = _grid(domain, CELLS)
    _, gradients = values_and_gradients(tape, points)
    low, high = np.transpose(domain)
    cell = (high - low) / CELLS
    z = points[_cells_of_change(gradients)] + 0.5 * cell
    step = np.full_like(z, np.inf)
    with np.errstate(all="ignore"):
        for _ in range(NEWTON_STEPS):
            step = _newton_steps(tape, z)
            length = np.abs(step / cell).max(axis=1, keepdims=True)
            z = z - step * np.minimum(1.0, 2.0 / np.maximum(length, 1e-300))
    values, _ = values_and_gradients(tape, z)
    settled = (np.abs(step) <= 1e-3 * cell).all(axis=1) & np.isfinite(values)
    inside = ((z >= low) & (z <= high)).all(axis=1)
    return _distinct(z[settled & inside], values[settled & inside], 1e-3 * cell)


def _grid(domain: Domain, cells: int) -> Matrix:
    """The (cells + 1)² corners of a grid over the domain, y in the outer loop."""
    (x_low, x_high), (y_low, y_high) = domain
    x, y = np.meshgrid(np.linspace(x_low, x_high, cells + 1), np.linspace(y_low, y_high, cells + 1))
    return np.column_stack((x.ravel(), y.ravel()))


def _cells_of_change(gradients: Matrix) -> NDArray[np.intp]:
    """Indices of the lower left corners of the cells where neither derivative keeps its sign."""
    n = CELLS + 1
    g = gradients.reshape(n, n, 2)
    corners = np.stack((g[:-1, :-1], g[:-1, 1:], g[1:, :-1], g[1:, 1:]))
    # nan compares False: a cell that is not defined throughout is left out
    changes = (corners.min(axis=0) <= 0.0) & (corners.max(axis=0) >= 0.0)
    row, column = np.nonzero(changes.all(axis=2))
    return np.asarray(row * n + column)


def _newton_steps(tape: Vector, z: Matrix) -> Matrix:
    """H⁻¹ g at each point (n, 2); nan where H is singular."""
    _, g = values_and_gradients(tape, z)
    xx, xy, yy = hessians(tape, z).T
    determinant = xx * yy - xy * xy
    across = (yy * g[:, 0] - xy * g[:, 1]) / determinant
    along = (xx * g[:, 1] - xy * g[:, 0]) / determinant
    return np.column_stack((across, along))


def _distinct(
    points: Matrix, values: Vector, resolution: Vector
) -> tuple[tuple[float, float], ...]:
    """The points in order of value, one of each group within the resolution."""
    found: dict[tuple[int, ...], tuple[float, float]] = {}
    for index in np.argsort(values, kind="stable"):
        x, y = points[index].tolist()
        found.setdefault(tuple(np.rint(points[index] / resolution).astype(int).tolist()), (x, y))
        if len(found) == MOST_POINTS:
            break
    return tuple(found.values())


def _spectral_norms(h: Matrix) -> Vector:
    """Largest |eigenvalue| of each [xx, xy, yy], (n,)."""
    with np.errstate(all="ignore"):
        middle = 0.5 * (h[:, 0] + h[:, 2])
        return np.asarray(np.abs(middle) + np.hypot(0.5 * (h[:, 0] - h[:, 2]), h[:, 1]))


def _rate(number: float) -> float:
    """Two digits of it, inside the interval of every rule's learning rate."""
    return float(f"{min(max(number, 1e-12), 1e6):.2g}")
