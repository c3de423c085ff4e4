"""Surface: the record of a 2-D objective given by a formula; BoundSurface: with its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optviz.parameters import Domain, InvalidValue, Parameter
from optviz.signatures import CompiledFunction, Vector


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A closed-form objective f(x, y).

    key, label          identifier and English name
    group               what it teaches: conditioning, saddles, valleys, plateaus, minima, ...
    value_and_gradient  in the SURFACE convention of `signatures`
    hessian             in the CURVATURE convention
    domain              ((x low, high), (y low, high)): the window worth looking at
    start               where a race begins by default
    stationary_points   ((x, y), ...) at the default parameters, all kinds; the engine refines and
                        classifies them for other parameters
    learning_rates      by optimizer key: rates at which each rule shows its character here
    source              who wrote it down first
    parameters          in the order `prepare`, or without one the functions, find them
    bounded_below       False if f has no least value
    prepare             parameter values -> the constants the functions read, once per run
    """

    key: str
    label: str
    group: str
    value_and_gradient: CompiledFunction
    hessian: CompiledFunction
    domain: Domain
    start: tuple[float, float]
    stationary_points: tuple[tuple[float, float], ...]
    learning_rates: Mapping[str, float]
    source: str
    parameters: tuple[Parameter, ...] = ()
    bounded_below: bool = True
    prepare: Callable[[Sequence[float]], Sequence[float]] = tuple

    def bind(self, values: Mapping[str, float]) -> BoundSurface:
        """The surface with its parameters set, all of them, in order."""
        return BoundSurface(self, tuple(values[p.key] for p in self.parameters))


@dataclass(frozen=True, slots=True)
class BoundSurface:
    """An objective: a surface and the values of its parameters, in the surface's order."""

    surface: Surface
    values: tuple[float, ...]

    n_samples = 0

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
    def learning_rates(self) -> Mapping[str, float]:
        """Default learning rates by optimizer key."""
        return self.surface.learning_rates

    @property
    def stationary_points(self) -> tuple[tuple[float, float], ...]:
        """Known stationary points at the default parameters: first guesses for other values."""
        return self.surface.stationary_points

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

    def pack(
        self, offsets: NDArray[np.int64] | None = None, rows: NDArray[np.int64] | None = None
    ) -> Vector:
        """The constants the functions read; a surface has no rows to batch."""
        if offsets is not None or rows is not None:
            raise InvalidValue(
                "batches", "left out: the objective has no data", "batches", "choice"
            )
        return np.array(self.surface.prepare(self.values), dtype=np.float64)
