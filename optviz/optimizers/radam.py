"""RAdam: Adam that waits until its second moment has seen enough gradients to be trusted."""

from math import sqrt

from optviz.optimizers.adam import ADAM
from optviz.optimizers.base import Optimizer
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """x ← x - η m̂ r √(1 - β₂ᵗ) / (√v + ε) once ρₜ > 5, before that x ← x - η m̂; per coordinate.

    x, gradient   : (m,)    iterates and ∇f(x); g = ∇f(x) + λ x; in place
    learning_rate : (m,)    η > 0
    hyper         : (6,)    β₁, β₂ in [0, 1), ε >= 0, λ >= 0, then β₁ᵗ, β₂ᵗ kept by the engine
    state         : (2, m)  slot 0 is m, slot 1 is v, the running means of g and g²; first zero
    t             : int     iteration from 1, in ρₜ = ρ - 2 t β₂ᵗ / (1 - β₂ᵗ), ρ = 2 / (1 - β₂) - 1

    torch.optim.RAdam: ε is added to the uncorrected √v (optax corrects first, 5e-8 apart). With the
    usual β₂ the first five steps are raw momentum, as long as the gradient: steep surfaces need a
    smaller η than Adam's. r² = (ρₜ - 4)(ρₜ - 2) ρ / ((ρ - 4)(ρ - 2) ρₜ). Liu et al. (2020), alg. 2.
    """
    beta1 = hyper[0]
    beta2 = hyper[1]
    epsilon = hyper[2]
    weight_decay = hyper[3]
    longest = 2.0 / (1.0 - beta2) - 1.0
    length = longest - 2.0 * t * hyper[5] / (1.0 - hyper[5])
    rectified = length > 5.0
    scale = 1.0 / (1.0 - hyper[4])
    if rectified:
        r2 = (length - 4.0) * (length - 2.0) * longest
        r2 /= (longest - 4.0) * (longest - 2.0) * length
        scale *= sqrt(r2 * (1.0 - hyper[5]))
    m = state[0]
    v = state[1]
    for i in range(x.size):
        g = gradient[i] + weight_decay * x[i]
        m[i] += (1.0 - beta1) * (g - m[i])
        v[i] = beta2 * v[i] + (1.0 - beta2) * (g * g)
        divisor = sqrt(v[i]) + epsilon if rectified else 1.0
        x[i] -= learning_rate[i] * scale * m[i] / divisor


RADAM = Optimizer(
    key="radam",
    label="RAdam",
    step=step,
    slots=("first_moment", "second_moment"),
    hyperparameters=ADAM.hyperparameters,
    reference=(
        "Liu et al. 2020, On the variance of the adaptive learning rate and beyond, "
        "arXiv:1908.03265"
    ),
    powers=("beta1", "beta2"),
    latex=(
        r"\rho_t = \rho_\infty - \frac{2 t \beta_2^t}{1 - \beta_2^t}, \quad "
        r"x_{t+1} = x_t - \eta \, \hat m \cdot \begin{cases} r_t \sqrt{1 - \beta_2^t} / "
        r"(\sqrt{v_{t+1}} + \varepsilon) & \rho_t > 5 \\ 1 & \text{otherwise} \end{cases}"
    ),
    pseudocode=(
        "g = gradient(x) + weight_decay * x",
        "first_moment = beta1 * first_moment + (1 - beta1) * g",
        "second_moment = beta2 * second_moment + (1 - beta2) * g * g",
        "rho_max = 2 / (1 - beta2) - 1",
        "rho = rho_max - 2 * t * beta2**t / (1 - beta2**t)",
        "m_hat = first_moment / (1 - beta1**t)",
        "if rho <= 5: x = x - learning_rate * m_hat",
        "else: r = sqrt((rho - 4) * (rho - 2) * rho_max / ((rho_max - 4) * (rho_max - 2) * rho))",
        "      r = r * sqrt(1 - beta2**t) / (sqrt(second_moment) + epsilon)",
        "      x = x - learning_rate * m_hat * r",
    ),
)
