"""AMSGrad: Adam whose second moment never shrinks."""

from math import sqrt

from optviz.optimizers.adam import ADAM
from optviz.optimizers.base import Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """Adam with v̄ ← max(v̄, v) in place of v: x ← x - η m̂ / (√(v̄ / (1 - β₂ᵗ)) + ε), per coordinate.

    x, gradient   : (m,)    iterates and ∇f(x); g = ∇f(x) + λ x; in place
    learning_rate : (m,)    η > 0
    hyper         : (6,)    β₁, β₂ in [0, 1), ε >= 0, λ >= 0, then β₁ᵗ, β₂ᵗ kept by the engine
    state         : (3, m)  slots 0, 1, 2 are m, v and v̄, the largest v so far; first zero
    t             : int     unused: the powers carry it

    torch.optim.Adam(amsgrad=True): the maximum is taken of the uncorrected v, the correction comes
    after. optax.amsgrad corrects first and walks another path (0.76 apart on the reference runs);
    the paper has no correction at all. Reddi, Kale & Kumar (2018), algorithm 2.
    """
    beta1 = hyper[0]
    beta2 = hyper[1]
    weight_decay = hyper[3]
    correction1 = 1.0 / (1.0 - hyper[4])
    correction2 = 1.0 / sqrt(1.0 - hyper[5])
    m = state[0]
    v = state[1]
    largest = state[2]
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        m[i] += (1.0 - beta1) * (g - m[i])
        v[i] = beta2 * v[i] + (1.0 - beta2) * (g * g)
        largest[i] = max(largest[i], v[i])
        root = sqrt(largest[i]) * correction2 + hyper[2]
        x[i] -= learning_rate[i] * correction1 * m[i] / root


AMSGRAD = Optimizer(
    key="amsgrad",
    label="AMSGrad",
    step=step,
    slots=("first_moment", "second_moment", "max_second_moment"),
    hyperparameters=ADAM.hyperparameters,
    reference="Reddi, Kale & Kumar 2018, On the convergence of Adam and beyond, arXiv:1904.09237",
    powers=("beta1", "beta2"),
    latex=(
        r"\bar v_{t+1} = \max(\bar v_t, v_{t+1}), \quad "
        r"x_{t+1} = x_t - \eta \frac{\hat m}"
        r"{\sqrt{\bar v_{t+1} / (1 - \beta_2^{t+1})} + \varepsilon}"
    ),
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "second_moment = beta2 * second_moment + (1 - beta2) * g * g",
        "max_second_moment = max(max_second_moment, second_moment)",
        "m_hat = first_moment / (1 - beta1**t)",
        "v_hat = max_second_moment / (1 - beta2**t)",
        "x = x - learning_rate * m_hat / (sqrt(v_hat) + epsilon)",
    ),
)
