"""AdamW with AMSGrad's maximum: decoupled decay, and a second moment that never shrinks."""

from math import sqrt

from optviz.optimizers.adamw import ADAMW
from optviz.optimizers.amsgrad import AMSGRAD
from optviz.optimizers.base import Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← (1 - η λ) x, then AMSGrad with the gradient taken before, in place, per coordinate.

    x, gradient   : (m,)    iterates and g = ∇f(x)
    learning_rate : (m,)    η > 0
    hyper         : (6,)    β₁, β₂ in [0, 1), ε >= 0, λ >= 0, then β₁ᵗ, β₂ᵗ kept by the engine
    state         : (3, m)  slots 0, 1, 2 are m, v and v̄, the largest v so far; first zero
    t             : int     unused: the powers carry it

    torch.optim.AdamW(amsgrad=True): decay as AdamW's, maximum of the uncorrected v as AMSGrad's.
    Loshchilov & Hutter (2019), algorithm 2; Reddi, Kale & Kumar (2018), algorithm 2.
    """
    first_weight = 1.0 - hyper[0]
    epsilon = hyper[2]
    correction1 = 1.0 / (1.0 - hyper[4])
    correction2 = 1.0 / sqrt(1.0 - hyper[5])
    m = state[0]
    v = state[1]
    largest = state[2]
    for i in range(x.size):
        x[i] *= 1.0 - learning_rate[i] * hyper[3]
        m[i] += first_weight * (gradient[i] - m[i])
        v[i] = hyper[1] * v[i] + (1.0 - hyper[1]) * (gradient[i] * gradient[i])
        largest[i] = max(largest[i], v[i])
        denominator = sqrt(largest[i]) * correction2 + epsilon
        x[i] -= learning_rate[i] * correction1 * m[i] / denominator


ADAMW_AMSGRAD = Optimizer(
    key="adamw_amsgrad",
    label="AdamW, AMSGrad",
    step=step,
    slots=AMSGRAD.slots,
    hyperparameters=ADAMW.hyperparameters,
    reference="Reddi, Kale & Kumar 2018, arXiv:1904.09237, with the decay of arXiv:1711.05101",
    powers=("beta1", "beta2"),
    latex=(
        r"\bar v_{t+1} = \max(\bar v_t, v_{t+1}), \quad x_{t+1} = (1 - \eta \lambda) x_t - "
        r"\eta \frac{\hat m}{\sqrt{\bar v_{t+1} / (1 - \beta_2^{t+1})} + \varepsilon}"
    ),
    pseudocode=(*ADAMW.pseudocode[:2], *AMSGRAD.pseudocode[1:]),
)
