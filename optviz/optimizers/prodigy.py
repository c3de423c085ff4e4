"""Prodigy: Adam that estimates its own learning rate from how far it has come."""

from dataclasses import replace
from math import sqrt

from optviz.optimizers.base import BETA1, BETA2, EPSILON, LEARNING_RATE, Optimizer
from optviz.optimizers.oracle import bill
from optviz.parameters import Parameter
from optviz.signatures import GO_ON, Matrix, Oracle, Vector, move_function

WEIGHT_DECAY = Parameter("weight_decay", "Weight decay", "λ", 0.0, 0.0, 1e3, slider=(0.0, 1.0))
D0 = Parameter(
    "d0", "First estimate", "d₀", 1e-6, 0.0, 1e3, "log", low_open=True, slider=(1e-8, 1.0)
)
FIRST, SECOND, SUM, ORIGIN, BOOK = range(5)  # rows of the state
ESTIMATE, NUMERATOR = 0, 1  # entries of BOOK


@move_function
def move(
    z: Vector,
    value: Vector,
    gradient: Vector,
    learning_rate: Vector,
    hyper: Vector,
    state: Matrix,
    t: int,
    oracle: Oracle,
) -> int:
    """Adam on d g with rate η d, where d >= d₀ estimates the distance to the solution from below.

    z, gradient   : (2,)    iterate and ∇f there
    learning_rate : (2,)    η, usually 1
    hyper         : (7,)    β₁, β₂, ε, λ (decoupled), d₀, then β₁ᵗ, β₂ᵗ kept by the engine
    state         : (5, 2)  m, v, s, x₀, (d, numerator of its estimate)

    d is one number for all coordinates. β₃ = √β₂; optax.contrib.prodigy, order of operations
    included: the rate uses the d before its update, the denominator the d after it.
    Mishchenko & Defazio (2024), algorithm 4, arXiv:2306.06101.
    """
    bill(oracle, 1, 0, 0)
    beta1 = hyper[0]
    beta2 = hyper[1]
    beta3 = sqrt(beta2)
    d0 = hyper[4]
    if t == 1:
        state[ORIGIN, 0] = z[0]
        state[ORIGIN, 1] = z[1]
        state[BOOK, ESTIMATE] = d0
    d = state[BOOK, ESTIMATE]
    rate = d * learning_rate[0] * sqrt(1.0 - hyper[6]) / (1.0 - hyper[5])
    progress = 0.0
    total = 0.0
    for i in range(2):
        g = d * gradient[i]
        progress += gradient[i] * (state[ORIGIN, i] - z[i])
        state[FIRST, i] = beta1 * state[FIRST, i] + (1.0 - beta1) * g
        state[SECOND, i] = beta2 * state[SECOND, i] + (1.0 - beta2) * g * g
        state[SUM, i] = beta3 * state[SUM, i] + rate * g / d0
        total += abs(state[SUM, i])
    state[BOOK, NUMERATOR] = beta3 * state[BOOK, NUMERATOR] + d / d0 * rate * progress
    if total > 0.0:
        state[BOOK, ESTIMATE] = max(d, state[BOOK, NUMERATOR] / total)
    for i in range(2):
        step = state[FIRST, i] / (sqrt(state[SECOND, i]) + state[BOOK, ESTIMATE] * hyper[2])
        z[i] -= rate * (hyper[3] * z[i] + step)
    return GO_ON


PRODIGY = Optimizer(
    key="prodigy",
    label="Prodigy",
    step=move,
    slots=("first_moment", "second_moment", "gradient_sum", "origin", "estimate"),
    hyperparameters=(
        replace(LEARNING_RATE, default=1.0),
        BETA1,
        BETA2,
        EPSILON,
        WEIGHT_DECAY,
        D0,
    ),
    reference="Mishchenko & Defazio 2024, Prodigy, arXiv:2306.06101",
    latex=r"d_{t+1} = \max\left(d_t, \frac{\sum \langle g, x_0 - x \rangle}{\|s\|_1}\right), \quad "
    r"x_{t+1} = x_t - \eta d_t \frac{\hat m}{\sqrt{\hat v} + d \varepsilon}",
    pseudocode=(
        "rate = learning_rate * d * sqrt(1 - beta2**t) / (1 - beta1**t)",
        "first_moment = beta1 * first_moment + (1 - beta1) * d * g",
        "second_moment = beta2 * second_moment + (1 - beta2) * (d * g)**2",
        "gradient_sum = sqrt(beta2) * gradient_sum + rate * d * g / d0",
        "numerator = sqrt(beta2) * numerator + d / d0 * rate * dot(g, origin - x)",
        "d = max(d, numerator / norm1(gradient_sum))",
        "x = x - rate * (first_moment / (sqrt(second_moment) + d * epsilon) + weight_decay * x)",
    ),
    powers=("beta1", "beta2"),
    memory=4.0,
)
