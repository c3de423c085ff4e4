"""Expression: an objective typed as text, run by an interpreter that was compiled beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.expressions import curvature, interpreter
from optviz.expressions.errors import ExpressionError
from optviz.expressions.landmarks import default_start, has_values, rates, stationary_points
from optviz.expressions.syntax import Formula, parse
from optviz.expressions.tape import tape
from optviz.parameters import Domain, InvalidValue, Parameter, numbers
from optviz.signatures import Vector

DOMAIN: Domain = ((-5.0, 5.0), (-5.0, 5.0))
LARGEST = 1e9  # of a constant, and of the domain's edges


@dataclass(frozen=True)
class Expression:
    """f(x, y) as text, with the values of its constants; made by `expression`, which checks.

    text             as typed
    values           of its constants, in order of appearance
    domain           the window worth looking at
    given_start      where a race begins, or None: the place `landmarks.default_start` finds

    Two expressions are equal if all of these are.
    """

    text: str
    values: tuple[float, ...] = ()
    domain: Domain = DOMAIN
    given_start: tuple[float, float] | None = None

    key = "expression"
    group = "your own"
    source = "typed by hand"
    n_samples = 0
    singular_points = ()
    data = None
    bounded_below = False  # nobody knows: the least value shown is that on the domain
    value_and_gradient = interpreter.value_and_gradient
    hessian = curvature.hessian

    @property
    def label(self) -> str:
        """The text."""
        return self.text

    @cached_property
    def _formula(self) -> Formula:
        return parse(self.text)

    @cached_property
    def _tape(self) -> Vector:
        made = tape(self._formula, dict(zip(self._formula.constants, self.values, strict=True)))
        made.flags.writeable = False
        return made

    @property
    def constants(self) -> tuple[Parameter, ...]:
        """The named constants in order of appearance: default 1, anything up to 1e9 either way."""
        return tuple(constant(name) for name in self._formula.constants)

    @property
    def parameters(self) -> dict[str, float]:
        """The values of the constants by name."""
        return dict(zip(self._formula.constants, self.values, strict=True))

    @cached_property
    def start(self) -> tuple[float, float]:
        """Where a race begins by default."""
        return self.given_start or default_start(self._tape, self.domain)

    @cached_property
    def learning_rates(self) -> Mapping[str, float]:
        """Default learning rates by optimizer key, from the curvature and the domain's size."""
        return rates(self._tape, self.domain, self.start)

    @cached_property
    def stationary_points(self) -> tuple[tuple[float, float], ...]:
        """Points of the domain where the gradient vanishes: found by search, none promised."""
        return stationary_points(self._tape, self.domain)

    def pack(
        self, offsets: NDArray[np.int64] | None = None, rows: NDArray[np.int64] | None = None
    ) -> Vector:
        """The tape; a formula has no rows to batch."""
        if offsets is not None or rows is not None:
            raise InvalidValue(
                "batches", "left out: the objective has no data", "batches", "choice"
            )
        return self._tape


def constant(name: str) -> Parameter:
    """The record of a named constant, as its slider needs it."""
    return Parameter(name, name, name, 1.0, -LARGEST, LARGEST, slider=(-5.0, 5.0))


def expression(
    text: str,
    parameters: Mapping[str, float] | None = None,
    domain: Any = None,
    start: Any = None,
) -> Expression:
    """Understand a formula f(x, y); the one way to make an Expression from what someone typed.

    text        numbers, x, y, pi, e, named constants, + - * / ^ (or **), brackets, and the
                functions of `language`; at most 500 characters, 200 operations, 50 levels, 8
                constants. The text is read by our own grammar and never given to Python.
    parameters  values of the named constants; 1 for those left out
    domain      ((x low, x high), (y low, y high)), or None for -5 to 5 in both
    start       (2,) where a race begins, or None to choose

    Arithmetic is IEEE's: 1/0 is inf, 0/0 is nan, log and sqrt of a negative number are nan, and a
    path that gets there ends for that reason. 0^0 = 1. x^n with a constant whole n up to 1024 is
    repeated multiplication; any other power is e^(b ln a), which needs a >= 0. At kinks sign(0) = 0
    and the second argument of min and max counts in a tie.

    Raises ExpressionError, an InvalidValue that knows the position, or InvalidValue for a constant
    out of its interval; always with one sentence.
    """
    formula = parse(text)
    values = _values(formula, parameters)
    made = Expression(text, values, _domain(domain), _start(start))
    if not has_values(made.pack(), made.domain):
        raise ExpressionError("no_values", text, 0, len(text))
    return made


def _values(formula: Formula, parameters: Mapping[str, float] | None) -> tuple[float, ...]:
    if not isinstance(parameters, Mapping | None):
        raise InvalidValue("parameters", "a mapping of names to numbers", parameters, "type")
    given = dict(parameters or {})
    for name in given:
        if name not in formula.constants:
            known = "one of " + ", ".join(formula.constants)
            known = known if formula.constants else "left out: the formula has no constants"
            raise InvalidValue("parameters", known, name, "choice")
    return tuple(constant(name).check(given.get(name, 1.0)) for name in formula.constants)


def _domain(domain: Any) -> Domain:
    if domain is None:
        return DOMAIN
    wanted = "((x low, x high), (y low, y high)), low below high, within 1e9 of 0"
    edges = numbers("domain", wanted, domain)
    if edges.shape != (2, 2) or not (np.abs(edges) <= LARGEST).all():
        raise InvalidValue("domain", wanted, domain, "type")
    if not (edges[:, 0] < edges[:, 1]).all():
        raise InvalidValue("domain", wanted, domain, "type")
    (x_low, x_high), (y_low, y_high) = edges.tolist()
    return (x_low, x_high), (y_low, y_high)


def _start(start: Any) -> tuple[float, float] | None:
    if start is None:
        return None
    point = numbers("start", "two finite numbers", start)
    if point.shape != (2,) or not np.isfinite(point).all():
        raise InvalidValue("start", "two finite numbers", start, "type")
    return float(point[0]), float(point[1])
