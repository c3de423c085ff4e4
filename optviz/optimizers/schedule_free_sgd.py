"""Schedule-free SGD: gradients between a fast iterate and its average, instead of a schedule."""

from dataclasses import replace

from optviz.optimizers.base import BETA1, LEARNING_RATE, WEIGHT_DECAY, Optimizer
from optviz.signatures import Matrix, Vector, inlined, step_function

INTERPOLATION = replace(BETA1, label="Share of the average", symbol="β")


@inlined
def follow(x: Vector, learning_rate: Vector, beta: float, state: Matrix, i: int) -> None:
    """Draw the average a of coordinate i to z by its weight c, and put x between the two.

    state : (4 or more, m)  z, a, the largest η so far, the sum W of the squares of those
    """
    z = state[0]
    average = state[1]
    largest = max(state[2, i], learning_rate[i])
    weight = largest * largest
    state[2, i] = largest
    state[3, i] += weight
    c = weight / state[3, i] if state[3, i] > 0.0 else 0.0
    average[i] += c * (z[i] - average[i])
    x[i] = average[i] + (1.0 - beta) * (z[i] - average[i])


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """z ← z - η g, a ← (1 - c) a + c z, x ← β a + (1 - β) z; in place, per coordinate.

    x, gradient   : (m,)    iterates y of the paper, where the gradient is taken; g = ∇f(x) + λ x
    learning_rate : (m,)    η > 0
    hyper         : (2,)    β in [0, 1), λ >= 0
    state         : (4, m)  slots 0, 1 are z and the average a, both x_0 before t = 1; slot 2 is the
                            largest η so far, slot 3 the sum W of its squares; c = η² / W
    t             : int     1 sets z and a

    optax.contrib.schedule_free_sgd: the iterate is the gradient point y, and the average, the
    point to evaluate, stands in the state. The authors' PyTorch code is the same while training
    and puts the average into the model by `optimizer.eval()`. Defazio et al. (2024), algorithm 1.
    """
    z = state[0]
    if t == 1:
        state[:2] = x
    for i in range(x.size):
        z[i] -= learning_rate[i] * (gradient[i] + hyper[1] * x[i])
        follow(x, learning_rate, hyper[0], state, i)


SCHEDULE_FREE_SGD = Optimizer(
    key="schedule_free_sgd",
    label="Schedule-free SGD",
    step=step,
    slots=("base_iterate", "average", "largest_rate", "weight_sum"),
    hyperparameters=(replace(LEARNING_RATE, default=1.0), INTERPOLATION, WEIGHT_DECAY),
    reference="Defazio et al. 2024, The road less scheduled, arXiv:2405.15682",
    latex=(
        r"z_{t+1} = z_t - \eta \nabla f(y_t), \; a_{t+1} = (1 - c_t) a_t + c_t z_{t+1}, \; "
        r"y_{t+1} = \beta a_{t+1} + (1 - \beta) z_{t+1}"
    ),
    pseudocode=(
        "if t == 1: base_iterate = average = x",
        "g = gradient(x) + weight_decay * x",
        "base_iterate = base_iterate - learning_rate * g",
        "largest_rate = max(largest_rate, learning_rate)",
        "weight_sum = weight_sum + largest_rate**2",
        "c = largest_rate**2 / weight_sum",
        "average = (1 - c) * average + c * base_iterate",
        "x = beta1 * average + (1 - beta1) * base_iterate",
    ),
    memory=1.0,  # the average follows from x and z
)
