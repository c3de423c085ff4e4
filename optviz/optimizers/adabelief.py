"""AdaBelief: long steps where the gradient is as expected, short ones where it surprises."""

from dataclasses import replace
from math import sqrt

from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, Optimizer
from optviz.parameters import Parameter
from optviz.signatures import Matrix, Vector, step_function

EPSILON_ROOT = Parameter(
    "epsilon_root", "Stability constant in the root", "ε₀", 1e-16, 0.0, 1.0, "log",
    slider=(1e-20, 1.0),
)  # fmt: skip


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """s ← β₂ s + (1 - β₂)(g - m)² + ε₀, x ← x - η m̂ / (√ŝ + ε), in place, per coordinate.

    x, gradient   : (m,)    iterates and g = ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (6,)    β₁, β₂ in [0, 1), ε, ε₀ >= 0, then β₁ᵗ, β₂ᵗ kept by the engine
    state         : (2, m)  slot 0 is m, the running mean of g, slot 1 is s; first zero
    t             : int     unused: the powers carry it

    optax.adabelief: m is the new mean, and ε₀ is added to s itself, so it accumulates, as in the
    paper. The authors' PyTorch code does the same with one ε for both and rectifies by default.
    Zhuang et al. (2020), algorithm 2.
    """
    beta1 = hyper[0]
    beta2 = hyper[1]
    epsilon = hyper[2]
    correction1 = 1.0 - hyper[4]
    correction2 = 1.0 - hyper[5]
    m = state[0]
    s = state[1]
    for i in range(x.size):
        g = gradient[i]
        m[i] = (1.0 - beta1) * g + beta1 * m[i]
        surprise = g - m[i]
        s[i] = (1.0 - beta2) * (surprise * surprise) + beta2 * s[i] + hyper[3]
        x[i] -= learning_rate[i] * (m[i] / correction1 / (sqrt(s[i] / correction2) + epsilon))


ADABELIEF = Optimizer(
    key="adabelief",
    label="AdaBelief",
    step=step,
    slots=("first_moment", "variance"),
    hyperparameters=(
        LEARNING_RATE,
        BETA1,
        BETA2,
        replace(EPSILON, default=1e-16, slider=(1e-20, 1.0)),
        EPSILON_ROOT,
    ),
    reference="Zhuang et al. 2020, AdaBelief optimizer: adapting stepsizes by the belief in "
    "observed gradients, arXiv:2010.07468",
    powers=("beta1", "beta2"),
    latex=(
        r"s_{t+1} = \beta_2 s_t + (1 - \beta_2)(g_t - m_{t+1})^2 + \varepsilon_0, \quad "
        r"x_{t+1} = x_t - \eta \frac{\hat m}{\sqrt{\hat s} + \varepsilon}"
    ),
    pseudocode=(
        "g = gradient(x)",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "surprise = g - first_moment",
        "variance = beta2 * variance + (1 - beta2) * surprise * surprise + epsilon_root",
        "m_hat = first_moment / (1 - beta1**t)",
        "s_hat = variance / (1 - beta2**t)",
        "x = x - learning_rate * m_hat / (sqrt(s_hat) + epsilon)",
    ),
)
