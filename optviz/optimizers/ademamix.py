"""AdEMAMix: Adam with a second, much slower momentum mixed in."""

from dataclasses import replace
from math import sqrt

from optviz.optimizers.adamw import DECOUPLED_DECAY
from optviz.optimizers.adan import BETA3
from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, Optimizer
from optviz.parameters import Parameter
from optviz.signatures import Matrix, Vector, step_function

ALPHA = Parameter("alpha", "Weight of the slow momentum", "α", 5.0, 0.0, 1e3, slider=(0.0, 20.0))


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← x - η [(m̂ + α s) / (√v̂ + ε) + λ x], in place, per coordinate.

    x, gradient   : (m,)    iterates and g = ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (8,)    β₁, β₂, β₃ in [0, 1), α, ε, λ >= 0, then β₁ᵗ, β₂ᵗ kept by the engine
    state         : (3, m)  slots 0, 1, 2 are the running means m of g (by β₁), s of g (by β₃) and
                            v of g² (by β₂); first zero, and s is not corrected for it
    t             : int     unused: the powers carry it

    optax.contrib.ademamix with constant α and β₃. The paper warms both up over the run, which
    tames the start; its AdamW-like decay is the same. Pagliardini et al. (2024), algorithm 1.
    """
    alpha = hyper[3]
    epsilon = hyper[4]
    correction1 = 1.0 - hyper[6]
    correction2 = 1.0 - hyper[7]
    fast = state[0]
    slow = state[1]
    v = state[2]
    for i in range(x.size):
        g = gradient[i]
        fast[i] = (1.0 - hyper[0]) * g + hyper[0] * fast[i]
        slow[i] = (1.0 - hyper[2]) * g + hyper[2] * slow[i]
        v[i] = (1.0 - hyper[1]) * (g * g) + hyper[1] * v[i]
        mixed = fast[i] / correction1 + alpha * slow[i]
        scaled = mixed / (sqrt(v[i] / correction2) + epsilon)
        x[i] -= learning_rate[i] * (scaled + hyper[5] * x[i])


ADEMAMIX = Optimizer(
    key="ademamix",
    label="AdEMAMix",
    step=step,
    slots=("first_moment", "slow_moment", "second_moment"),
    hyperparameters=(
        LEARNING_RATE,
        BETA1,
        BETA2,
        replace(BETA3, label="Slow-moment decay", default=0.9999, slider=(0.0, 0.99999)),
        ALPHA,
        EPSILON,
        replace(DECOUPLED_DECAY, default=0.0),
    ),
    reference="Pagliardini, Ablin & Grangier 2024, The AdEMAMix optimizer: better, faster, older, "
    "arXiv:2409.03137",
    powers=("beta1", "beta2"),
    latex=(
        r"s_{t+1} = \beta_3 s_t + (1 - \beta_3) g_t, \quad x_{t+1} = x_t - \eta \left("
        r"\frac{\hat m + \alpha s_{t+1}}{\sqrt{\hat v} + \varepsilon} + \lambda x_t\right)"
    ),
    pseudocode=(
        "g = gradient(x)",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "slow_moment = beta3 * slow_moment + (1 - beta3) * g",
        "second_moment = beta2 * second_moment + (1 - beta2) * g * g",
        "m_hat = first_moment / (1 - beta1**t)",
        "v_hat = second_moment / (1 - beta2**t)",
        "u = (m_hat + alpha * slow_moment) / (sqrt(v_hat) + epsilon)",
        "x = x - learning_rate * (u + weight_decay * x)",
    ),
)
