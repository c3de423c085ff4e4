"""Schedule-free AdamW: schedule-free averaging around steps scaled as Adam scales them."""

from dataclasses import replace
from math import sqrt

from optviz.optimizers.adamw import DECOUPLED_DECAY
from optviz.optimizers.base import BETA2, EPSILON, LEARNING_RATE, Optimizer
from optviz.optimizers.schedule_free_sgd import INTERPOLATION, SCHEDULE_FREE_SGD, follow
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """z ← z - η (g / (√v̂ + ε) + λ x), a ← (1 - c) a + c z, x ← β a + (1 - β) z; per coordinate.

    x, gradient   : (m,)    iterates y of the paper and g = ∇f there; in place
    learning_rate : (m,)    η > 0
    hyper         : (5,)    β, β₂ in [0, 1), ε >= 0, λ >= 0, then β₂ᵗ kept by the engine
    state         : (5, m)  slots 0, 1 are z and the average a, both x_0 before t = 1; slot 2 is the
                            largest η so far, slot 3 the sum W of its squares, c = η² / W; slot 4 is
                            v, the running mean of g²
    t             : int     1 sets z and a

    optax.contrib.schedule_free_adamw: λ pulls z towards zero by the gradient point y; optax decays
    by 0 unless told otherwise. Early versions of the authors' code folded √(1 - β₂ᵗ) into η, which
    moves ε. Defazio et al. (2024), algorithm 1 with section 4.
    """
    correction2 = 1.0 - hyper[4]
    z = state[0]
    v = state[4]
    if t == 1:
        state[:2] = x
    for i in range(x.size):
        g = gradient[i]
        v[i] = (1.0 - hyper[1]) * (g * g) + hyper[1] * v[i]
        u = g / (sqrt(v[i] / correction2) + hyper[2]) + hyper[3] * x[i]
        z[i] -= learning_rate[i] * u
        follow(x, learning_rate, hyper[0], state, i)


SCHEDULE_FREE_ADAMW = Optimizer(
    key="schedule_free_adamw",
    label="Schedule-free AdamW",
    step=step,
    slots=(*SCHEDULE_FREE_SGD.slots, "second_moment"),
    hyperparameters=(
        replace(LEARNING_RATE, default=2.5e-3),
        INTERPOLATION,
        BETA2,
        EPSILON,
        replace(DECOUPLED_DECAY, default=0.0),
    ),
    reference=SCHEDULE_FREE_SGD.reference,
    powers=("beta2",),
    latex=(
        r"z_{t+1} = z_t - \eta \left(\frac{\nabla f(y_t)}{\sqrt{\hat v} + \varepsilon} + "
        r"\lambda y_t\right), \; a_{t+1} = (1 - c_t) a_t + c_t z_{t+1}, \; "
        r"y_{t+1} = \beta a_{t+1} + (1 - \beta) z_{t+1}"
    ),
    pseudocode=(
        "if t == 1: base_iterate = average = x",
        "g = gradient(x)",
        "second_moment = beta2 * second_moment + (1 - beta2) * g * g",
        "u = g / (sqrt(second_moment / (1 - beta2**t)) + epsilon) + weight_decay * x",
        "base_iterate = base_iterate - learning_rate * u",
        *SCHEDULE_FREE_SGD.pseudocode[3:],
    ),
    memory=2.0,  # z and v; the average follows from x and z
)
