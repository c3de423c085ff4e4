"""Yogi: Adam whose second moment moves by steps it chooses only the direction of."""

from dataclasses import replace
from math import sqrt

from optviz.elementary import sign
from optviz.optimizers.adagrad import INITIAL_ACCUMULATOR
from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """v ← v - (1 - β₂) sign(v - g²) g², x ← x - η m̂ / (√v̂ + ε), in place, per coordinate.

    x, gradient   : (m,)    iterates and g = ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (6,)    β₁, β₂ in [0, 1), ε, v_0 >= 0, then β₁ᵗ, β₂ᵗ kept by the engine
    state         : (2, m)  slot 0 is m, slot 1 is v; both start at v_0
    t             : int     1 sets m and v

    optax.yogi, where m starts at v_0 = 1e-6 as well, so that even a point of zero gradient moves a
    little; the paper starts m at zero and v at the first squared gradient. Zaheer et al. (2018),
    algorithm 2.
    """
    beta1 = hyper[0]
    beta2 = hyper[1]
    epsilon = hyper[2]
    correction1 = 1.0 - hyper[4]
    correction2 = 1.0 - hyper[5]
    m = state[0]
    v = state[1]
    if t == 1:
        state[:] = hyper[3]
    for i in range(x.size):
        g = gradient[i]
        m[i] = (1.0 - beta1) * g + beta1 * m[i]
        v[i] -= (1.0 - beta2) * sign(v[i] - g * g) * (g * g)
        x[i] -= learning_rate[i] * (m[i] / correction1 / (sqrt(v[i] / correction2) + epsilon))


YOGI = Optimizer(
    key="yogi",
    label="Yogi",
    step=step,
    slots=("first_moment", "second_moment"),
    hyperparameters=(
        LEARNING_RATE,
        BETA1,
        BETA2,
        replace(EPSILON, default=1e-3),
        replace(INITIAL_ACCUMULATOR, default=1e-6),
    ),
    reference="Zaheer et al. 2018, Adaptive methods for nonconvex optimization, NeurIPS 31",
    powers=("beta1", "beta2"),
    latex=(
        r"v_{t+1} = v_t - (1 - \beta_2) \operatorname{sign}(v_t - g_t^2) \, g_t^2, \quad "
        r"x_{t+1} = x_t - \eta \frac{\hat m}{\sqrt{\hat v} + \varepsilon}"
    ),
    pseudocode=(
        "if t == 1: first_moment = second_moment = initial_accumulator",
        "g = gradient(x)",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "change = sign(second_moment - g * g) * g * g",
        "second_moment = second_moment - (1 - beta2) * change",
        "m_hat = first_moment / (1 - beta1**t)",
        "v_hat = second_moment / (1 - beta2**t)",
        "x = x - learning_rate * m_hat / (sqrt(v_hat) + epsilon)",
    ),
)
