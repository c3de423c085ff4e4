"""Averaged SGD: steps that shrink slowly, and the mean of the iterates beside them."""

from dataclasses import replace

from optviz.elementary import exp, log
from optviz.optimizers.base import LEARNING_RATE, WEIGHT_DECAY, Optimizer
from optviz.parameters import Parameter
from optviz.signatures import Matrix, Vector, step_function

LAMBD = Parameter("lambd", "Decay", "Λ", 1e-4, 0.0, 1e3, slider=(0.0, 1.0))
POWER = Parameter("power", "Power of the decay", "p", 0.75, 0.0, 10.0, slider=(0.0, 2.0))
T0 = Parameter("t0", "Averaging starts after", "t₀", 1e6, 0.0, 1e12, slider=(0.0, 1000.0))


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← (1 - Λ ηₜ) x - ηₜ g, the average follows x, ηₜ₊₁ = η / (1 + Λ η t)^p; per coordinate.

    x, gradient   : (m,)    iterates and ∇f(x); g = ∇f(x) + λ x; in place
    learning_rate : (m,)    η > 0
    hyper         : (4,)    Λ >= 0, p >= 0, t_0 >= 0, λ >= 0
    state         : (2, m)  slot 0 is the average, slot 1 is ηₜ, which is η at t = 1
    t             : int     iteration from 1; the average is x itself until t_0 + 2

    torch.optim.ASGD: the iterate is the last point, the average stands in the state. torch keeps ηₜ
    in the default dtype (float32 unless told otherwise: 3e-8 of its size); here it is float64. Λ
    moves even a point of zero gradient. Polyak & Juditsky (1992); Bottou (2010) for the step sizes.
    """
    lambd = hyper[0]
    power = hyper[1]
    weight = 1.0 / max(1.0, t - 1 - hyper[2])
    average = state[0]
    eta = state[1]
    if t == 1:
        for i in range(x.size):
            eta[i] = learning_rate[i]
    for i in range(x.size):
        g = gradient[i] + hyper[3] * x[i]
        x[i] = x[i] * (1.0 - lambd * eta[i]) - eta[i] * g
        average[i] = x[i] if weight == 1.0 else average[i] + weight * (x[i] - average[i])
        annealing = 1.0 + lambd * learning_rate[i] * t
        eta[i] = learning_rate[i] * exp(-power * log(annealing))


ASGD = Optimizer(
    key="asgd",
    label="ASGD",
    step=step,
    slots=("average", "step_size"),
    hyperparameters=(replace(LEARNING_RATE, default=1e-2), LAMBD, POWER, T0, WEIGHT_DECAY),
    reference=(
        "Polyak & Juditsky 1992, Acceleration of stochastic approximation by averaging, "
        "doi:10.1137/0330046"
    ),
    latex=(
        r"x_{t+1} = (1 - \Lambda \eta_t) x_t - \eta_t g_t, \quad "
        r"\eta_t = \frac{\eta}{(1 + \Lambda \eta t)^{p}}, \quad "
        r"\bar x_{t+1} = \bar x_t + \frac{x_{t+1} - \bar x_t}{\max(1, t - t_0)}"
    ),
    pseudocode=(
        "if t == 1: step_size = learning_rate",
        "g = gradient(x) + weight_decay * x",
        "x = x - step_size * lambd * x - step_size * g",
        "average = average + (x - average) / max(1, t - 1 - t0)",
        "step_size = learning_rate / (1 + lambd * learning_rate * t)**power",
    ),
    memory=1.0,
)
