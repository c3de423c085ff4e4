"""Gradient descent with the sign of the lecture's code: it climbs."""

from optviz.optimizers.base import LEARNING_RATE, Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← x + η ∇f(x), in place, coordinate by coordinate. A mistake.

    x, gradient   : (m,)    iterates and ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (0,)    none
    state         : (0, m)  no memory
    t             : int     unused

    Slip E1 of the lecture, `x += learning_rate * dx` under a formula that has the minus; torch does
    it when asked to, SGD(maximize=True). Shown beside `sgd`.
    """
    for i in range(x.size):
        x[i] += learning_rate[i] * gradient[i]


SGD_SLIP = Optimizer(
    key="sgd_slip",
    label="SGD, uphill",
    step=step,
    slots=(),
    hyperparameters=(LEARNING_RATE,),
    reference="IF699 lecture notes, code cell `sgd` as printed (1951 is Robbins & Monro's rule)",
    latex=r"x_{t+1} = x_t + \eta \, g_t",
    pseudocode=("g = gradient(x)", "x = x + learning_rate * g"),
)
