"""What the landscape does to a step at one point: slope, curvature, and the largest stable rate."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, inf

from optviz.engine.evaluate import eigenvalues, hessians, values_and_gradients
from optviz.engine.objectives import BoundObjective
from optviz.experiment import Objective


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """The local picture at one point.

    value             f
    gradient          (∂f/∂x, ∂f/∂y)
    gradient_norm     ‖∇f‖
    eigenvalues       of the Hessian, the smaller first
    condition_number  |λ|max / |λ|min, the ratio of its singular values; inf if it is singular
    stability_limit   2 / λ_max: gradient descent with a larger rate leaves a quadratic of this
                      curvature; inf where no direction curves up
    """

    value: float
    gradient: tuple[float, float]
    gradient_norm: float
    eigenvalues: tuple[float, float]
    condition_number: float
    stability_limit: float


def diagnose(objective: Objective | BoundObjective, x: float, y: float) -> Diagnostics:
    """Value, slope and curvature of the full objective at (x, y)."""
    if isinstance(objective, BoundObjective):
        objective = objective.objective
    values, gradients = values_and_gradients(objective, [(x, y)])
    low, high = (float(e) for e in eigenvalues(hessians(objective, [(x, y)]))[0])
    large, small = max(abs(low), abs(high)), min(abs(low), abs(high))
    dx, dy = float(gradients[0, 0]), float(gradients[0, 1])
    return Diagnostics(
        value=float(values[0]),
        gradient=(dx, dy),
        gradient_norm=hypot(dx, dy),
        eigenvalues=(low, high),
        condition_number=large / small if small > 0.0 else inf,
        stability_limit=2.0 / high if high > 0.0 else inf,
    )
