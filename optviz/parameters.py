"""Parameter: one number a person may set, its interval, and the sentence when it is out of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from numbers import Integral, Real
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Domain = tuple[tuple[float, float], tuple[float, float]]
Scale = Literal["linear", "log", "integer"]
Kind = Literal["range", "type", "choice", "limit"]


class InvalidValue(ValueError):
    """A value that cannot be used, with everything a sentence about it needs.

    field     name of the argument or control
    interval  what is allowed, in words or as an interval such as "[0, 1)"
    value     what was given
    kind      "range" (a number outside), "type" (not a number, wrong shape), "choice" (not in the
              catalogue) or "limit" (more than the program takes on)
    """

    def __init__(self, field: str, interval: str, value: object, kind: Kind = "range") -> None:
        self.field = field
        self.interval = interval
        self.value = value
        self.kind: Kind = kind
        super().__init__(
            f"{field} must be {'' if kind != 'range' else 'in '}{interval}, got {show(value)}"
        )


def show(value: object) -> str:
    """A value as it stands in a sentence: short numbers, quoted text, at most 60 characters."""
    if isinstance(value, np.ndarray):
        words = f"an array of shape {value.shape}"
    elif isinstance(value, bool) or not isinstance(value, Real):
        words = "nothing" if value is None or value == "" else " ".join(repr(value).split())
    elif isinstance(value, Integral):
        words = (
            str(int(value))
            if abs(int(value)) < 10**12
            else f"{float(min(abs(int(value)), 10**300)):g}"
        )
    else:
        words = f"{float(value):g}"
    return words if len(words) <= 60 else words[:57] + "..."


def numbers(field: str, wanted: str, values: Any) -> NDArray[np.float64]:
    """A new float64 array of the values; raises InvalidValue unless they are real numbers."""
    try:
        given = np.asarray(values)
        if given.dtype.kind in "iuf":
            return given.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        pass
    raise InvalidValue(field, wanted, values, "type")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A hyperparameter of an optimizer or a parameter of an objective.

    key       identifier, as a keyword of `optviz.run`
    label     English name (a key of the text catalogue translates it)
    symbol    one mathematical symbol, "" if it has none
    default   value when nothing is said
    low, high the interval; open at an end when low_open / high_open
    scale     how a control moves: linear, log, or integer (whole numbers only)
    slider    the part of the interval a slider spans; None: the whole interval
    """

    key: str
    label: str
    symbol: str
    default: float
    low: float
    high: float
    scale: Scale = "linear"
    low_open: bool = False
    high_open: bool = False
    slider: tuple[float, float] | None = None

    @property
    def interval(self) -> str:
        """The interval in mathematical notation, such as "[0, 1)"."""
        left = "(" if self.low_open or self.low == -inf else "["
        right = ")" if self.high_open or self.high == inf else "]"
        return f"{left}{self.low:g}, {self.high:g}{right}"

    def number(self, value: Any) -> float:
        """`value` as a float, any float; raises InvalidValue if it is not a real number."""
        if isinstance(value, bool) or not isinstance(value, Real):
            raise InvalidValue(self.key, f"a number in {self.interval}", value, "type")
        try:
            return float(value)
        except OverflowError:
            raise InvalidValue(self.key, self.interval, value) from None

    def check(self, value: Any) -> float:
        """`value` as a finite float inside the interval; raises InvalidValue otherwise."""
        number = self.number(value)
        above = number > self.low if self.low_open else number >= self.low
        below = number < self.high if self.high_open else number <= self.high
        if not (isfinite(number) and above and below):
            raise InvalidValue(self.key, self.interval, value)
        if self.scale == "integer" and number != int(number):
            raise InvalidValue(self.key, f"a whole number in {self.interval}", value, "type")
        return number
