"""Surface: the record of a 2-D objective given by a formula; BoundSurface: with its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

import numpy as np

from optviz.parameters import Domain, InvalidValue, Parameter
from optviz.rows import Rows, pack
from optviz.signatures import CompiledFunction, Vector

Values = tuple[float, ...]
Points = tuple[tuple[float, float], ...]
SingularPoints = tuple[tuple[float, float, Literal["min", "degenerate"]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A closed-form objective f(x, y).

    key, label          identifier and English name
    group               what it teaches: one of optviz.surfaces.GROUPS
    value_and_gradient  in the SURFACE convention of `signatures`
    hessian             in the CURVATURE convention
    domain              ((x low, high), (y low, high)): the window worth looking at
    start               where a race begins by default
    learning_rates      by optimizer key: rates at which each rule shows its character here
    source              who wrote it down first
    formula             f in words of arithmetic: lines "name = ...", the last one the value; in the
                        names x, y, of the parameters, and `columns` for the data
    stationary_points   ((x, y), ...) of zero gradient, all kinds, or a function of the parameter
                        values that gives them; first guesses, which the engine refines and
                        classifies for the values at hand
    singular_points     ((x, y, kind), ...), or a function again: points of a kind that derivatives
                        do not tell, kinks and vanishing Hessians; exact, to be taken as they are
    parameters          in the order `prepare`, or without one the functions, find them
    bounded_below       False if f has no least value
    prepare             parameter values -> the constants the functions read, once per run
    columns             the data, a tuple a column, for an objective that is a mean over rows
    fit                 columns -> (w, b) of the best line, if the data are points and f fits a line
    """

    key: str
    label: str
    group: str
    value_and_gradient: CompiledFunction
    hessian: CompiledFunction
    domain: Domain
    start: tuple[float, float]
    learning_rates: Mapping[str, float]
    source: str
    formula: tuple[str, ...]
    stationary_points: Points | Callable[[Values], Points] = ()
    singular_points: SingularPoints | Callable[[Values], SingularPoints] = ()
    parameters: tuple[Parameter, ...] = ()
    bounded_below: bool = True
    prepare: Callable[[Sequence[float]], Sequence[float]] = tuple
    columns: tuple[tuple[float, ...], ...] = ()
    fit: Callable[..., tuple[float, float]] | None = None

    def bind(self, values: Mapping[str, float]) -> BoundSurface:
        """The surface with its parameters set, all of them, in order."""
        return BoundSurface(self, tuple(values[p.key] for p in self.parameters))


def grid(xs: Iterable[float], ys: Iterable[float]) -> Points:
    """Every (x, y): the stationary points of a separable surface."""
    return tuple(product(xs, ys))


def column(text: str) -> tuple[float, ...]:
    """A column of data from its numbers, separated by blanks."""
    return tuple(float(word) for word in text.split())


@dataclass(frozen=True, slots=True)
class BoundSurface:
    """An objective: a surface and the values of its parameters, in the surface's order."""

    surface: Surface
    values: Values

    @property
    def key(self) -> str:
        """The surface's key."""
        return self.surface.key

    @property
    def label(self) -> str:
        """The surface's English name."""
        return self.surface.label

    @property
    def domain(self) -> Domain:
        """The window worth looking at."""
        return self.surface.domain

    @property
    def start(self) -> tuple[float, float]:
        """Where a race begins by default."""
        return self.surface.start

    @property
    def n_samples(self) -> int:
        """Rows of data behind it; 0 for a formula."""
        return len(self.surface.columns[0]) if self.surface.columns else 0

    @property
    def data(self) -> dict[str, Any] | None:
        """x, y (N,), truth None, best (w, b) of a line fit; None otherwise."""
        fit = self.surface.fit
        if fit is None:
            return None
        x, y = (np.array(column) for column in self.surface.columns)
        return {"x": x, "y": y, "truth": None, "best": fit(x, y)}

    @property
    def learning_rates(self) -> Mapping[str, float]:
        """Default learning rates by optimizer key."""
        return self.surface.learning_rates

    @property
    def stationary_points(self) -> Points:
        """First guesses of the points of zero gradient at these values."""
        known = self.surface.stationary_points
        return known(self.values) if callable(known) else known

    @property
    def singular_points(self) -> SingularPoints:
        """Exact points of a kind that derivatives do not tell."""
        known = self.surface.singular_points
        return known(self.values) if callable(known) else known

    @property
    def bounded_below(self) -> bool:
        """Whether there is a least value."""
        return self.surface.bounded_below

    @property
    def value_and_gradient(self) -> CompiledFunction:
        """In the SURFACE convention."""
        return self.surface.value_and_gradient

    @property
    def hessian(self) -> CompiledFunction:
        """In the CURVATURE convention."""
        return self.surface.hessian

    def pack(self, offsets: Rows | None = None, rows: Rows | None = None) -> Vector:
        """The vector the functions read: constants, and data and mini-batches if it has data."""
        constants = self.surface.prepare(self.values)
        if self.surface.columns:
            return pack(constants, self.surface.columns, offsets, rows)
        if offsets is not None or rows is not None:
            raise InvalidValue(
                "batches", "left out: the objective has no data", "batches", "choice"
            )
        return np.array(constants, dtype=np.float64)
