"""Nesterov: momentum that steps as if it had already looked ahead."""

from dataclasses import replace

from optviz.optimizers.base import LEARNING_RATE, MOMENTUM, WEIGHT_DECAY, Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """v ← β v + g, x ← x - η (g + β v) with g = ∇f(x) + λ x, in place, coordinate by coordinate.

    x, gradient   : (m,)    the look-ahead iterates and ∇f there
    learning_rate : (m,)    η > 0
    hyper         : (2,)    β in (0, 1), λ >= 0
    state         : (1, m)  slot 0 is v; zero before t = 1
    t             : int     unused

    torch.optim.SGD(nesterov=True): the iterate is the look-ahead point x + β v of Nesterov's own
    form, the same path for a constant η. Nesterov (1983); Sutskever et al. (2013), sec. 2.1.
    """
    momentum = hyper[0]
    weight_decay = hyper[1]
    v = state[0]
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        v[i] = momentum * v[i] + g
        x[i] -= learning_rate[i] * (g + momentum * v[i])


NESTEROV = Optimizer(
    key="nesterov",
    label="Nesterov",
    step=step,
    slots=("velocity",),
    hyperparameters=(
        LEARNING_RATE,
        replace(MOMENTUM, low_open=True, slider=(0.001, 0.999)),
        WEIGHT_DECAY,
    ),
    reference="Nesterov 1983, A method of convex programming with convergence rate O(1/k²), "
    "Soviet Mathematics Doklady 27, 372-376",
    latex=r"v_{t+1} = \beta v_t + g_t, \quad x_{t+1} = x_t - \eta (g_t + \beta v_{t+1})",
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "velocity = momentum * velocity + g",
        "x = x - learning_rate * (g + momentum * velocity)",
    ),
)
