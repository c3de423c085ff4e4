"""Adadelta: the step is as long as recent steps were, per unit of recent gradients."""

from dataclasses import replace
from math import sqrt

from optviz.optimizers.base import EPSILON, LEARNING_RATE, WEIGHT_DECAY, Optimizer
from optviz.optimizers.rmsprop import DECAY
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """v ← ρ v + (1 - ρ) g², d = √(u + ε) / √(v + ε) g, u ← ρ u + (1 - ρ) d², x ← x - η d.

    x, gradient   : (m,)    iterates and ∇f(x); g = ∇f(x) + λ x; in place, per coordinate
    learning_rate : (m,)    η > 0; 1 in the paper, which has none
    hyper         : (3,)    ρ in [0, 1], ε >= 0, λ >= 0
    state         : (2, m)  slot 0 is v, slot 1 is u, the running mean of d²; zero before t = 1
    t             : int     unused

    torch.optim.Adadelta; Keras and optax agree. ε stands inside both roots and starts the motion:
    with ε = 0 the numerator stays zero and nothing ever moves. Zeiler (2012), algorithm 1.
    """
    decay = hyper[0]
    epsilon = hyper[1]
    weight_decay = hyper[2]
    v = state[0]
    u = state[1]
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        v[i] = decay * v[i] + (1.0 - decay) * (g * g)
        d = sqrt(u[i] + epsilon) / sqrt(v[i] + epsilon) * g
        u[i] = decay * u[i] + (1.0 - decay) * (d * d)
        x[i] -= learning_rate[i] * d


ADADELTA = Optimizer(
    key="adadelta",
    label="Adadelta",
    step=step,
    slots=("second_moment", "squared_steps"),
    hyperparameters=(
        replace(LEARNING_RATE, default=1.0),
        replace(DECAY, default=0.9, high_open=False),
        replace(EPSILON, default=1e-6),
        WEIGHT_DECAY,
    ),
    reference="Zeiler 2012, ADADELTA: an adaptive learning rate method, arXiv:1212.5701",
    latex=(
        r"v_{t+1} = \rho v_t + (1 - \rho) g_t^2, \; "
        r"d_t = \frac{\sqrt{u_t + \varepsilon}}{\sqrt{v_{t+1} + \varepsilon}} \, g_t, \; "
        r"u_{t+1} = \rho u_t + (1 - \rho) d_t^2, \; x_{t+1} = x_t - \eta \, d_t"
    ),
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "second_moment = decay * second_moment + (1 - decay) * g * g",
        "d = sqrt(squared_steps + epsilon) / sqrt(second_moment + epsilon) * g",
        "squared_steps = decay * squared_steps + (1 - decay) * d * d",
        "x = x - learning_rate * d",
    ),
)
