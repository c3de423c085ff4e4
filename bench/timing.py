"""Timing two or more things fairly: interleaved repetitions, medians, and rows with a goal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter


def interleaved(
    functions: Mapping[str, Callable[[], object]], *, repetitions: int = 15, calls: int = 1
) -> dict[str, list[float]]:
    """Seconds per call of each function, a list of `repetitions`; they take turns, so a busy
    machine hits all.
    """
    for function in functions.values():
        function()  # compile, fill the caches
    seconds: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(repetitions):
        for name, function in functions.items():
            begin = perf_counter()
            for _ in range(calls):
                function()
            seconds[name].append((perf_counter() - begin) / calls)
    return seconds


def ratio(numerator: list[float], denominator: list[float]) -> float:
    """Median over the repetitions of the ratio within each."""
    return median(a / b for a, b in zip(numerator, denominator, strict=True))


@dataclass(frozen=True)
class Row:
    """One line of the table.

    what      what was measured
    measured  the number, in `unit`
    unit      "x" for a ratio, else a unit of time
    at_most   the limit, or None
    at_least  the limit, or None
    goal      the better number we aim at, in words
    detail    what the number was made of
    """

    what: str
    measured: float | None
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    goal: str = ""
    detail: str = ""

    @property
    def limit(self) -> str:
        """The limit as it is printed."""
        if self.at_most is not None:
            return f"<= {self.at_most:g} {self.unit}"
        return f">= {self.at_least:g} {self.unit}" if self.at_least is not None else ""

    @property
    def verdict(self) -> str:
        """pass, MISS, skipped, or nothing where there is no limit."""
        if self.measured is None:
            return "skipped"
        if self.at_most is None and self.at_least is None:
            return ""
        above = self.at_most is not None and self.measured > self.at_most
        below = self.at_least is not None and self.measured < self.at_least
        return "MISS" if above or below else "pass"

    def cells(self) -> tuple[str, ...]:
        """The line as text."""
        number = "-" if self.measured is None else f"{self.measured:.3g} {self.unit}"
        return self.what, number, self.limit, self.goal, self.verdict, self.detail
