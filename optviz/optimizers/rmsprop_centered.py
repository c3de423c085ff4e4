"""Centered RMSProp: divide by the recent standard deviation of the gradient, not by its size."""

from math import inf, nan, sqrt

from optviz.optimizers.base import Optimizer
from optviz.optimizers.rmsprop import RMSPROP
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """v ← ρ v + (1 - ρ) g², m ← ρ m + (1 - ρ) g, b ← β b + g / (√(v - m²) + ε), x ← x - η b.

    x, gradient   : (m,)    iterates and ∇f(x); g = ∇f(x) + λ x; in place, per coordinate
    learning_rate : (m,)    η > 0
    hyper         : (4,)    ρ in [0, 1), ε >= 0, β in [0, 1), λ >= 0
    state         : (3, m)  slots 0, 1, 2 are v, m, b; zero before t = 1 (no bias correction)
    t             : int     unused

    torch.optim.RMSprop(centered=True), in its order of operations. The variance v - m² is a
    difference of nearly equal numbers: under a constant gradient rounding takes it below zero
    sooner or later (ρ = 0.9, g = 1/3: step 331) and the iterate is nan from then on, as torch's. A
    clamp at 0 would hide that. optax puts ε inside the root. Graves (2013), eq. 38-45.
    """
    decay = hyper[0]
    epsilon = hyper[1]
    momentum = hyper[2]
    weight_decay = hyper[3]
    v = state[0]
    m = state[1]
    b = state[2]
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        v[i] = decay * v[i] + (1.0 - decay) * g * g
        m[i] += (1.0 - decay) * (g - m[i])
        # torch rounds v - m² once (a fused operation), so m² does not overflow by itself
        variance = v[i] - m[i] * m[i] if v[i] < inf else v[i]
        deviation = sqrt(variance) if variance >= 0.0 else nan
        b[i] = momentum * b[i] + g / (deviation + epsilon)
        x[i] -= learning_rate[i] * b[i]


RMSPROP_CENTERED = Optimizer(
    key="rmsprop_centered",
    label="RMSProp, centered",
    step=step,
    slots=("second_moment", "first_moment", "velocity"),
    hyperparameters=RMSPROP.hyperparameters,
    reference="Graves 2013, Generating sequences with recurrent neural networks, arXiv:1308.0850",
    latex=(
        r"v_{t+1} = \rho v_t + (1 - \rho) g_t^2, \; m_{t+1} = \rho m_t + (1 - \rho) g_t, \; "
        r"x_{t+1} = x_t - \eta \frac{g_t}{\sqrt{v_{t+1} - m_{t+1}^2} + \varepsilon}"
    ),
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "second_moment = decay * second_moment + (1 - decay) * g * g",
        "first_moment = decay * first_moment + (1 - decay) * g",
        "deviation = sqrt(second_moment - first_moment * first_moment)",
        "velocity = momentum * velocity + g / (deviation + epsilon)",
        "x = x - learning_rate * velocity",
    ),
    memory=lambda values: 3.0 if values["momentum"] > 0.0 else 2.0,
)
