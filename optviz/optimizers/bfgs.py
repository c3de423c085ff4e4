"""BFGS: learn the inverse Hessian from the gradients, and search along its direction."""

import numpy as np

from optviz.optimizers.base import Optimizer
from optviz.optimizers.line_search import at_rest, status, strong_wolfe
from optviz.optimizers.oracle import bill
from optviz.parameters import Parameter
from optviz.signatures import GO_ON, Matrix, Oracle, Vector, move_function

C2 = Parameter(
    "c2", "Line-search accuracy", "c₂", 0.9, 1e-4, 1.0, low_open=True, high_open=True,
    slider=(0.01, 0.99),
)  # fmt: skip
PREVIOUS, STEP = 2, 3  # rows of the state after the inverse Hessian


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
    """x ← x - α B g; B ← (I - r s y') B (I - r y s') + r s s', r = 1 / y's, α by strong Wolfe.

    z, gradient : (2,)    iterate and ∇f there
    hyper       : (1,)    c₂, how flat the slope must become
    state       : (4, 2)  rows 0-1 are B, the inverse Hessian, first I; 2 the gradient before, 3 s

    A rank-two update, skipped if y's <= 1e-10. The first step length tried is min(1, 1 / ‖g‖₁),
    later 1. SciPy's BFGS keeps the same matrix and ends at the same points; its line search is
    another, so paths differ. Nocedal & Wright (2006), eq. 6.17.
    """
    bill(oracle, 1, 1, 0)
    if t == 1:
        state[0, 0] = 1.0
        state[1, 1] = 1.0
    elif state[STEP, 0] != 0.0 or state[STEP, 1] != 0.0:
        s0 = state[STEP, 0]
        s1 = state[STEP, 1]
        y0 = gradient[0] - state[PREVIOUS, 0]
        y1 = gradient[1] - state[PREVIOUS, 1]
        ys = y0 * s0 + y1 * s1
        if ys > 1e-10:
            by0 = state[0, 0] * y0 + state[0, 1] * y1
            by1 = state[1, 0] * y0 + state[1, 1] * y1
            scale = (1.0 + (y0 * by0 + y1 * by1) / ys) / ys
            state[0, 0] += scale * s0 * s0 - 2.0 * by0 * s0 / ys
            state[0, 1] += scale * s0 * s1 - (by0 * s1 + by1 * s0) / ys
            state[1, 1] += scale * s1 * s1 - 2.0 * by1 * s1 / ys
            state[1, 0] = state[0, 1]
    state[PREVIOUS, 0] = gradient[0]
    state[PREVIOUS, 1] = gradient[1]
    state[STEP, 0] = 0.0
    state[STEP, 1] = 0.0
    if at_rest(gradient):
        return GO_ON
    direction = np.empty(2)
    direction[0] = -(state[0, 0] * gradient[0] + state[0, 1] * gradient[1])
    direction[1] = -(state[1, 0] * gradient[0] + state[1, 1] * gradient[1])
    slope = gradient[0] * direction[0] + gradient[1] * direction[1]
    first = min(1.0, 1.0 / (abs(gradient[0]) + abs(gradient[1]))) if t == 1 else 1.0
    length = strong_wolfe(oracle, z, value[0], gradient, direction, first, hyper[0], t)
    state[STEP, 0] = length * direction[0]
    state[STEP, 1] = length * direction[1]
    z[0] += state[STEP, 0]
    z[1] += state[STEP, 1]
    return status(length, value[0], slope)


BFGS = Optimizer(
    key="bfgs",
    label="BFGS",
    step=move,
    slots=("inverse_hessian", "inverse_hessian", "previous_gradient", "step"),
    hyperparameters=(C2,),
    reference="Nocedal & Wright 2006, Numerical optimization, 6.1, doi:10.1007/978-0-387-40065-5",
    latex=r"x_{t+1} = x_t - \alpha_t B_t g_t, \quad B_{t+1} = (I - r s y^\top) B_t (I - r y s^\top)"
    r" + r s s^\top, \; r = 1 / y^\top s",
    pseudocode=(
        "g = gradient(x)",
        "s = step; y = g - previous_gradient; r = 1 / dot(y, s)",
        "inverse_hessian = (I - r * s @ y.T) @ inverse_hessian @ (I - r * y @ s.T) + r * s @ s.T",
        "p = -inverse_hessian @ g",
        "alpha = strong_wolfe(x, p, c2)",
        "step = alpha * p; x = x + step; previous_gradient = g",
    ),
    evaluations=(1.0, 1.0, 0.0),
    memory=4.0,
)
