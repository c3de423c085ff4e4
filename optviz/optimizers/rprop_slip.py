"""Rprop as the lecture prints it, without the sign: every coordinate only ever decreases."""

from dataclasses import replace

from optviz.optimizers.rprop_lecture import RPROP_LECTURE
from optviz.signatures import Matrix, Vector, step_function


@step_function
def step(
    x: Vector, gradient: Vector, learning_rate: Vector, hyper: Vector, state: Matrix, t: int
) -> None:
    """Grow and shrink Δ as Rprop does, then x ← x - Δ; in place, per coordinate. A mistake.

    x, gradient   : (m,)    iterates and g = ∇f(x)
    learning_rate : (m,)    δ > 0, the first step size; read at t = 1 only
    hyper         : (2,)    η⁻ in (0, 1], η⁺ >= 1
    state         : (2, m)  slot 0 is Δ, slot 1 the previous gradient
    t             : int     iteration from 1

    Slip E3 of the lecture, θ ← θ - v: shown beside `rprop_lecture`, which has the sign. No library
    does this.
    """
    for i in range(x.size):
        if t == 1:
            state[0, i] = learning_rate[i]
        agreement = gradient[i] * state[1, i]
        if agreement > 0.0:
            state[0, i] *= hyper[1]
        elif agreement < 0.0:
            state[0, i] *= hyper[0]
        x[i] -= state[0, i]
        state[1, i] = gradient[i]


RPROP_SLIP = replace(
    RPROP_LECTURE,
    key="rprop_slip",
    label="Rprop, without its sign",
    step=step,
    reference="IF699 lecture notes, section Rprop as printed (1993 is Riedmiller & Braun's rule)",
    latex=RPROP_LECTURE.latex.replace(r"\operatorname{sign}(g_t)\, ", ""),
    pseudocode=tuple(line.replace("sign(g) * ", "") for line in RPROP_LECTURE.pseudocode),
)
