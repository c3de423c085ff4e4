"""L-BFGS: BFGS from the last m steps, without a matrix."""

from dataclasses import replace

import numpy as np

from optviz.optimizers.base import LEARNING_RATE, Optimizer
from optviz.optimizers.line_search import at_rest, status, strong_wolfe
from optviz.optimizers.oracle import bill
from optviz.parameters import Parameter
from optviz.signatures import GO_ON, Matrix, Oracle, Vector, inlined, move_function

MAX_HISTORY = 20
HISTORY = Parameter(
    "history", "History length", "m", 10, 1, MAX_HISTORY, "integer", slider=(1, MAX_HISTORY)
)
TOLERANCE_CHANGE = Parameter(
    "tolerance_change", "Least slope", "", 1e-9, 0.0, 1.0, "log", slider=(1e-16, 1e-3)
)
S, Y = 0, MAX_HISTORY  # first rows of the remembered steps and gradient changes, the oldest first
PREVIOUS, STEP, BOOK = 2 * MAX_HISTORY, 2 * MAX_HISTORY + 1, 2 * MAX_HISTORY + 2
PAIRS, SCALE = 0, 1  # entries of the row BOOK: how many pairs, and γ


@inlined
def _two_loops(gradient: Vector, state: Matrix) -> Vector:
    """-B g (2,) by the two-loop recursion of Nocedal (1980), in the order of torch's operations."""
    pairs = int(state[BOOK, PAIRS])
    weights = np.empty(MAX_HISTORY)
    d = -gradient
    for i in range(pairs - 1, -1, -1):
        r = 1.0 / (state[Y + i, 0] * state[S + i, 0] + state[Y + i, 1] * state[S + i, 1])
        weights[i] = (state[S + i, 0] * d[0] + state[S + i, 1] * d[1]) * r
        d[0] -= weights[i] * state[Y + i, 0]
        d[1] -= weights[i] * state[Y + i, 1]
    d[0] *= state[BOOK, SCALE]
    d[1] *= state[BOOK, SCALE]
    for i in range(pairs):
        r = 1.0 / (state[Y + i, 0] * state[S + i, 0] + state[Y + i, 1] * state[S + i, 1])
        b = (state[Y + i, 0] * d[0] + state[Y + i, 1] * d[1]) * r
        d[0] += (weights[i] - b) * state[S + i, 0]
        d[1] += (weights[i] - b) * state[S + i, 1]
    return d


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
    """x ← x + α p with p = -(the inverse Hessian implied by the last m pairs s, y) g.

    z, gradient   : (2,)     iterate and ∇f there
    learning_rate : (2,)     the first step length tried; at t = 1 times min(1, 1 / ‖g‖₁)
    hyper         : (2,)     m, how many pairs are kept; the slope below which nothing moves
    state         : (43, 2)  20 rows of s, 20 of y, the gradient before, the last step, (pairs, γ)

    torch.optim.LBFGS(max_iter=1, line_search_fn="strong_wolfe"), one `step` an iteration: a pair is
    kept if y's > 1e-10, γ = y's / y'y scales the start of the two loops, and nothing moves where
    max |g| <= 1e-7 or the slope is above -tolerance_change. Liu & Nocedal (1989), algorithm 2.1.
    """
    bill(oracle, 1, 1, 0)
    if at_rest(gradient):
        return GO_ON
    history = int(hyper[0])
    if t == 1 or state[BOOK, SCALE] == 0.0:
        state[BOOK, SCALE] = 1.0
        length = min(1.0, 1.0 / (abs(gradient[0]) + abs(gradient[1]))) * learning_rate[0]
    else:
        length = learning_rate[0]
        y0 = gradient[0] - state[PREVIOUS, 0]
        y1 = gradient[1] - state[PREVIOUS, 1]
        ys = y0 * state[STEP, 0] + y1 * state[STEP, 1]
        if ys > 1e-10:
            pairs = int(state[BOOK, PAIRS])
            if pairs == history:
                for i in range(pairs - 1):
                    state[S + i] = state[S + i + 1]
                    state[Y + i] = state[Y + i + 1]
                pairs -= 1
            state[S + pairs] = state[STEP]
            state[Y + pairs, 0] = y0
            state[Y + pairs, 1] = y1
            state[BOOK, PAIRS] = pairs + 1
            state[BOOK, SCALE] = ys / (y0 * y0 + y1 * y1)
    direction = _two_loops(gradient, state)
    state[PREVIOUS, 0] = gradient[0]
    state[PREVIOUS, 1] = gradient[1]
    slope = gradient[0] * direction[0] + gradient[1] * direction[1]
    if slope > -hyper[1]:
        state[STEP, :] = 0.0
        return GO_ON
    length = strong_wolfe(oracle, z, value[0], gradient, direction, length, 0.9, t)
    state[STEP, 0] = length * direction[0]
    state[STEP, 1] = length * direction[1]
    z[0] += state[STEP, 0]
    z[1] += state[STEP, 1]
    return status(length, value[0], slope)


LBFGS = Optimizer(
    key="lbfgs",
    label="L-BFGS",
    step=move,
    slots=(
        *("remembered_step",) * MAX_HISTORY,
        *("remembered_gradient_change",) * MAX_HISTORY,
        "previous_gradient",
        "step",
        "pairs_and_scale",
    ),
    hyperparameters=(replace(LEARNING_RATE, default=1.0), HISTORY, TOLERANCE_CHANGE),
    reference="Liu & Nocedal 1989, On the limited memory BFGS method, doi:10.1007/BF01589116",
    latex=r"x_{t+1} = x_t - \alpha_t B_t g_t, \quad B_t \text{ from the last } m \text{ pairs }"
    r" s = x_{k+1} - x_k,\ y = g_{k+1} - g_k",
    pseudocode=(
        "g = gradient(x)",
        "remember(s = step, y = g - previous_gradient), keep the last `history` pairs",
        "q = -g",
        "for s, y in newest first: a = dot(s, q) / dot(y, s); q = q - a * y",
        "p = dot(y, s) / dot(y, y) * q",
        "for s, y in oldest first: b = dot(y, p) / dot(y, s); p = p + (a - b) * s",
        "alpha = strong_wolfe(x, p, first = learning_rate)",
        "step = alpha * p; x = x + step; previous_gradient = g",
    ),
    evaluations=(1.0, 1.0, 0.0),
    memory=lambda values: 2.0 * values["history"],
)
