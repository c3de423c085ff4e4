"""Strong Wolfe line search: torch's, with an Armijo fallback and an honest failure."""

from math import sqrt

import numpy as np

from optviz.optimizers.oracle import ask, backtrack, bill
from optviz.signatures import GO_ON, LINE_SEARCH_FAILED, Vector, inlined, kernel

C1 = 1e-4  # sufficient decrease
MAX_EVALUATIONS = 24  # torch.optim.LBFGS(max_eval=25) leaves its line search 24
SMALLEST_BRACKET = 1e-9  # torch's tolerance_change
T, F, GX, GY, SLOPE = range(5)  # columns of a trial point: step length, value, gradient, slope


@inlined
def interpolate(  # type: ignore[no-untyped-def]
    x1, f1, g1, x2, f2, g2, low, high
):
    """Minimizer of the cubic through two values and slopes, kept in [low, high]; else the middle.

    Nocedal & Wright, Numerical Optimization, 2nd ed., eq. 3.59, in the order of torch's operations.
    """
    d1 = g1 + g2 - 3.0 * (f1 - f2) / (x1 - x2)
    square = d1 * d1 - g1 * g2
    if not square >= 0.0:
        return (low + high) / 2.0
    d2 = sqrt(square)
    if x1 <= x2:
        position = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2.0 * d2))
    else:
        position = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2.0 * d2))
    return min(max(position, low), high)


@kernel
def try_step(oracle, z, direction, length, t, trial):  # type: ignore[no-untyped-def]
    """Fill trial (5,) with the point a step length along the direction; billed."""
    at = np.empty(2)
    value = np.empty(1)
    gradient = np.empty(2)
    at[0] = z[0] + length * direction[0]
    at[1] = z[1] + length * direction[1]
    ask(oracle, at, value, gradient, t)
    bill(oracle, 1, 1, 0)
    trial[T] = length
    trial[F] = value[0]
    trial[GX] = gradient[0]
    trial[GY] = gradient[1]
    trial[SLOPE] = gradient[0] * direction[0] + gradient[1] * direction[1]


@kernel
def _bracket(oracle, z, direction, start, first, c2, t, low, high):  # type: ignore[no-untyped-def]
    """Grow the step until low and high (5,) enclose a Wolfe point; (found, evaluations used).

    found is 1 if `low` itself is one, 0 if the two enclose one, -1 if evaluations ran out.
    """
    previous = start.copy()
    new = np.empty(5)
    length = first
    try_step(oracle, z, direction, length, t, new)
    used = 0
    while used < MAX_EVALUATIONS:
        too_high = new[F] > start[F] + C1 * length * start[SLOPE]
        if (
            too_high
            or (used > 1 and new[F] >= previous[F])
            or (new[SLOPE] >= 0.0 and not abs(new[SLOPE]) <= -c2 * start[SLOPE])
        ):
            low[:] = previous
            high[:] = new
            return 0, used
        if abs(new[SLOPE]) <= -c2 * start[SLOPE]:
            low[:] = new
            return 1, used
        longer = interpolate(
            previous[T], previous[F], previous[SLOPE], length, new[F], new[SLOPE],
            length + 0.01 * (length - previous[T]), length * 10.0,
        )  # fmt: skip
        previous[:] = new
        length = longer
        try_step(oracle, z, direction, length, t, new)
        used += 1
    low[:] = start
    high[:] = new
    return -1, used


@kernel
def _zoom(oracle, z, direction, start, c2, t, used, a, b):  # type: ignore[no-untyped-def]
    """Shrink the bracket a, b (5,) onto a Wolfe point; the better end is left in a."""
    longest = max(abs(direction[0]), abs(direction[1]))
    new = np.empty(5)
    lower, upper = (a, b) if a[F] <= b[F] else (b, a)
    stalled = False
    found = False
    while not found and used < MAX_EVALUATIONS:
        if abs(b[T] - a[T]) * longest < SMALLEST_BRACKET:
            break
        left, right = min(a[T], b[T]), max(a[T], b[T])
        length = interpolate(a[T], a[F], a[SLOPE], b[T], b[F], b[SLOPE], left, right)
        margin = 0.1 * (right - left)
        if min(right - length, length - left) < margin:
            if stalled or length >= right or length <= left:
                length = (
                    right - margin if abs(length - right) < abs(length - left) else left + margin
                )
                stalled = False
            else:
                stalled = True
        else:
            stalled = False
        try_step(oracle, z, direction, length, t, new)
        used += 1
        if new[F] > start[F] + C1 * length * start[SLOPE] or new[F] >= lower[F]:
            upper[:] = new
            lower, upper = (a, b) if a[F] <= b[F] else (b, a)
        else:
            if abs(new[SLOPE]) <= -c2 * start[SLOPE]:
                found = True
            elif new[SLOPE] * (upper[T] - lower[T]) >= 0.0:
                upper[:] = lower
            lower[:] = new
    a[:] = lower


@kernel
def strong_wolfe(oracle, z, value, gradient, direction, first, c2, t):  # type: ignore[no-untyped-def]
    """Step length along a descent direction that satisfies the strong Wolfe conditions, or 0.0.

    value, gradient  objective and gradient (2,) at z (2,)
    direction        (2,) with gradient . direction < 0
    first            the step length tried first
    c2               how flat the slope must become: |new slope| <= c2 |slope|

    torch.optim.LBFGS's `_strong_wolfe` operation by operation (a port of lswolfe.lua), with 24
    evaluations. Where that does not end on a lower point, backtracking is tried, and where this
    fails too 0.0 is returned. The accepted evaluation is taken off the bill, since the next
    iteration begins with it. Nocedal & Wright, 2nd ed., algorithms 3.5 and 3.6.
    """
    start = np.empty(5)
    start[T] = 0.0
    start[F] = value
    start[GX] = gradient[0]
    start[GY] = gradient[1]
    start[SLOPE] = gradient[0] * direction[0] + gradient[1] * direction[1]
    a = np.empty(5)
    b = np.empty(5)
    found, used = _bracket(oracle, z, direction, start, first, c2, t, a, b)
    if found != 1:
        _zoom(oracle, z, direction, start, c2, t, used, a, b)
    if a[T] > 0.0 and a[F] <= value:
        bill(oracle, -1, -1, 0)
        return a[T]
    return backtrack(oracle, z, value, start[SLOPE], direction, 0.5 * first, t)


@inlined
def status(length: float, value: float, slope: float) -> int:
    """GO_ON, unless no step was good enough although the slope promised more than rounding."""
    if length > 0.0 or -slope <= 1e-14 * (1.0 + abs(value)):
        return GO_ON
    return LINE_SEARCH_FAILED


@inlined
def at_rest(gradient: Vector) -> bool:
    """Whether there is nothing left to search for: max |g| <= 1e-7, torch's tolerance_grad."""
    return bool(abs(gradient[0]) <= 1e-7 and abs(gradient[1]) <= 1e-7)
