"""Rprop: every coordinate keeps its own step size and trusts only the gradient's sign."""

from dataclasses import replace

from optviz.optimizers.base import LEARNING_RATE, Optimizer
from optviz.parameters import Parameter
from optviz.signatures import Matrix, Vector, step_function

ETA_MINUS = Parameter(
    "eta_minus",
    "Step shrink",
    "η⁻",
    0.5,
    0.0,
    1.0,
    low_open=True,
    high_open=True,
    slider=(0.05, 0.95),
)
ETA_PLUS = Parameter(
    "eta_plus", "Step growth", "η⁺", 1.2, 1.0, 1e3, low_open=True, slider=(1.01, 3.0)
)
STEP_MIN = Parameter("step_min", "Smallest step", "Δ₋", 1e-6, 0.0, 1e6, "log", slider=(1e-9, 1.0))
STEP_MAX = Parameter("step_max", "Largest step", "Δ₊", 50.0, 0.0, 1e12, "log", slider=(1e-3, 100.0))


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """Grow Δ while the sign stays, shrink it when it flips, move by sign(g) Δ; per coordinate.

    x, gradient   : (m,)    iterates and ∇f(x)
    learning_rate : (m,)    Δ_0 > 0, the first step size; read at t = 1 only
    hyper         : (4,)    η⁻ in (0, 1), η⁺ > 1, the least and the largest Δ
    state         : (2, m)  slot 0 is Δ, slot 1 the previous gradient
    t             : int     iteration from 1

    After a flip the gradient is forgotten (no move now, Δ unchanged next time): this is iRprop⁻, as
    torch.optim.Rprop. A product that is nan counts as no flip, and the sign of nan is 0, so the
    rule outlives an overflow. Riedmiller & Braun (1993); Igel & Hüsken (2000) for iRprop⁻.
    """
    eta_minus = hyper[0]
    eta_plus = hyper[1]
    step_min = hyper[2]
    step_max = hyper[3]
    size = state[0]
    previous = state[1]
    if t == 1:
        for i in range(x.size):
            size[i] = learning_rate[i]
    for i in range(x.size):
        g = gradient[i]
        agreement = g * previous[i]
        factor = 1.0
        factor = eta_plus if agreement > 0.0 else factor
        factor = eta_minus if agreement < 0.0 else factor
        size[i] = min(max(size[i] * factor, step_min), step_max)
        g = 0.0 if agreement < 0.0 else g
        sign = 1.0 if g > 0.0 else 0.0
        sign = -1.0 if g < 0.0 else sign
        x[i] -= sign * size[i]
        previous[i] = g


RPROP = Optimizer(
    key="rprop",
    label="Rprop",
    step=step,
    slots=("step_size", "previous_gradient"),
    hyperparameters=(replace(LEARNING_RATE, default=1e-2), ETA_MINUS, ETA_PLUS, STEP_MIN, STEP_MAX),
    reference="Riedmiller & Braun 1993, A direct adaptive method for faster backpropagation "
    "learning, doi:10.1109/ICNN.1993.298623",
    latex=(
        r"\Delta_t = \Delta_{t-1} \cdot "
        r"(\eta^+ \text{ if } g_t g_{t-1} > 0,\ \eta^- \text{ if } < 0), \quad "
        r"x_{t+1} = x_t - \operatorname{sign}(g_t)\, \Delta_t"
    ),
    pseudocode=(
        "g = gradient(x)",
        "if g * previous_gradient > 0: step_size = min(step_size * eta_plus, step_max)",
        "if g * previous_gradient < 0: step_size = max(step_size * eta_minus, step_min); g = 0",
        "x = x - sign(g) * step_size",
        "previous_gradient = g",
    ),
)
