"""Sophia: momentum divided by the diagonal of the Hessian, and clipped."""

from dataclasses import replace

from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, Optimizer
from optviz.optimizers.oracle import bill, curvature
from optviz.parameters import Parameter
from optviz.signatures import GO_ON, Matrix, Oracle, Vector, move_function

WEIGHT_DECAY = Parameter("weight_decay", "Weight decay", "λ", 1e-4, 0.0, 1e3, slider=(0.0, 1.0))
GAMMA = Parameter("gamma", "Clipping scale", "γ", 0.01, 0.0, 1e3, "log", slider=(1e-4, 1.0))
INTERVAL = Parameter(
    "interval", "Iterations between Hessians", "k", 10, 1, 1000, "integer", slider=(1, 50)
)
FIRST, CURVATURE = 0, 1  # rows of the state


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
    """x ← x - η (clip(m̂ / max(γ h, ε), ±1) + λ x); every k iterations h ← β₂ h + (1 - β₂) diag H.

    z, gradient   : (2,)    iterate and ∇f there
    learning_rate : (2,)    η > 0
    hyper         : (7,)    β₁, β₂, ε, λ (decoupled), γ, k, then β₁ᵗ kept by the engine
    state         : (2, 2)  m, h

    The diagonal is exact here; the paper estimates it. As optax.contrib.sophia, the step uses the
    old h and then h is updated, at t = 1, k + 1, 2 k + 1, ... Liu et al. (2024), algorithm 3.
    """
    bill(oracle, 1, 0, 0)
    beta1 = hyper[0]
    beta2 = hyper[1]
    floor = hyper[2]
    gamma = hyper[4]
    xx, yy = 0.0, 0.0
    renew = (t - 1) % int(hyper[5]) == 0
    if renew:
        xx, _, yy = curvature(oracle, z)
    for i in range(2):
        state[FIRST, i] = beta1 * state[FIRST, i] + (1.0 - beta1) * gradient[i]
        corrected = state[FIRST, i] / (1.0 - hyper[6])
        step = corrected / max(gamma * state[CURVATURE, i], floor)
        step = min(max(step, -1.0), 1.0)
        z[i] -= learning_rate[i] * (step + hyper[3] * z[i])
    if renew:
        state[CURVATURE, 0] = beta2 * state[CURVATURE, 0] + (1.0 - beta2) * xx
        state[CURVATURE, 1] = beta2 * state[CURVATURE, 1] + (1.0 - beta2) * yy
    return GO_ON


SOPHIA = Optimizer(
    key="sophia",
    label="Sophia",
    step=move,
    slots=("first_moment", "curvature"),
    hyperparameters=(
        LEARNING_RATE,
        replace(BETA1, default=0.965),
        replace(BETA2, default=0.99),
        EPSILON,
        WEIGHT_DECAY,
        GAMMA,
        INTERVAL,
    ),
    reference="Liu et al. 2024, Sophia: a scalable second-order optimizer, arXiv:2305.14342",
    latex=r"x_{t+1} = x_t - \eta \, \operatorname{clip}"
    r"\left(\frac{\hat m}{\max(\gamma h, \varepsilon)}, 1\right), \quad "
    r"h \leftarrow \beta_2 h + (1 - \beta_2) \operatorname{diag} H \text{ every } k",
    pseudocode=(
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "m_hat = first_moment / (1 - beta1**t)",
        "x = x - learning_rate * (clip(m_hat / max(gamma * curvature, epsilon), -1, 1)"
        " + weight_decay * x)",
        "every `interval`: curvature = beta2 * curvature + (1 - beta2) * diag(hessian(x))",
    ),
    powers=("beta1",),
    evaluations=(1.0, 0.0, 0.1),
)
