"""ADOPT: Adam that divides by the second moment of the steps before, clipped, then averages."""

from dataclasses import replace
from math import sqrt

from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """m ← β₁ m + (1 - β₁) clip(g / max(√v, ε), ± c), x ← x - η m, then v; in place, per coordinate.

    x, gradient   : (m,)    iterates and g = ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (3,)    β₁, β₂ in [0, 1), ε >= 0
    state         : (2, m)  slot 0 is m, slot 1 is v, the running mean of g²; first zero
    t             : int     iteration from 1; c = (t - 1)^¼; t = 1 only sets v = g²

    optax.contrib.adopt, the authors' clipped variant: the first iteration does not move. v is used
    before it sees g, which is what makes the method converge for every β₂. Taniguchi et al. (2024),
    algorithm 2 and the clipping of their section 4.
    """
    beta1 = hyper[0] if t > 1 else 1.0
    beta2 = hyper[1] if t > 1 else 0.0
    epsilon = hyper[2]
    largest = sqrt(sqrt(t - 1.0))
    m = state[0]
    v = state[1]
    for i in range(x.size):
        g = gradient[i]
        ratio = g / max(sqrt(v[i]), epsilon)
        ratio = largest if ratio > largest else ratio
        ratio = -largest if ratio < -largest else ratio
        m[i] = (1.0 - beta1) * ratio + beta1 * m[i]
        v[i] = (1.0 - beta2) * (g * g) + beta2 * v[i]
        x[i] -= learning_rate[i] * m[i]


ADOPT = Optimizer(
    key="adopt",
    label="ADOPT",
    step=step,
    slots=("first_moment", "second_moment"),
    hyperparameters=(
        LEARNING_RATE,
        BETA1,
        replace(BETA2, default=0.9999),
        replace(EPSILON, default=1e-6),
    ),
    reference=(
        "Taniguchi et al. 2024, ADOPT: modified Adam can converge with any β₂ with the optimal "
        "rate, arXiv:2411.02853"
    ),
    latex=(
        r"m_{t+1} = \beta_1 m_t + (1 - \beta_1) \operatorname{clip}\left("
        r"\frac{g_t}{\max(\sqrt{v_t}, \varepsilon)}, \pm t^{1/4}\right), \; "
        r"x_{t+1} = x_t - \eta \, m_{t+1}, \; v_{t+1} = \beta_2 v_t + (1 - \beta_2) g_t^2"
    ),
    pseudocode=(
        "g = gradient(x)",
        "if t == 1: second_moment = g * g; continue",
        "bound = (t - 1)**0.25",
        "ratio = clip(g / max(sqrt(second_moment), epsilon), -bound, bound)",
        "first_moment = beta1 * first_moment + (1 - beta1) * ratio",
        "second_moment = beta2 * second_moment + (1 - beta2) * g * g",
        "x = x - learning_rate * first_moment",
    ),
)
