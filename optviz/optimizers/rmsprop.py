"""RMSProp: divide each coordinate's step by the recent size of its gradient."""

from dataclasses import replace
from math import sqrt

from optviz.optimizers.base import EPSILON, LEARNING_RATE, MOMENTUM, WEIGHT_DECAY, Optimizer
from optviz.parameters import Parameter
from optviz.signatures import Matrix, Vector, step_function

DECAY = Parameter(
    "decay", "Squared-gradient decay", "ρ", 0.99, 0.0, 1.0, high_open=True, slider=(0.0, 0.999)
)


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """v ← ρ v + (1 - ρ) g², b ← β b + g / (√v + ε), x ← x - η b, in place, per coordinate.

    x, gradient   : (m,)    iterates and ∇f(x); g = ∇f(x) + λ x
    learning_rate : (m,)    η > 0
    hyper         : (4,)    ρ in [0, 1), ε >= 0, β in [0, 1), λ >= 0
    state         : (2, m)  slot 0 is v, slot 1 is b; zero before t = 1 (no bias correction)
    t             : int     unused

    ε stands outside the root, as in torch.optim.RMSprop; optax puts it inside by default. ρ is
    torch's `alpha`. With β = 0, the default, b is the step itself. Tieleman & Hinton (2012), 6e.
    """
    decay = hyper[0]
    epsilon = hyper[1]
    momentum = hyper[2]
    weight_decay = hyper[3]
    v = state[0]
    b = state[1]
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        v[i] = decay * v[i] + (1.0 - decay) * (g * g)
        b[i] = momentum * b[i] + g / (sqrt(v[i]) + epsilon)
        x[i] -= learning_rate[i] * b[i]


RMSPROP = Optimizer(
    key="rmsprop",
    label="RMSProp",
    step=step,
    slots=("second_moment", "velocity"),
    hyperparameters=(
        replace(LEARNING_RATE, default=1e-2),
        DECAY,
        EPSILON,
        replace(MOMENTUM, default=0.0),
        WEIGHT_DECAY,
    ),
    reference="Tieleman & Hinton 2012, Neural Networks for Machine Learning, lecture 6e",
    latex=(
        r"v_{t+1} = \rho v_t + (1 - \rho) g_t^2, \quad "
        r"x_{t+1} = x_t - \eta \frac{g_t}{\sqrt{v_{t+1}} + \varepsilon}"
    ),
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "second_moment = decay * second_moment + (1 - decay) * g * g",
        "velocity = momentum * velocity + g / (sqrt(second_moment) + epsilon)",
        "x = x - learning_rate * velocity",
    ),
    memory=lambda values: 2.0 if values["momentum"] > 0.0 else 1.0,
)
