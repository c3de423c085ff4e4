"""AdamW: Adam whose weight decay shrinks the iterate itself, past the moments."""

from math import sqrt

from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, Optimizer
from optviz.parameters import Parameter
from optviz.signatures import Matrix, Vector, step_function

DECOUPLED_DECAY = Parameter("weight_decay", "Weight decay", "λ", 1e-2, 0.0, 1e3, slider=(0.0, 1.0))


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← (1 - η λ) x, then Adam with the gradient taken before, in place, per coordinate.

    x, gradient   : (m,)    iterates and g = ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (6,)    β₁, β₂ in [0, 1), ε >= 0, λ >= 0, then β₁ᵗ, β₂ᵗ kept by the engine
    state         : (2, m)  slot 0 is m, slot 1 is v, the running means of g and g²; first zero
    t             : int     unused: the powers carry it

    torch.optim.AdamW and optax.adamw (whose default λ is 1e-4): λ is multiplied by η. In the paper
    it is not, only by the schedule. Loshchilov & Hutter (2019), algorithm 2.
    """
    beta1 = hyper[0]
    beta2 = hyper[1]
    decay = hyper[3]
    correction1 = 1.0 / (1.0 - hyper[4])
    correction2 = 1.0 / sqrt(1.0 - hyper[5])
    m = state[0]
    v = state[1]
    for i in range(x.size):
        g = gradient[i]
        m[i] += (1.0 - beta1) * (g - m[i])
        v[i] = beta2 * v[i] + (1.0 - beta2) * (g * g)
        kept = x[i] * (1.0 - learning_rate[i] * decay)
        step_size = learning_rate[i] * correction1
        x[i] = kept - step_size * m[i] / (sqrt(v[i]) * correction2 + hyper[2])


ADAMW = Optimizer(
    key="adamw",
    label="AdamW",
    step=step,
    slots=("first_moment", "second_moment"),
    hyperparameters=(LEARNING_RATE, BETA1, BETA2, EPSILON, DECOUPLED_DECAY),
    reference="Loshchilov & Hutter 2019, Decoupled weight decay regularization, arXiv:1711.05101",
    powers=("beta1", "beta2"),
    latex=(
        r"x_{t+1} = (1 - \eta \lambda) x_t - \eta \frac{\hat m}{\sqrt{\hat v} + \varepsilon}, "
        r"\quad \hat m, \hat v \text{ of } g_t = \nabla f(x_t) \text{ alone}"
    ),
    pseudocode=(
        "g = gradient(x)",
        "x = x - learning_rate * weight_decay * x",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "second_moment = beta2 * second_moment + (1 - beta2) * g * g",
        "m_hat = first_moment / (1 - beta1**t)",
        "v_hat = second_moment / (1 - beta2**t)",
        "x = x - learning_rate * m_hat / (sqrt(v_hat) + epsilon)",
    ),
)
