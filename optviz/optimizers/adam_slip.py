"""Adam as the lecture prints it: the corrected moments are computed, and the raw ones used."""

from math import sqrt

from optviz.optimizers.base import BETA1, BETA2, LEARNING_RATE, Optimizer
from optviz.optimizers.lecture import LECTURE_EPSILON
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← x - η m / (√v + ε) with the raw moments, in place, coordinate by coordinate. A mistake.

    x, gradient   : (m,)    iterates and g = ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (3,)    β₁, β₂ in [0, 1), ε >= 0
    state         : (2, m)  slot 0 is m, slot 1 is v, the running means of g and g²; first zero
    t             : int     unused, which is the mistake

    Slip E2 of the lecture. v is further from its mean than m is: the first step is
    (1 - β₁) / √(1 - β₂) = 3.16 η long, and 6.57 η the twelfth under a constant gradient. Shown
    beside `adam_lecture`, which corrects both.
    """
    m = state[0]
    v = state[1]
    for i in range(x.size):
        m[i] = hyper[0] * m[i] + (1.0 - hyper[0]) * gradient[i]
        v[i] = hyper[1] * v[i] + (1.0 - hyper[1]) * (gradient[i] * gradient[i])
        x[i] -= learning_rate[i] * m[i] / (sqrt(v[i]) + hyper[2])


ADAM_SLIP = Optimizer(
    key="adam_slip",
    label="Adam, uncorrected",
    step=step,
    slots=("first_moment", "second_moment"),
    hyperparameters=(LEARNING_RATE, BETA1, BETA2, LECTURE_EPSILON),
    reference="IF699 lecture notes, code cell `adam` as printed (2015 is Kingma & Ba's rule)",
    latex=r"x_{t+1} = x_t - \eta \frac{m_{t+1}}{\sqrt{v_{t+1}} + \varepsilon}",
    pseudocode=(
        "g = gradient(x)",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "second_moment = beta2 * second_moment + (1 - beta2) * g * g",
        "x = x - learning_rate * first_moment / (sqrt(second_moment) + epsilon)",
    ),
)
