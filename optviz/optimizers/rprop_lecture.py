"""The lecture's Rprop: no bounds, and after a flip it steps back at once."""

from dataclasses import replace

from optviz.elementary import sign
from optviz.optimizers.base import LEARNING_RATE, Optimizer
from optviz.optimizers.rprop import ETA_MINUS, ETA_PLUS
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """Grow Δ while the sign stays, shrink it when it flips, move by sign(g) Δ always; in place.

    x, gradient   : (m,)    iterates and g = ∇f(x)
    learning_rate : (m,)    δ > 0, the first step size; read at t = 1 only
    hyper         : (2,)    η⁻ in (0, 1], η⁺ >= 1; both 1 is Manhattan: every step is δ
    state         : (2, m)  slot 0 is Δ, slot 1 the previous gradient
    t             : int     iteration from 1

    torch.optim.Rprop skips the step after a flip, bounds Δ, and refuses Manhattan. The lecture's
    update line has lost the sign of the gradient; this has it, `rprop_slip` does not. Riedmiller &
    Braun (1993), whose own rule also takes the last step back after a flip.
    """
    eta_minus = hyper[0]
    eta_plus = hyper[1]
    size = state[0]
    previous = state[1]
    if t == 1:
        for i in range(x.size):
            size[i] = learning_rate[i]
    for i in range(x.size):
        agreement = gradient[i] * previous[i]
        factor = eta_plus if agreement > 0.0 else 1.0
        factor = eta_minus if agreement < 0.0 else factor
        size[i] *= factor
        x[i] -= sign(gradient[i]) * size[i]
        previous[i] = gradient[i]


RPROP_LECTURE = Optimizer(
    key="rprop_lecture",
    label="Rprop (lecture)",
    step=step,
    slots=("step_size", "previous_gradient"),
    hyperparameters=(
        replace(LEARNING_RATE, default=0.1),
        replace(ETA_MINUS, high_open=False, slider=(0.05, 1.0)),
        replace(ETA_PLUS, low_open=False, slider=(1.0, 3.0)),
    ),
    reference="IF699 lecture notes, section Rprop, after Riedmiller & Braun 1993, "
    "doi:10.1109/ICNN.1993.298623",
    latex=(
        r"\Delta_t = \Delta_{t-1} \cdot (\eta^+ \text{ if } g_t g_{t-1} > 0,\ "
        r"\eta^- \text{ if } < 0), \quad x_{t+1} = x_t - \operatorname{sign}(g_t)\, \Delta_t"
    ),
    pseudocode=(
        "g = gradient(x)",
        "if g * previous_gradient > 0: step_size = step_size * eta_plus",
        "if g * previous_gradient < 0: step_size = step_size * eta_minus",
        "x = x - sign(g) * step_size",
        "previous_gradient = g",
    ),
)
