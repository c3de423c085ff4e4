"""Lion: steps of one size, along the sign of an interpolated momentum."""

from dataclasses import replace

from optviz.elementary import sign
from optviz.optimizers.adamw import DECOUPLED_DECAY
from optviz.optimizers.base import BETA1, BETA2, LEARNING_RATE, Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """u = sign(β₁ m + (1 - β₁) g), x ← x - η (u + λ x), m ← β₂ m + (1 - β₂) g, per coordinate.

    x, gradient   : (m,)    iterates and g = ∇f(x); in place
    learning_rate : (m,)    η > 0
    hyper         : (3,)    β₁, β₂ in [0, 1), λ >= 0
    state         : (1, m)  slot 0 is m, updated after its use; zero before t = 1
    t             : int     unused

    optax.lion, as in the paper; torch.optim has none. The sign of nan is 0 here (nan in JAX), so
    the rule outlives an overflow, as Rprop does. Chen et al. (2023), algorithm 2.
    """
    beta1 = hyper[0]
    beta2 = hyper[1]
    decay = hyper[2]
    m = state[0]
    for i in range(x.size):
        u = sign((1.0 - beta1) * gradient[i] + beta1 * m[i])
        m[i] = (1.0 - beta2) * gradient[i] + beta2 * m[i]
        x[i] -= learning_rate[i] * (u + decay * x[i])


LION = Optimizer(
    key="lion",
    label="Lion",
    step=step,
    slots=("first_moment",),
    hyperparameters=(
        replace(LEARNING_RATE, default=1e-4),
        BETA1,
        replace(BETA2, default=0.99),
        replace(DECOUPLED_DECAY, default=1e-3),
    ),
    reference="Chen et al. 2023, Symbolic discovery of optimization algorithms, arXiv:2302.06675",
    latex=(
        r"x_{t+1} = x_t - \eta \left(\operatorname{sign}(\beta_1 m_t + (1 - \beta_1) g_t) + "
        r"\lambda x_t\right), \quad m_{t+1} = \beta_2 m_t + (1 - \beta_2) g_t"
    ),
    pseudocode=(
        "g = gradient(x)",
        "u = sign(beta1 * first_moment + (1 - beta1) * g)",
        "first_moment = beta2 * first_moment + (1 - beta2) * g",
        "x = x - learning_rate * (u + weight_decay * x)",
    ),
)
