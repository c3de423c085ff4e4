"""The interpreter with second derivatives: the exact Hessian of a tape, one point at a time."""

import numpy as np

from optviz.expressions import language as op
from optviz.expressions.derivatives import binary, unary
from optviz.expressions.interpreter import HEAD, WIDTH
from optviz.signatures import Vector, hessian_function, inlined


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the tape in `parameters`: forward mode, as `value_and_gradient`.

    A register is a row of `r`: value, d/dx, d/dy, d²/dx², d²/dx dy, d²/dy².
    """
    r = np.zeros((int(parameters[1]), 6))
    r[0, 0] = x
    r[0, 1] = 1.0
    r[1, 0] = y
    r[1, 2] = 1.0
    for k in range(int(parameters[0])):
        at = HEAD + WIDTH * k
        code = int(parameters[at])
        out = r[int(parameters[at + 1])]
        a = r[int(parameters[at + 2])]
        b = r[int(parameters[at + 3])]
        c1 = parameters[at + 6]
        if code == op.CONSTANT:
            out[:] = 0.0
            out[0] = c1
        elif code == op.AFFINE:
            for j in range(6):
                out[j] = c1 * a[j]
            out[0] += parameters[at + 7]
        else:
            _chain(code, parameters[at + 5] > 0.0, a, b, out)
    last = r[int(parameters[2])]
    return last[3], last[4], last[5]


@inlined
def _chain(code: int, both: bool, a: Vector, b: Vector, out: Vector) -> None:
    """The chain rule to second order for f(a, b), or for f(a) where b is constant or none."""
    q, pq, qq = 0.0, 0.0, 0.0
    if code <= op.POWER:
        out[0], p, q, pp, pq, qq = binary(code, a[0], b[0])
    else:
        out[0], p, pp = unary(code, a[0])
    for j in range(1, 6):
        out[j] = _times(p, a[j])
        if j > 2:
            m = 2 if j == 5 else 1  # of (1, 1), (1, 2), (2, 2)
            n = 1 if j == 3 else 2
            out[j] += _times(pp, a[m] * a[n])
            if both:
                out[j] += _times(qq, b[m] * b[n]) + _times(pq, a[m] * b[n] + a[n] * b[m])
        if both:
            out[j] += _times(q, b[j])


@inlined
def _times(slope: float, inner: float) -> float:
    """Their product, where 0 · ∞ = 0."""
    return 0.0 if inner == 0.0 or slope == 0.0 else slope * inner
