"""AdaGrad: divide each coordinate's step by the root of the sum of its squared gradients."""

from dataclasses import replace
from math import sqrt

from optviz.optimizers.base import EPSILON, LEARNING_RATE, WEIGHT_DECAY, Optimizer
from optviz.parameters import Parameter
from optviz.signatures import Matrix, Vector, step_function

LEARNING_RATE_DECAY = Parameter(
    "learning_rate_decay", "Learning-rate decay", "k", 0.0, 0.0, 1e3, slider=(0.0, 1.0)
)
INITIAL_ACCUMULATOR = Parameter(
    "initial_accumulator", "Initial accumulator", "G₀", 0.0, 0.0, 1e6, slider=(0.0, 10.0)
)


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """G ← G + g², x ← x - η_t g / (√G + ε), η_t = η / (1 + (t - 1) k), in place, per coordinate.

    x, gradient   : (m,)    iterates and ∇f(x); g = ∇f(x) + λ x
    learning_rate : (m,)    η > 0
    hyper         : (4,)    ε >= 0, k >= 0, G_0 >= 0, λ >= 0
    state         : (1, m)  slot 0 is G; set to G_0 at t = 1
    t             : int     iteration from 1

    ε stands outside the root, as in torch.optim.Adagrad; optax puts it inside and starts G at 0.1.
    Duchi, Hazan & Singer (2011), diagonal case.
    """
    epsilon = hyper[0]
    decay = hyper[1]
    accumulator = state[0]
    if t == 1:
        for i in range(x.size):
            accumulator[i] = hyper[2]
    weight_decay = hyper[3]
    annealing = 1.0 + (t - 1) * decay
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        accumulator[i] += g * g
        x[i] -= learning_rate[i] / annealing * g / (sqrt(accumulator[i]) + epsilon)


ADAGRAD = Optimizer(
    key="adagrad",
    label="AdaGrad",
    step=step,
    slots=("accumulator",),
    hyperparameters=(
        replace(LEARNING_RATE, default=1e-2),
        replace(EPSILON, default=1e-10),
        LEARNING_RATE_DECAY,
        INITIAL_ACCUMULATOR,
        WEIGHT_DECAY,
    ),
    reference="Duchi, Hazan & Singer 2011, Adaptive subgradient methods for online learning and "
    "stochastic optimization, JMLR 12, 2121-2159",
    latex=(
        r"G_{t+1} = G_t + g_t^2, \quad "
        r"x_{t+1} = x_t - \frac{\eta}{1 + t k} \frac{g_t}{\sqrt{G_{t+1}} + \varepsilon}"
    ),
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "accumulator = accumulator + g * g",
        "rate = learning_rate / (1 + (t - 1) * learning_rate_decay)",
        "x = x - rate * g / (sqrt(accumulator) + epsilon)",
    ),
)
