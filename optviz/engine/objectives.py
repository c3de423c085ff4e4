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
        """x, y (N,), truth (w, b) or None, best (w, b) of a line fit; None for anything else."""
        return self.objective.data

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
    """Newton's method from every guess; those it confirms, once each, classified; singular ones."""
    singular = objective.singular_points
    guesses = np.array(objective.stationary_points, dtype=np.float64).reshape(-1, 2)
    confirmed = _polish(objective, guesses)
    given = np.array([(x, y) for x, y, _ in singular]).reshape(-1, 2)
    points = np.concatenate([confirmed, given])
    values = evaluate.values_and_gradients(objective, points)[0]
    eigenvalues = evaluate.eigenvalues(evaluate.hessians(objective, points))
    kinds = [_kind(low, high) for low, high in eigenvalues[: len(confirmed)]]
    kinds += [kind for _, _, kind in singular]
    found = [
        StationaryPoint(float(x), float(y), float(value), kind, (float(low), float(high)))
        for (x, y), value, kind, (low, high) in zip(points, values, kinds, eigenvalues, strict=True)
    ]
    return tuple(sorted(found, key=lambda p: p.value))


def _polish(objective: Objective, z: Matrix) -> Matrix:
    """Where Newton steps of at most half the domain's width lead, if the gradient vanishes there.

    All guesses (n, 2) at once; what comes back is fewer, each point once.
    """
    longest = 0.5 * (objective.domain[0][1] - objective.domain[0][0])
    best, smallest = z, np.full(len(z), np.inf)
    for _ in range(50):
        gradient = evaluate.values_and_gradients(objective, z)[1]
        size = np.hypot(*gradient.T)
        better = size < smallest
        if not better.any():
            break
        best, smallest = np.where(better[:, None], z, best), np.where(better, size, smallest)
        inverse = np.linalg.pinv(np.nan_to_num(evaluate.hessians(objective, z)), hermitian=True)
        step = -np.einsum("nij,nj->ni", inverse, gradient)
        step *= np.minimum(1.0, longest / np.maximum(np.hypot(*step.T), 1e-300))[:, None]
        z = np.where(better[:, None], z + step, best)
    curvature = np.abs(np.nan_to_num(evaluate.hessians(objective, best))).max(axis=(1, 2))
    confirmed = best[smallest <= 1e-6 * np.maximum(1.0, curvature)]
    once = np.unique(np.round(confirmed, 6), axis=0, return_index=True)[1]
    return np.asarray(confirmed[once])


def _kind(low: float, high: float) -> Kind:
    """What the eigenvalues of a Hessian say, beyond rounding."""
    flat = 1e-9 * max(abs(low), abs(high), 1e-300)
    if low > flat:
        return "min"
    if high < -flat:
        return "max"
    return "saddle" if low < -flat and high > flat else "degenerate"


@lru_cache(maxsize=256)
def _minimum(objective: Objective) -> float:
    minima = [p.value for p in _stationary_points(objective) if p.kind in ("min", "degenerate")]
    if minima and objective.bounded_below:
        return min(minima)
    (x0, x1), (y0, y1) = objective.domain
    x, y = np.meshgrid(np.linspace(x0, x1, 201), np.linspace(y0, y1, 201))
    values = evaluate.values_and_gradients(objective, np.column_stack((x.ravel(), y.ravel())))[0]
    return min([*values[np.isfinite(values)].tolist(), *minima], default=0.0)
