"""SGD: one step against the gradient."""

from optviz.optimizers.base import LEARNING_RATE, WEIGHT_DECAY, Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← x - η (∇f(x) + λ x), in place, coordinate by coordinate.

    x, gradient   : (m,)    iterates and ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (1,)    λ >= 0, the L2 penalty
    state         : (0, m)  no memory
    t             : int     unused

    Batch, stochastic and mini-batch descent are this rule; only the rows behind ∇f differ.
    torch.optim.SGD without momentum. Cauchy (1847); Robbins & Monro (1951).
    """
    weight_decay = hyper[0]
    for i in range(x.size):
        x[i] -= learning_rate[i] * (gradient[i] + weight_decay * x[i])


SGD = Optimizer(
    key="sgd",
    label="SGD",
    step=step,
    slots=(),
    hyperparameters=(LEARNING_RATE, WEIGHT_DECAY),
    reference="Robbins & Monro 1951, A stochastic approximation method, "
    "doi:10.1214/aoms/1177729586",
    latex=r"x_{t+1} = x_t - \eta \, g_t",
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "x = x - learning_rate * g",
    ),
)
