"""Regression: fit a line to points by least squares, on all of them or on mini-batches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from optviz.parameters import Domain, InvalidValue, Parameter, numbers
from optviz.problems.base import Problem
from optviz.rows import Rows, pack
from optviz.signatures import Vector
from optviz.surfaces.linreg import best_line, hessian, value_and_gradient
from optviz.surfaces.rates import rates

MAX_SAMPLES = 1_000_000

N = Parameter("n", "Data points", "n", 40, 2, 2000, "integer", slider=(2, 400))
SIGMA = Parameter("sigma", "Noise in the data", "σ", 1.3, 0.0, 100.0, slider=(0.0, 4.0))
SLOPE = Parameter("slope", "True slope", "w", 1.4, -10.0, 10.0, slider=(-3.0, 3.0))
INTERCEPT = Parameter("intercept", "True intercept", "b", -0.6, -10.0, 10.0, slider=(-3.0, 3.0))
DATA_SEED = Parameter("data_seed", "Data sample", "", 7, 0, 2**32 - 1, "integer", slider=(0, 99))


def _column(name: str, values: ArrayLike) -> Vector:
    column = numbers(name, "a sequence of numbers", values)
    if column.ndim != 1:
        raise InvalidValue(name, "one-dimensional", f"{column.ndim} dimensions", "type")
    if not 1 <= column.size <= MAX_SAMPLES:
        raise InvalidValue(name, f"1 to {MAX_SAMPLES} numbers", f"{column.size}", "limit")
    if not np.isfinite(column).all():
        raise InvalidValue(name, "finite numbers only", column[~np.isfinite(column)][0], "type")
    column.flags.writeable = False
    return column


@dataclass(frozen=True, eq=False)
class Regression:
    """The least-squares objective (w, b) -> mean (w x + b - y)² of given points.

    x, y   (N,) finite numbers, N from 1 to 1 000 000; copied, and read-only from then on
    truth  (w, b) of the line the points were drawn around, if they were

    Raises InvalidValue for anything else.
    """

    x: Vector
    y: Vector
    truth: tuple[float, float] | None = None

    key = "regression"
    label = "Line fit"
    group = "data"
    value_and_gradient = value_and_gradient
    hessian = hessian
    bounded_below = True
    singular_points = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", _column("x", self.x))
        object.__setattr__(self, "y", _column("y", self.y))
        if self.x.size != self.y.size:
            raise InvalidValue(
                "y", f"as long as x ({self.x.size})", f"{self.y.size} numbers", "type"
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Regression) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @cached_property
    def _identity(self) -> tuple[bytes, bytes, tuple[float, float] | None]:
        return self.x.tobytes(), self.y.tobytes(), self.truth

    @property
    def n_samples(self) -> int:
        """N, the number of rows."""
        return self.x.size

    @cached_property
    def best(self) -> tuple[float, float]:
        """(w, b) of least cost, from the normal equations; the smallest such if many."""
        return best_line(self.x, self.y)

    @property
    def data(self) -> dict[str, Any]:
        """x, y (N,), truth (w, b) or None, best (w, b)."""
        return {"x": self.x, "y": self.y, "truth": self.truth, "best": self.best}

    @property
    def stationary_points(self) -> tuple[tuple[float, float], ...]:
        """The best fit."""
        return (self.best,)

    @property
    def domain(self) -> Domain:
        """A window around the best fit, wide enough for the default start."""
        w, b = self.best
        return (w - 3.5, w + 3.5), (b - 4.9, b + 4.9)

    @property
    def start(self) -> tuple[float, float]:
        """Up and to the left of the best fit, as in the lecture's picture."""
        w, b = self.best
        return round(w - 2.5, 2), round(b + 3.8, 2)

    @property
    def learning_rates(self) -> Mapping[str, float]:
        """Rates at which each rule shows its character on a line fit."""
        return LEARNING_RATES

    def pack(self, offsets: Rows | None = None, rows: Rows | None = None) -> Vector:
        """The vector `value_and_gradient` reads: data, then the batches if there are any."""
        return pack((), (self.x, self.y), offsets, rows)


def generate(values: Mapping[str, Any]) -> Regression:
    """A seeded sample: x uniform on [0, 4.2], y = w x + b + σ ε with ε standard normal."""
    generator = np.random.default_rng(int(values["data_seed"]))
    n = int(values["n"])
    x = np.round(generator.uniform(0.0, 4.2, n), 3)
    noise = generator.standard_normal(n)
    y = np.round(values["slope"] * x + values["intercept"] + values["sigma"] * noise, 3)
    return Regression(x, y, truth=(float(values["slope"]), float(values["intercept"])))


LEARNING_RATES = rates(
    gd=0.03,
    mom=0.01,
    nag=0.01,
    rprop=0.1,
    adagrad=0.5,
    rmsprop=0.05,
    adadelta=20,
    adam=0.1,
    adamax=0.2,
    nadam=0.1,
    radam=0.2,
    lion=0.05,
)

REGRESSION = Problem(
    key="regression",
    label="Line fit",
    group="data",
    parameters=(N, SIGMA, SLOPE, INTERCEPT, DATA_SEED),
    bind=generate,
    source="the lecture's regression: cost over (w, b)",
)
