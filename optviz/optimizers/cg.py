"""CG: every search direction conjugate to the last, without a matrix."""

import numpy as np

from optviz.optimizers.base import Optimizer
from optviz.optimizers.line_search import (
    SLOPE,
    F,
    T,
    at_rest,
    interpolate,
    status,
    strong_wolfe,
    try_step,
)
from optviz.optimizers.oracle import bill
from optviz.parameters import Parameter
from optviz.signatures import GO_ON, Matrix, Oracle, Vector, inlined, move_function

C2 = Parameter(
    "c2", "Line-search accuracy", "c₂", 0.1, 1e-4, 0.5, low_open=True, high_open=True,
    slider=(0.01, 0.49),
)  # fmt: skip
PREVIOUS, DIRECTION, BOOK = 0, 1, 2  # rows of the state
LENGTH, LAST_SLOPE = 0, 1  # entries of BOOK


@inlined
def _refine(oracle, z, value, slope, direction, length, t):  # type: ignore[no-untyped-def]
    """One cubic interpolation from the accepted step, kept if it is lower: exact on a parabola."""
    end = np.empty(5)
    better = np.empty(5)
    try_step(oracle, z, direction, length, t, end)
    bill(oracle, -1, -1, 0)  # the line search has just been there
    exact = interpolate(0.0, value, slope, length, end[F], end[SLOPE], 0.0, 10.0 * length)
    if exact in (length, 0.0):
        return length
    try_step(oracle, z, direction, exact, t, better)
    if better[F] < end[F]:
        return better[T]
    return length


@move_function
def move(
    z: Vector,
    value: Vector,
    gradient: Vector,
    learning_rate: Vector,
    hyper: Vector,
    state: Matrix,
    t: int,
    oracle: Oracle,
) -> int:
    """d ← -g + β d, x ← x + α d with β = max(0, g'(g - g₋) / g₋'g₋), α by strong Wolfe.

    z, gradient : (2,)    iterate and ∇f there
    hyper       : (1,)    c₂ in (0, 1/2), how flat the slope must become
    state       : (3, 2)  the gradient before, the direction, (step length, slope)

    Polak and Ribière's β, restarted at steepest descent where it would be negative (PR+) or the
    direction would not descend. After the line search one cubic interpolation makes the step exact
    on a parabola, so a quadratic in the plane takes two iterations. The first length tried is
    min(1, 1 / ‖g‖₁), later the last one times the ratio of the slopes.
    Polak & Ribière (1969); Nocedal & Wright (2006), eq. 5.45 and 3.60.
    """
    bill(oracle, 1, 1, 0)
    if at_rest(gradient):
        return GO_ON
    g2 = gradient[0] * gradient[0] + gradient[1] * gradient[1]
    p2 = state[PREVIOUS, 0] * state[PREVIOUS, 0] + state[PREVIOUS, 1] * state[PREVIOUS, 1]
    mixed = gradient[0] * state[PREVIOUS, 0] + gradient[1] * state[PREVIOUS, 1]
    beta = max(0.0, (g2 - mixed) / p2) if p2 > 0.0 else 0.0
    direction = -gradient + beta * state[DIRECTION]
    slope = gradient[0] * direction[0] + gradient[1] * direction[1]
    if slope >= 0.0:
        direction = -gradient
        slope = -g2
    first = min(1.0, 1.0 / (abs(gradient[0]) + abs(gradient[1])))
    if state[BOOK, LENGTH] > 0.0:
        first = state[BOOK, LENGTH] * state[BOOK, LAST_SLOPE] / slope
    length = strong_wolfe(oracle, z, value[0], gradient, direction, first, hyper[0], t)
    if length > 0.0:
        length = _refine(oracle, z, value[0], slope, direction, length, t)
    state[PREVIOUS] = gradient
    state[DIRECTION] = direction
    state[BOOK, LENGTH] = length
    state[BOOK, LAST_SLOPE] = slope
    z[0] += length * direction[0]
    z[1] += length * direction[1]
    return status(length, value[0], slope)


CG = Optimizer(
    key="cg",
    label="Conjugate gradients",
    step=move,
    slots=("previous_gradient", "direction", "length_and_slope"),
    hyperparameters=(C2,),
    reference="Polak & Ribière 1969, Note sur la convergence de méthodes de directions conjuguées",
    latex=r"d_t = -g_t + \beta_t d_{t-1}, \quad x_{t+1} = x_t + \alpha_t d_t, \quad "
    r"\beta_t = \max\left(0, \frac{g_t^\top (g_t - g_{t-1})}{g_{t-1}^\top g_{t-1}}\right)",
    pseudocode=(
        "g = gradient(x)",
        "beta = max(0, dot(g, g - previous_gradient) / dot(previous_gradient, previous_gradient))",
        "direction = -g + beta * direction",
        "alpha = strong_wolfe(x, direction, c2)",
        "x = x + alpha * direction; previous_gradient = g",
    ),
    evaluations=(1.0, 1.0, 0.0),
    memory=2.0,
)
