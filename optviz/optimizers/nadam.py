"""NAdam: Adam with Nesterov's look-ahead and a momentum that warms up."""

from dataclasses import replace
from math import sqrt

from optviz.elementary import exp
from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, WEIGHT_DECAY, Optimizer
from optviz.parameters import Parameter
from optviz.signatures import Matrix, Vector, step_function

MOMENTUM_DECAY = Parameter(
    "momentum_decay", "Momentum warm-up", "ψ", 4e-3, 0.0, 1e3, slider=(0.0, 0.1)
)
LOG_096 = -0.040821994520255166  # ln 0.96, the paper's constant


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← x - η [(1 - μₜ) / (1 - Πₜ) g + μₜ₊₁ / (1 - Πₜ₊₁) m] / (√v̂ + ε), in place, per coordinate.

    x, gradient   : (m,)    iterates and ∇f(x); g = ∇f(x) + λ x
    learning_rate : (m,)    η > 0
    hyper         : (6,)    β₁, β₂ in [0, 1), ε >= 0, ψ >= 0, λ >= 0, then β₂ᵗ kept by the engine
    state         : (3, m)  slots 0, 1 are m, v, the running means of g, g²; slot 2 is Πₜ = μ₁ … μₜ
    t             : int     iteration from 1; μₜ = β₁ (1 - 0.96^(t ψ) / 2)

    torch.optim.NAdam, which keeps Π in the default dtype (float32 unless told otherwise: 6e-10 of
    noise); here it is float64. optax.nadam has a constant μ and walks another path (0.23 apart on
    the reference runs). Dozat (2016), algorithm 2.
    """
    beta1 = hyper[0]
    beta2 = hyper[1]
    epsilon = hyper[2]
    weight_decay = hyper[4]
    correction2 = 1.0 - hyper[5]
    now = beta1 * (1.0 - 0.5 * exp(LOG_096 * (t * hyper[3])))
    after = beta1 * (1.0 - 0.5 * exp(LOG_096 * ((t + 1) * hyper[3])))
    m = state[0]
    v = state[1]
    product = state[2]
    if t == 1:
        product[:] = 1.0
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        product[i] *= now
        m[i] += (1.0 - beta1) * (g - m[i])
        v[i] = beta2 * v[i] + (1.0 - beta2) * (g * g)
        root = sqrt(v[i] / correction2) + epsilon
        x[i] -= learning_rate[i] * (1.0 - now) / (1.0 - product[i]) * g / root
        x[i] -= learning_rate[i] * after / (1.0 - product[i] * after) * m[i] / root


NADAM = Optimizer(
    key="nadam",
    label="NAdam",
    step=step,
    slots=("first_moment", "second_moment", "momentum_product"),
    hyperparameters=(
        replace(LEARNING_RATE, default=2e-3),
        BETA1,
        BETA2,
        EPSILON,
        MOMENTUM_DECAY,
        WEIGHT_DECAY,
    ),
    reference="Dozat 2016, Incorporating Nesterov momentum into Adam, ICLR workshop",
    powers=("beta2",),
    latex=(
        r"\mu_t = \beta_1 \left(1 - \tfrac12 0.96^{t \psi}\right), \; "
        r"\Pi_t = \prod_{i \le t} \mu_i, \; "
        r"x_{t+1} = x_t - \frac{\eta}{\sqrt{\hat v} + \varepsilon} \left("
        r"\frac{1 - \mu_t}{1 - \Pi_t} g_t + \frac{\mu_{t+1}}{1 - \Pi_{t+1}} m_{t+1}\right)"
    ),
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "mu = beta1 * (1 - 0.96**(t * momentum_decay) / 2)",
        "mu_next = beta1 * (1 - 0.96**((t + 1) * momentum_decay) / 2)",
        "momentum_product = momentum_product * mu",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "second_moment = beta2 * second_moment + (1 - beta2) * g * g",
        "look_ahead = mu_next / (1 - momentum_product * mu_next) * first_moment",
        "look_ahead = look_ahead + (1 - mu) / (1 - momentum_product) * g",
        "x = x - learning_rate * look_ahead / (sqrt(second_moment / (1 - beta2**t)) + epsilon)",
    ),
    memory=2.0,
)
