"""What a searching rule asks and does in the plane: evaluations that are billed, 2 x 2 algebra."""

from math import sqrt

import numpy as np

from optviz.signatures import Oracle, Vector, call_hessian, call_surface, inlined

GRADIENTS, VALUES, HESSIANS = range(3)  # the lines of `Oracle.counts`


@inlined
def bill(oracle: Oracle, gradients: int, values: int, hessians: int) -> None:
    """Count evaluations that were made; negative numbers take back those that are reused."""
    oracle.counts[GRADIENTS] += gradients
    oracle.counts[VALUES] += values
    oracle.counts[HESSIANS] += hessians


@inlined
def ask(oracle: Oracle, z: Vector, value: Vector, gradient: Vector, t: int) -> None:
    """Value (1,) and gradient (2,) at z (2,), on the data of iteration t with noise; not billed."""
    call_surface(oracle.surface, z, value, gradient, oracle.parameters, t)
    value[0] += oracle.noise[0] * z[0] + oracle.noise[1] * z[1]
    gradient[0] += oracle.noise[0]
    gradient[1] += oracle.noise[1]


@inlined
def curvature(oracle: Oracle, z: Vector) -> tuple[float, float, float]:
    """(h_xx, h_xy, h_yy) at z (2,), on all data; billed."""
    h = np.empty(3)
    call_hessian(oracle.hessian, z, h, oracle.parameters)
    oracle.counts[HESSIANS] += 1
    return h[0], h[1], h[2]


@inlined
def eigen(xx: float, xy: float, yy: float) -> tuple[float, float, float, float]:
    """Eigenvalues l1 <= l2 of a symmetric 2 x 2 matrix, and (c, s), the unit eigenvector of l1."""
    half = 0.5 * (xx - yy)
    radius = sqrt(half * half + xy * xy)
    mean = 0.5 * (xx + yy)
    low = mean - radius
    high = mean + radius
    if radius == 0.0:
        return low, high, 1.0, 0.0
    # (H - high I) maps onto low's eigenvector: its longer column
    if half <= 0.0:
        c, s = half - radius, xy
    else:
        c, s = xy, -half - radius
    length = sqrt(c * c + s * s)
    return low, high, c / length, s / length


@inlined
def backtrack(
    oracle: Oracle, z: Vector, value: float, slope: float, direction: Vector, length: float, t: int
) -> float:
    """Halve a step until it lowers the objective enough (Armijo, c = 1e-4); 0.0 if it never does.

    value, slope  objective at z and its derivative along the direction (2,), slope < 0
    length        the first step length tried; at most 60 are

    Every trial is billed as one value. Armijo (1966).
    """
    trial = np.empty(2)
    f = np.empty(1)
    g = np.empty(2)
    for _ in range(60):
        trial[0] = z[0] + length * direction[0]
        trial[1] = z[1] + length * direction[1]
        ask(oracle, trial, f, g, t)
        bill(oracle, 0, 1, 0)
        if f[0] <= value + 1e-4 * length * slope:
            return length
        length *= 0.5
    return 0.0
