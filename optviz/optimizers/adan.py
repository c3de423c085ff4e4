"""Adan: Nesterov's look-ahead from the change of the gradient, scaled as Adam scales."""

from dataclasses import replace
from math import sqrt

from optviz.optimizers.adabelief import EPSILON_ROOT
from optviz.optimizers.adamw import DECOUPLED_DECAY
from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, Optimizer
from optviz.parameters import Parameter
from optviz.signatures import Matrix, Vector, step_function

BETA3 = Parameter(
    "beta3", "Third decay rate", "β₃", 0.99, 0.0, 1.0, high_open=True, slider=(0.0, 0.9999)
)


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← x - η [(m̂ + (1 - β₂) d̂) / (√(n̂ + ε₀) + ε) + λ x], in place, per coordinate.

    x, gradient   : (m,)    iterates and g = ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (9,)    β₁, β₂, β₃ in [0, 1), ε, ε₀, λ >= 0, then β₁ᵗ, β₂ᵗ, β₃ᵗ by the engine
    state         : (4, m)  slots 0 to 3 are the running means m of g, d of g - g₋ and n of
                            (g + (1 - β₂)(g - g₋))², and g₋, the gradient before; zero before t = 1
    t             : int     iteration from 1; at t = 1 the change g - g₋ is zero

    optax.adan: the weight of the change is 1 - β₂ = 0.08 and the decay is AdamW's. In the paper β
    stands for our 1 - β, so its weight 1 - β₂ is 0.92, the authors' code has 0.92, and both divide
    by 1 + η λ. Xie et al. (2024), algorithm 1.
    """
    change_weight = 1.0 - hyper[1]
    m = state[0]
    d = state[1]
    n = state[2]
    before = state[3]
    for i in range(x.size):
        g = gradient[i]
        change = 0.0 if t == 1 else g - before[i]
        ahead = g + change_weight * change
        m[i] = (1.0 - hyper[0]) * g + hyper[0] * m[i]
        d[i] = change_weight * change + hyper[1] * d[i]
        n[i] = (1.0 - hyper[2]) * (ahead * ahead) + hyper[2] * n[i]
        direction = m[i] / (1.0 - hyper[6]) + change_weight * (d[i] / (1.0 - hyper[7]))
        root = sqrt(n[i] / (1.0 - hyper[8]) + hyper[4]) + hyper[3]
        x[i] -= learning_rate[i] * (direction / root + hyper[5] * x[i])
        before[i] = g


ADAN = Optimizer(
    key="adan",
    label="Adan",
    step=step,
    slots=("first_moment", "change_moment", "second_moment", "previous_gradient"),
    hyperparameters=(
        LEARNING_RATE,
        replace(BETA1, default=0.98),
        replace(BETA2, label="Change decay", default=0.92),
        BETA3,
        EPSILON,
        replace(EPSILON_ROOT, default=1e-8, slider=(1e-12, 1.0)),
        replace(DECOUPLED_DECAY, default=0.0),
    ),
    reference="Xie et al. 2024, Adan: adaptive Nesterov momentum algorithm for faster optimizing "
    "deep models, arXiv:2208.06677, doi:10.1109/TPAMI.2024.3423382",
    powers=("beta1", "beta2", "beta3"),
    latex=(
        r"n_{t+1} = \beta_3 n_t + (1 - \beta_3)\left(g_t + (1 - \beta_2)(g_t - g_{t-1})\right)^2, "
        r"\; x_{t+1} = x_t - \eta \left(\frac{\hat m + (1 - \beta_2) \hat d}"
        r"{\sqrt{\hat n + \varepsilon_0} + \varepsilon} + \lambda x_t\right)"
    ),
    pseudocode=(
        "g = gradient(x)",
        "change = 0 if t == 1 else g - previous_gradient",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "change_moment = beta2 * change_moment + (1 - beta2) * change",
        "ahead = g + (1 - beta2) * change",
        "second_moment = beta3 * second_moment + (1 - beta3) * ahead * ahead",
        "d_hat = change_moment / (1 - beta2**t)",
        "u = first_moment / (1 - beta1**t) + (1 - beta2) * d_hat",
        "u = u / (sqrt(second_moment / (1 - beta3**t) + epsilon_root) + epsilon)",
        "x = x - learning_rate * (u + weight_decay * x)",
        "previous_gradient = g",
    ),
)
