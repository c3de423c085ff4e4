"""What every operation of the tape means: its value and its partial derivatives, up to second.

At kinks: sign(0) = 0, so |a| has derivative 0 at 0; at a tie of min or max the second argument
counts, so max(a, 0) has derivative 0 at 0, as step(0) = 0 in the catalogue.
"""

from math import inf, isnan, nan

import numpy as np

from optviz.elementary import cos, exp, log, sigmoid, sign, sin
from optviz.expressions import language as op
from optviz.expressions.functions import atan, log1p, tanh
from optviz.signatures import kernel


@kernel
def unary(code: int, a: float) -> tuple[float, float, float]:  # noqa: PLR0911  (a table)
    """Value, first and second derivative of an operation of one argument."""
    if code == op.SQUARE:
        return a * a, 2.0 * a, 2.0
    if code == op.SIGN:
        return a if isnan(a) else sign(a), 0.0, 0.0
    if code == op.SQRT:
        value = np.sqrt(a)
        first = 0.5 / value
        return value, first, -0.5 * first / a
    if code == op.EXP:
        value = exp(a)
        return value, value, value
    if code == op.LOG:
        first = 1.0 / a if a >= 0.0 else nan
        return log(a), first, -first * first
    if code == op.SIN:
        value = sin(a)
        return value, cos(a), -value
    if code == op.COS:
        value = cos(a)
        return value, -sin(a), -value
    if code == op.TANH:
        value, secant = tanh(a)
        first = secant * secant
        return value, first, -2.0 * value * first
    return rare(code, a)


@kernel
def rare(code: int, a: float) -> tuple[float, float, float]:
    """The same, of the operations that the block interpreter does not vectorize."""
    if code == op.LOG1P:
        first = 1.0 / (1.0 + a) if a >= -1.0 else nan
        return log1p(a), first, -first * first
    if code == op.ATAN:
        first = 1.0 / (1.0 + a * a)
        return atan(a), first, -2.0 * a * first * first
    value = sigmoid(a)
    first = value * sigmoid(-a)
    return value, first, first * (1.0 - 2.0 * value)


@kernel
def binary(code: int, a: float, b: float) -> tuple[float, float, float, float, float, float]:
    """Value, d/da, d/db, d²/da², d²/da db, d²/db² of an operation of two arguments."""
    if code == op.ADD:
        return a + b, 1.0, 1.0, 0.0, 0.0, 0.0
    if code == op.SUBTRACT:
        return a - b, 1.0, -1.0, 0.0, 0.0, 0.0
    if code == op.MULTIPLY:
        return a * b, b, a, 0.0, 1.0, 0.0
    if code == op.DIVIDE:
        value = a / b
        first = 1.0 / b
        second = -value * first
        return value, first, second, 0.0, -first * first, -2.0 * second * first
    if code == op.MAXIMUM:
        first = 1.0 if a > b else 0.0
        return a if a > b or isnan(a) else b, first, 1.0 - first, 0.0, 0.0, 0.0
    return power(a, b)


@kernel
def power(a: float, b: float) -> tuple[float, float, float, float, float, float]:
    """a^b = e^(b ln a), nan for a < 0; 0^0 = 1. At a = 0 the limits from above."""
    ln_a = log(a)
    if a == 0.0:
        value = _zero_to_the(b)
        d_a = _zero_to_the(b - 1.0)  # over b
        d_aa = _zero_to_the(b - 2.0)  # over b (b - 1)
        d_b = 0.0 if b > 0.0 else value * ln_a
        d_ab = 0.0 if b > 1.0 else d_a * (1.0 + b * ln_a)
        d_bb = 0.0 if b > 0.0 else d_b * ln_a
    else:
        value = exp(b * ln_a)
        d_a = value / a
        d_aa = d_a / a
        d_b = value * ln_a
        d_ab = d_a * (1.0 + b * ln_a)
        d_bb = d_b * ln_a
    d_a = 0.0 if b == 0.0 else b * d_a
    d_aa = 0.0 if b * (b - 1.0) == 0.0 else b * (b - 1.0) * d_aa
    return value, d_a, d_b, d_aa, d_ab, d_bb


@kernel
def _zero_to_the(b: float) -> float:
    if b == 0.0:
        return 1.0
    return inf if b < 0.0 else b * 0.0  # nan stays nan
