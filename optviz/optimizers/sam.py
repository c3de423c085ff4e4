"""SAM: step by the gradient of the worst neighbor, toward flat minima."""

from math import sqrt

import numpy as np

from optviz.optimizers.base import LEARNING_RATE, Optimizer
from optviz.optimizers.oracle import ask, bill
from optviz.parameters import Parameter
from optviz.signatures import GO_ON, Matrix, Oracle, Vector, move_function

RADIUS = Parameter("rho", "Neighborhood radius", "ρ", 0.05, 0.0, 1e3, slider=(0.0, 1.0))


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
    """x ← x - η ∇f(x + e) with e = ρ g / (‖g‖ + 1e-12); two gradients an iteration.

    z, gradient   : (2,)    iterate and ∇f there
    learning_rate : (2,)    η > 0
    hyper         : (1,)    ρ >= 0
    state         : (1, 2)  e, the last perturbation, to be drawn

    The base rule is SGD; both gradients see the same data. Foret et al. (2021), algorithm 1.
    """
    bill(oracle, 2, 0, 0)
    scale = hyper[0] / (sqrt(gradient[0] * gradient[0] + gradient[1] * gradient[1]) + 1e-12)
    at = np.empty(2)
    at_value = np.empty(1)
    at_gradient = np.empty(2)
    for i in range(2):
        state[0, i] = scale * gradient[i]
        at[i] = z[i] + state[0, i]
    ask(oracle, at, at_value, at_gradient, t)
    for i in range(2):
        z[i] -= learning_rate[i] * at_gradient[i]
    return GO_ON


SAM = Optimizer(
    key="sam",
    label="SAM",
    step=move,
    slots=("perturbation",),
    hyperparameters=(LEARNING_RATE, RADIUS),
    reference="Foret et al. 2021, Sharpness-aware minimization, arXiv:2010.01412",
    latex=r"e_t = \rho \frac{g_t}{\|g_t\|}, \quad x_{t+1} = x_t - \eta \, \nabla f(x_t + e_t)",
    pseudocode=(
        "g = gradient(x)",
        "perturbation = rho * g / (norm(g) + 1e-12)",
        "x = x - learning_rate * gradient(x + perturbation)",
    ),
    evaluations=(2.0, 0.0, 0.0),
)
