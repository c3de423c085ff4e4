"""Damped Newton: shift the Hessian until it curves up, then halve the step until it descends."""

import numpy as np

from optviz.optimizers.base import Optimizer
from optviz.optimizers.line_search import at_rest, status
from optviz.optimizers.oracle import backtrack, bill, curvature, eigen
from optviz.parameters import Parameter
from optviz.signatures import GO_ON, Matrix, Oracle, Vector, move_function

DELTA = Parameter(
    "delta", "Least curvature", "δ", 1e-3, 0.0, 1e6, "log", low_open=True, slider=(1e-6, 10.0)
)


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
    """Solve (H + λ I) p = -g with λ = max(0, δ - λ_min(H)), then x ← x + α p, α = 1, 1/2, 1/4 ...

    z, gradient : (2,)  iterate and ∇f there
    hyper       : (1,)  δ > 0
    state       : (0, 2)  no memory

    α is the first that lowers f by the Armijo condition with c = 1e-4; LINE_SEARCH_FAILED after 60
    halvings. Always descends. Nocedal & Wright (2006), ch. 3.4.
    """
    bill(oracle, 1, 1, 0)
    if at_rest(gradient):
        return GO_ON
    xx, xy, yy = curvature(oracle, z)
    low, _, _, _ = eigen(xx, xy, yy)
    shift = max(0.0, hyper[0] - low)
    xx += shift
    yy += shift
    determinant = xx * yy - xy * xy
    direction = np.empty(2)
    direction[0] = -(yy * gradient[0] - xy * gradient[1]) / determinant
    direction[1] = -(xx * gradient[1] - xy * gradient[0]) / determinant
    slope = gradient[0] * direction[0] + gradient[1] * direction[1]
    length = backtrack(oracle, z, value[0], slope, direction, 1.0, t)
    z[0] += length * direction[0]
    z[1] += length * direction[1]
    return status(length, value[0], slope)


NEWTON_DAMPED = Optimizer(
    key="newton_damped",
    label="Newton, damped",
    step=move,
    slots=(),
    hyperparameters=(DELTA,),
    reference="Nocedal & Wright 2006, Numerical optimization, 3.4, doi:10.1007/978-0-387-40065-5",
    latex=r"x_{t+1} = x_t - \alpha_t (H_t + \lambda_t I)^{-1} g_t, \quad "
    r"\lambda_t = \max(0, \delta - \lambda_{\min}(H_t))",
    pseudocode=(
        "g = gradient(x)",
        "H = hessian(x)",
        "shift = max(0, delta - smallest_eigenvalue(H))",
        "p = -solve(H + shift * I, g)",
        "alpha = 1",
        "while f(x + alpha * p) > f(x) + 1e-4 * alpha * dot(g, p): alpha = alpha / 2",
        "x = x + alpha * p",
    ),
    evaluations=(1.0, 2.0, 1.0),
    memory=2.0,
)
