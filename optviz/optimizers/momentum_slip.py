"""Momentum with the sign of the lecture's code: it climbs, faster and faster."""

from optviz.optimizers.base import LEARNING_RATE, MOMENTUM, Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """v ← β v + ∇f(x), x ← x + η v, in place, coordinate by coordinate. A mistake.

    x, gradient   : (m,)    iterates and ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (1,)    β in [0, 1)
    state         : (1, m)  slot 0 is v; zero before t = 1
    t             : int     unused

    Slip E1 of the lecture, `x += learning_rate * vx` under a formula that has the minus; torch does
    it when asked to, SGD(momentum=β, maximize=True). Shown beside `momentum`.
    """
    v = state[0]
    for i in range(x.size):
        v[i] = hyper[0] * v[i] + gradient[i]
        x[i] += learning_rate[i] * v[i]


MOMENTUM_SLIP = Optimizer(
    key="momentum_slip",
    label="Momentum, uphill",
    step=step,
    slots=("velocity",),
    hyperparameters=(LEARNING_RATE, MOMENTUM),
    reference="IF699 lecture notes, code cell `sgd_momentum` as printed (1964 is Polyak's rule)",
    latex=r"v_{t+1} = \beta v_t + g_t, \quad x_{t+1} = x_t + \eta \, v_{t+1}",
    pseudocode=(
        "velocity = momentum * velocity + gradient(x)",
        "x = x + learning_rate * velocity",
    ),
)
