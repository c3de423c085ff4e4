"""An objective with everything one asks of it: values, slopes, curvature, stationary points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from optviz.engine import evaluate
from optviz.experiment import Objective, bind
from optviz.parameters import Domain
from optviz.signatures import Matrix, Vector

Kind = Literal["min", "saddle", "max", "degenerate"]


@dataclass(frozen=True, slots=True)
class StationaryPoint:
    """A point of zero gradient: where, how low, and which way the Hessian curves there."""

    x: float
    y: float
    value: float
    kind: Kind
    eigenvalues: tuple[float, float]


@dataclass(frozen=True, slots=True)
class BoundObjective:
    """An objective whose parameters are set; evaluated in compiled blocks of lanes."""

    objective: Objective

    @property
    def key(self) -> str:
        """Catalogue key."""
        return self.objective.key

    @property
    def label(self) -> str:
        """English name."""
        return self.objective.label

    @property
    def domain(self) -> Domain:
        """((x low, high), (y low, high)): the window worth looking at."""
        return self.objective.domain

    @property
    def start(self) -> tuple[float, float]:
        """Where a race begins by default."""
        return self.objective.start

    @property
    def learning_rates(self) -> Mapping[str, float]:
        """Default learning rates by optimizer key."""
        return self.objective.learning_rates

    @property
    def n_samples(self) -> int:
        """Rows of data behind the objective; 0 for a formula."""
        return self.objective.n_samples

    @property
    def data(self) -> dict[str, Any] | None:
        """x, y (N,), truth (w, b) or None, best (w, b) of a regression; None for a formula."""
        if self.n_samples == 0:
            return None
        problem: Any = self.objective
        return {"x": problem.x, "y": problem.y, "truth": problem.truth, "best": problem.best}

    def values(self, points: ArrayLike) -> Vector:
        """f at points (n, 2), (n,)."""
        return self.values_and_gradients(points)[0]

    def values_and_gradients(self, points: ArrayLike) -> tuple[Vector, Matrix]:
        """f (n,) and its gradient (n, 2) at points (n, 2)."""
        return evaluate.values_and_gradients(self.objective, np.asarray(points, dtype=np.float64))

    def hessian(self, x: float, y: float) -> Matrix:
        """Second derivatives at one point, (2, 2)."""
        return np.asarray(evaluate.hessians(self.objective, [(x, y)])[0])

    @property
    def stationary_points(self) -> tuple[StationaryPoint, ...]:
        """Known points of zero gradient, the lowest first."""
        return _stationary_points(self.objective)

    @property
    def minimum(self) -> float:
        """The global minimum, or the lowest value on the domain if there is none."""
        return _minimum(self.objective)


def objective(
    key: str | Objective, parameters: Mapping[str, float] | None = None
) -> BoundObjective:
    """The objective of that catalogue key with these parameters; raises InvalidValue."""
    return BoundObjective(bind(key, parameters))


@lru_cache(maxsize=256)
def _stationary_points(objective: Objective) -> tuple[StationaryPoint, ...]:
    """Newton's method from every known point; those it confirms, once each, classified."""
    found: list[StationaryPoint] = []
    for guess in objective.stationary_points:
        point = _polish(objective, np.array(guess))
        if point is not None and not any(
            np.hypot(point.x - p.x, point.y - p.y) < 1e-6 for p in found
        ):
            found.append(point)
    return tuple(sorted(found, key=lambda p: p.value))


def _polish(objective: Objective, z: Vector) -> StationaryPoint | None:
    """Newton steps of at most half the domain's width; None if the gradient does not vanish."""
    longest = 0.5 * (objective.domain[0][1] - objective.domain[0][0])
    best, smallest = z, np.inf
    for _ in range(50):
        _, gradient = evaluate.values_and_gradients(objective, z)
        size = float(np.hypot(*gradient[0]))
        if not size < smallest:
            break
        best, smallest = z, size
        step = np.linalg.lstsq(evaluate.hessians(objective, z)[0], -gradient[0], rcond=None)[0]
        z = z + step * min(1.0, longest / max(float(np.hypot(*step)), 1e-300))
    hessian = evaluate.hessians(objective, best)[0]
    low, high = (float(e) for e in np.linalg.eigvalsh(hessian))
    scale = max(abs(low), abs(high), 1e-300)
    if smallest > 1e-6 * max(1.0, scale):
        return None
    flat = 1e-9 * scale
    kind: Kind = (
        "min"
        if low > flat
        else "max"
        if high < -flat
        else "saddle"
        if low < -flat and high > flat
        else "degenerate"
    )
    value = float(evaluate.values_and_gradients(objective, best)[0][0])
    return StationaryPoint(float(best[0]), float(best[1]), value, kind, (low, high))


@lru_cache(maxsize=256)
def _minimum(objective: Objective) -> float:
    minima = [p.value for p in _stationary_points(objective) if p.kind in ("min", "degenerate")]
    if minima and objective.bounded_below:
        return min(minima)
    (x0, x1), (y0, y1) = objective.domain
    x, y = np.meshgrid(np.linspace(x0, x1, 201), np.linspace(y0, y1, 201))
    values = evaluate.values_and_gradients(objective, np.column_stack((x.ravel(), y.ravel())))[0]
    return float(np.nanmin(values))
