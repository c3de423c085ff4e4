"""Adamax: Adam that divides by the largest recent gradient instead of their mean square."""

from dataclasses import replace

from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, WEIGHT_DECAY, Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """u ← max(β₂ u, |g| + ε), x ← x - η / (1 - β₁ᵗ) m / u, in place, per coordinate.

    x, gradient   : (m,)    iterates and ∇f(x); g = ∇f(x) + λ x
    learning_rate : (m,)    η > 0
    hyper         : (5,)    β₁, β₂ in [0, 1), ε >= 0, λ >= 0, then β₁ᵗ kept by the engine
    state         : (2, m)  slot 0 is m, the running mean of g, slot 1 is u; zero before t = 1
    t             : int     unused: the power carries it

    torch.optim.Adamax and optax.adamax: ε is added to |g| inside the maximum, so that u is never
    zero; the paper has no ε, Keras adds it to u. Kingma & Ba (2015), algorithm 2.
    """
    first_weight = 1.0 - hyper[0]
    beta2 = hyper[1]
    epsilon = hyper[2]
    weight_decay = hyper[3]
    correction = 1.0 - hyper[4]
    m = state[0]
    u = state[1]
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        m[i] += first_weight * (g - m[i])
        u[i] = max(beta2 * u[i], abs(g) + epsilon)
        x[i] -= learning_rate[i] / correction * m[i] / u[i]


ADAMAX = Optimizer(
    key="adamax",
    label="Adamax",
    step=step,
    slots=("first_moment", "largest_gradient"),
    hyperparameters=(replace(LEARNING_RATE, default=2e-3), BETA1, BETA2, EPSILON, WEIGHT_DECAY),
    reference="Kingma & Ba 2015, Adam: a method for stochastic optimization, arXiv:1412.6980",
    powers=("beta1",),
    latex=(
        r"u_{t+1} = \max(\beta_2 u_t, |g_t| + \varepsilon), \quad "
        r"x_{t+1} = x_t - \frac{\eta}{1 - \beta_1^{t+1}} \frac{m_{t+1}}{u_{t+1}}"
    ),
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "largest_gradient = max(beta2 * largest_gradient, abs(g) + epsilon)",
        "m_hat = first_moment / (1 - beta1**t)",
        "x = x - learning_rate * m_hat / largest_gradient",
    ),
)
