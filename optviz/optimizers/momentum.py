"""Momentum: a velocity that remembers past gradients."""

from optviz.optimizers.base import LEARNING_RATE, MOMENTUM, WEIGHT_DECAY, Optimizer
from optviz.parameters import Parameter
from optviz.signatures import Matrix, Vector, step_function

DAMPENING = Parameter("dampening", "Dampening", "τ", 0.0, 0.0, 1.0)


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """v ← β v + (1 - τ) g, x ← x - η v with g = ∇f(x) + λ x, in place, coordinate by coordinate.

    x, gradient   : (m,)    iterates and ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (3,)    β in [0, 1), τ in [0, 1], λ >= 0
    state         : (1, m)  slot 0 is v
    t             : int     from 1; at t = 1 the velocity is the gradient itself, undampened

    torch.optim.SGD(momentum=β, dampening=τ): η stands outside the velocity. Sutskever's and Keras's
    form keeps it inside; the two differ as soon as η changes. Polyak (1964), eq. 9.
    """
    momentum = hyper[0]
    dampening = hyper[1]
    weight_decay = hyper[2]
    v = state[0]
    fresh = 1.0 if t == 1 else 1.0 - dampening
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        v[i] = momentum * v[i] + fresh * g
        x[i] -= learning_rate[i] * v[i]


MOMENTUM_RULE = Optimizer(
    key="momentum",
    label="Momentum",
    step=step,
    slots=("velocity",),
    hyperparameters=(LEARNING_RATE, MOMENTUM, DAMPENING, WEIGHT_DECAY),
    reference="Polyak 1964, Some methods of speeding up the convergence of iteration methods, "
    "doi:10.1016/0041-5553(64)90137-5",
    latex=r"v_{t+1} = \beta v_t + (1 - \tau) g_t, \quad x_{t+1} = x_t - \eta \, v_{t+1}",
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "velocity = momentum * velocity + (1 - dampening) * g",
        "x = x - learning_rate * velocity",
    ),
)
