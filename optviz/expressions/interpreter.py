"""The interpreter of a tape, compiled once for every formula there will ever be.

Each instruction runs over a block of lanes, in forward mode: a result is a row of values and a row
of derivatives in each direction it depends on. The loops of the common operations vectorize, and
the cost of reading an instruction is shared by the block; the others go lane by lane.

In the chain rule 0 · ∞ = 0: where the inner function stands still, so does the outer. So the tip of
a cone, sqrt(x^2 + y^2) at the origin, has gradient 0, as the catalogue says of Ackley's.

Tape, a vector of float64: [instructions, registers, result, its directions], then eight numbers an
instruction: operation; registers of the result, of a and of b; directions a and b depend on
(1: x, 2: y, 3: both, 0: neither); c1, c0. Registers 0 and 1 hold x and y; a result never shares
a register with its operands, so that LLVM may vectorize.
"""

from math import isnan, nan

import numpy as np

from optviz.elementary import cos, exp, log, sign, sin
from optviz.expressions import language as op
from optviz.expressions.derivatives import power, rare
from optviz.expressions.functions import tanh
from optviz.signatures import Vector, block_function, inlined

HEAD = 4
WIDTH = 8


@block_function
def value_and_gradient(
    z: Vector,
    values: Vector,
    gradient: Vector,
    parameters: Vector,
    n_lanes: int,
    t: int,  # noqa: ARG001  (of the convention)
) -> None:
    """Run the tape in `parameters` on all lanes; the SURFACE convention, t unused.

    Register r is three rows of `rows`: 3 r its values, 3 r + 1 and 3 r + 2 its derivatives.
    """
    n_rows = 3 * int(parameters[1])
    rows = np.empty((n_rows + 2, n_lanes))
    for i in range(n_lanes):
        rows[0, i] = z[i]
        rows[1, i] = 1.0
        rows[3, i] = z[n_lanes + i]
        rows[5, i] = 1.0
    for k in range(int(parameters[0])):
        at = HEAD + WIDTH * k
        code = int(parameters[at])
        out = 3 * int(parameters[at + 1])
        left = 3 * int(parameters[at + 2])
        right = 3 * int(parameters[at + 3])
        in_a = int(parameters[at + 4])
        in_b = int(parameters[at + 5])
        c1 = parameters[at + 6]
        v, a, b = rows[out], rows[left], rows[right]
        if code <= op.SUBTRACT:
            s, u = _linear(code, c1, parameters[at + 7], a, b, v)
            for j in range(1, 3):
                if (in_a | in_b) & j:
                    da, db = rows[left + j], rows[right + j]
                    _combine(in_a & j, in_b & j, s, u, da, db, rows[out + j])
            continue
        p, q = rows[n_rows], rows[n_rows + 1]
        if code == op.MULTIPLY:
            for i in range(n_lanes):
                v[i] = a[i] * b[i]
            p, q = b, a
        elif code <= op.POWER:
            _of_two(code, a, b, v, p, q)
        else:
            _of_one(code, a, v, p)
        for j in range(1, 3):
            if (in_a | in_b) & j:
                da, db = rows[left + j], rows[right + j]
                _chain(in_a & j, in_b & j, p, q, da, db, rows[out + j])
    out = 3 * int(parameters[2])
    directions = int(parameters[3])
    for i in range(n_lanes):
        values[i] = rows[out, i]
        gradient[i] = rows[out + 1, i] if directions & 1 else 0.0
        gradient[n_lanes + i] = rows[out + 2, i] if directions & 2 else 0.0


@inlined
def _linear(
    code: int, c1: float, c0: float, a: Vector, b: Vector, v: Vector
) -> tuple[float, float]:
    """Fill the values v; return the constant slopes in a and in b."""
    if code == op.AFFINE:
        for i in range(v.size):
            v[i] = c1 * a[i] + c0
        return c1, 0.0
    if code == op.CONSTANT:
        for i in range(v.size):
            v[i] = c1
        return 0.0, 0.0
    u = 1.0 if code == op.ADD else -1.0
    for i in range(v.size):
        v[i] = a[i] + u * b[i]
    return 1.0, u


@inlined
def _of_two(code: int, a: Vector, b: Vector, v: Vector, p: Vector, q: Vector) -> None:
    """Fill the values v and the slopes p in a and q in b."""
    if code == op.DIVIDE:
        for i in range(v.size):
            v[i] = a[i] / b[i]
        for i in range(v.size):  # on its own, so that LLVM has few rows to keep apart
            p[i] = 1.0 / b[i]
            q[i] = -v[i] * p[i]
    elif code == op.MAXIMUM:
        for i in range(v.size):
            v[i] = a[i] if a[i] > b[i] or isnan(a[i]) else b[i]
        for i in range(v.size):
            p[i] = 1.0 if a[i] > b[i] else 0.0
            q[i] = 1.0 - p[i]
    else:
        for i in range(v.size):
            v[i], p[i], q[i], _, _, _ = power(a[i], b[i])


@inlined
def _of_one(code: int, a: Vector, v: Vector, p: Vector) -> None:  # noqa: PLR0912  (a table)
    """Fill the values v and the slopes p of an operation of one argument."""
    if code == op.SQUARE:
        for i in range(v.size):
            v[i] = a[i] * a[i]
            p[i] = 2.0 * a[i]
    elif code == op.SIGN:
        for i in range(v.size):
            v[i] = a[i] if isnan(a[i]) else sign(a[i])
    elif code == op.SQRT:
        for i in range(v.size):
            v[i] = np.sqrt(a[i])
            p[i] = 0.5 / v[i]
    elif code == op.EXP:
        for i in range(v.size):
            v[i] = exp(a[i])
            p[i] = v[i]
    elif code == op.LOG:
        for i in range(v.size):
            v[i] = log(a[i])
            p[i] = 1.0 / a[i] if a[i] >= 0.0 else nan
    elif code == op.SIN:
        for i in range(v.size):
            v[i] = sin(a[i])
            p[i] = cos(a[i])
    elif code == op.COS:
        for i in range(v.size):
            v[i] = cos(a[i])
            p[i] = -sin(a[i])
    elif code == op.TANH:
        for i in range(v.size):
            v[i], secant = tanh(a[i])
            p[i] = secant * secant
    else:
        for i in range(v.size):
            v[i], p[i], _ = rare(code, a[i])


@inlined
def _combine(in_a: int, in_b: int, s: float, u: float, da: Vector, db: Vector, out: Vector) -> None:
    """One derivative of the result from those of a and b, with constant slopes s and u."""
    if in_a and in_b:
        for i in range(out.size):
            out[i] = s * da[i] + u * db[i]
    else:
        only = da if in_a else db
        slope = s if in_a else u
        for i in range(out.size):
            out[i] = slope * only[i]


@inlined
def _chain(in_a: int, in_b: int, p: Vector, q: Vector, da: Vector, db: Vector, out: Vector) -> None:
    """One derivative of the result from those of a and b, with slopes p and q; 0 · ∞ = 0."""
    if in_a and in_b:
        for i in range(out.size):
            along_a = 0.0 if da[i] == 0.0 or p[i] == 0.0 else p[i] * da[i]
            along_b = 0.0 if db[i] == 0.0 or q[i] == 0.0 else q[i] * db[i]
            out[i] = along_a + along_b
    else:
        only = da if in_a else db
        slope = p if in_a else q
        for i in range(out.size):
            out[i] = 0.0 if only[i] == 0.0 or slope[i] == 0.0 else slope[i] * only[i]
