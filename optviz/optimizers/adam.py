"""Adam: momentum over a running second moment, both corrected for their cold start."""

from math import sqrt

from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, WEIGHT_DECAY, Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← x - η m̂ / (√v̂ + ε) with m̂ = m / (1 - β₁ᵗ), v̂ = v / (1 - β₂ᵗ), in place, per coordinate.

    x, gradient   : (m,)    iterates and ∇f(x); g = ∇f(x) + λ x
    learning_rate : (m,)    η > 0
    hyper         : (6,)    β₁, β₂ in [0, 1), ε >= 0, λ >= 0, then β₁ᵗ, β₂ᵗ kept by the engine
    state         : (2, m)  slot 0 is m, slot 1 is v, the running means of g and g²; first zero
    t             : int     unused: the powers carry it

    torch.optim.Adam, order of operations included: m moves by (1 - β₁)(g - m), so an infinite
    gradient ends in nan. ε stands outside the root; λ is an L2 penalty, not AdamW's decay.
    Kingma & Ba (2015), algorithm 1.
    """
    beta1 = hyper[0]
    beta2 = hyper[1]
    epsilon = hyper[2]
    weight_decay = hyper[3]
    correction1 = 1.0 / (1.0 - hyper[4])
    correction2 = 1.0 / sqrt(1.0 - hyper[5])
    m = state[0]
    v = state[1]
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        m[i] += (1.0 - beta1) * (g - m[i])
        v[i] = beta2 * v[i] + (1.0 - beta2) * (g * g)
        x[i] -= learning_rate[i] * correction1 * m[i] / (sqrt(v[i]) * correction2 + epsilon)


ADAM = Optimizer(
    key="adam",
    label="Adam",
    step=step,
    slots=("first_moment", "second_moment"),
    hyperparameters=(LEARNING_RATE, BETA1, BETA2, EPSILON, WEIGHT_DECAY),
    reference="Kingma & Ba 2015, Adam: a method for stochastic optimization, arXiv:1412.6980",
    powers=("beta1", "beta2"),
    latex=(
        r"m_{t+1} = \beta_1 m_t + (1 - \beta_1) g_t, \; "
        r"v_{t+1} = \beta_2 v_t + (1 - \beta_2) g_t^2, \; "
        r"x_{t+1} = x_t - \eta \frac{\hat m}{\sqrt{\hat v} + \varepsilon}"
    ),
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "second_moment = beta2 * second_moment + (1 - beta2) * g * g",
        "m_hat = first_moment / (1 - beta1**t)",
        "v_hat = second_moment / (1 - beta2**t)",
        "x = x - learning_rate * m_hat / (sqrt(v_hat) + epsilon)",
    ),
)
