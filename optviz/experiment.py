"""Experiment: everything one run depends on, checked once, then trusted by the engine."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optviz.expressions import Expression, expression
from optviz.optimizers import OPTIMIZERS, Optimizer
from optviz.parameters import Domain, InvalidValue, Parameter, numbers
from optviz.problems import PROBLEMS, Problem, Regression
from optviz.problems.batches import given_batches, shuffled_batches
from optviz.schedules import ScheduleLike, factors
from optviz.signatures import CompiledFunction, Vector
from optviz.surfaces import SURFACES, BoundSurface, Surface

MAX_ITERATIONS = 1_000_000
MAX_ROWS = 50_000_000  # rows all mini-batches of a run may read together: 400 MB
N_ITERATIONS = Parameter("n_iterations", "Iterations", "T", 150, 1, MAX_ITERATIONS, "integer")
NOISE = Parameter("noise", "Gradient noise", "σ", 0.0, 0.0, 1e6, slider=(0.0, 4.0))
SEED = Parameter("seed", "Seed", "", 0, 0, 2**32 - 1, "integer", slider=(0, 99))
TOLERANCE = Parameter("tolerance", "Gradient tolerance", "", 0.0, 0.0, 1e6)
DIVERGENCE_LIMIT = Parameter(
    "divergence_limit", "Divergence limit", "", 1e8, 0.0, inf, "log", low_open=True
)


class Objective(Hashable, Protocol):
    """What the engine minimizes: a surface with its parameters set, or data with a loss."""

    @property
    def key(self) -> str:
        """Catalogue key."""

    @property
    def label(self) -> str:
        """English name."""

    @property
    def domain(self) -> Domain:
        """((x low, high), (y low, high)): the window worth looking at."""

    @property
    def start(self) -> tuple[float, float]:
        """Where a race begins by default."""

    @property
    def n_samples(self) -> int:
        """Rows of data behind it; 0 for a formula."""

    @property
    def bounded_below(self) -> bool:
        """Whether it has a least value."""

    @property
    def learning_rates(self) -> Mapping[str, float]:
        """Default learning rates by optimizer key."""

    @property
    def stationary_points(self) -> tuple[tuple[float, float], ...]:
        """Points near which the gradient vanishes: first guesses."""

    @property
    def singular_points(self) -> tuple[tuple[float, float, Literal["min", "degenerate"]], ...]:
        """Exact points of a kind that derivatives do not tell, such as kinks."""

    @property
    def data(self) -> dict[str, Any] | None:
        """x, y (N,), truth (w, b) or None, best (w, b) of a line fit; None for anything else."""

    @property
    def value_and_gradient(self) -> CompiledFunction:
        """In the SURFACE convention of `signatures`."""

    @property
    def hessian(self) -> CompiledFunction:
        """In the CURVATURE convention of `signatures`."""

    def pack(
        self, offsets: NDArray[np.int64] | None = None, rows: NDArray[np.int64] | None = None
    ) -> Vector:
        """The vector those functions read, with the rows of each mini-batch if given."""


@dataclass(frozen=True, eq=False)
class Experiment:
    """One run, complete: same Experiment, same bits. Made by `experiment`, which checks.

    factors         (T,) what the schedule multiplies the learning rate by
    data            the vector the objective's functions read, batches included
    stochastic      whether `data` holds mini-batches
    disturbance     (T, 2) what is added to each gradient; (0, 2) without noise
    """

    objective: Objective
    optimizer: Optimizer
    hyperparameters: tuple[tuple[str, float], ...]
    start: tuple[float, float]
    n_iterations: int
    noise: float
    seed: int
    tolerance: float
    divergence_limit: float
    factors: Vector
    data: Vector
    stochastic: bool

    @property
    def learning_rate(self) -> float:
        """η before the schedule; 1 for a rule that has none."""
        return dict(self.hyperparameters).get("learning_rate", 1.0)

    @property
    def tolerance_squared(self) -> float:
        """What the squared gradient norm is compared with; -1, never reached, for tolerance 0."""
        return self.tolerance**2 if self.tolerance > 0.0 else -1.0

    @cached_property
    def disturbance(self) -> Vector:
        """Additive gradient noise, noise times standard normal, a pure function of the seed."""
        if self.noise == 0.0:
            return np.empty((0, 2))
        generator = np.random.default_rng([self.seed, 1])
        return self.noise * generator.standard_normal((self.n_iterations, 2))

    @cached_property
    def _identity(self) -> tuple[Any, ...]:
        settings = (self.hyperparameters, self.start, self.n_iterations, self.noise, self.seed)
        limits = (self.tolerance, self.divergence_limit, self.stochastic)
        arrays = (self.factors.tobytes(), self.data.tobytes())
        return (self.objective, self.optimizer.key, *settings, *limits, *arrays)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Experiment) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)


def experiment(
    objective: str | Objective,
    optimizer: str | Optimizer,
    *,
    start: ArrayLike,
    n_iterations: int,
    parameters: Mapping[str, float] | None = None,
    batches: ArrayLike | None = None,
    batch_size: int | None = None,
    noise: float = 0.0,
    schedule: ScheduleLike | None = None,
    seed: int = 0,
    tolerance: float = 0.0,
    divergence_limit: float = 1e8,
    unchecked: bool = False,
    **hyperparameters: float,
) -> Experiment:
    """Check every argument and put an Experiment together; the arguments are those of `optviz.run`.

    Raises InvalidValue, a ValueError whose sentence names the field, what is allowed and the value.
    """
    bound = bind(objective, parameters)
    rule = look_up("optimizer", optimizer, OPTIMIZERS)
    count = int(N_ITERATIONS.check(n_iterations))
    limit = (
        divergence_limit if divergence_limit == inf else DIVERGENCE_LIMIT.check(divergence_limit)
    )
    values = _hyperparameters(rule, hyperparameters, unchecked)
    offsets, rows = _rows(bound, batches, batch_size, count, int(SEED.check(seed)))
    return Experiment(
        objective=bound,
        optimizer=rule,
        hyperparameters=tuple(values.items()),
        start=_start(start, limit, unchecked),
        n_iterations=count,
        noise=NOISE.check(noise),
        seed=int(seed),
        tolerance=TOLERANCE.check(tolerance),
        divergence_limit=limit,
        factors=factors(schedule, count),
        data=bound.pack(offsets, rows),
        stochastic=offsets is not None,
    )


def look_up(field: str, key: Any, catalogue: Mapping[str, Any]) -> Any:
    """The record of that key, or the record itself; raises InvalidValue with the known keys."""
    if isinstance(key, str):
        if key in catalogue:
            return catalogue[key]
    elif key in catalogue.values():
        return key
    raise InvalidValue(field, "one of " + ", ".join(catalogue), key, "choice")


def bind(objective: str | Objective, parameters: Mapping[str, float] | None = None) -> Objective:
    """An objective from a catalogue key, a record or a formula, and parameter values; checked."""
    if isinstance(objective, str) and objective and not objective.isidentifier():
        return expression(objective, parameters)
    if isinstance(objective, BoundSurface | Regression | Expression):
        if parameters:
            raise InvalidValue(
                "parameters", "left out: they are set already", dict(parameters), "choice"
            )
        return objective
    record: Surface | Problem = look_up("objective", objective, {**SURFACES, **PROBLEMS})
    if not isinstance(parameters, Mapping | None):
        raise InvalidValue("parameters", "a mapping of names to numbers", parameters, "type")
    given = dict(parameters or {})
    known = {p.key: p for p in record.parameters}
    for name in given:
        if name not in known:
            allowed = "one of " + ", ".join(known) if known else f"left out: {record.key} has none"
            raise InvalidValue("parameters", allowed, name, "choice")
    bound: Objective = record.bind(
        {key: p.check(given.get(key, p.default)) for key, p in known.items()}
    )
    return bound


def _hyperparameters(
    rule: Optimizer, given: Mapping[str, Any], unchecked: bool
) -> dict[str, float]:
    known = {p.key: p for p in rule.hyperparameters}
    for name in given:
        if name not in known:
            raise InvalidValue(
                f"hyperparameter of {rule.key}", "one of " + ", ".join(known), name, "choice"
            )
    values = rule.with_defaults(given)
    values = {k: known[k].number(v) if unchecked else known[k].check(v) for k, v in values.items()}
    if not unchecked and "step_min" in values and values["step_min"] > values["step_max"]:
        raise InvalidValue(
            "step_min", f"[0, {values['step_max']:g}] (step_max)", values["step_min"]
        )
    return values


def _start(start: ArrayLike, limit: float, unchecked: bool) -> tuple[float, float]:
    point = numbers("start", "two numbers", start)
    if point.shape != (2,):
        raise InvalidValue("start", "two numbers", start, "type")
    if not unchecked and not (np.isfinite(point).all() and (np.abs(point) <= limit).all()):
        wrong = point[~(np.abs(point) <= min(limit, np.finfo(float).max))][0]
        raise InvalidValue("start", f"[{-limit:g}, {limit:g}] in both coordinates", wrong)
    return float(point[0]), float(point[1])


def _rows(
    objective: Objective,
    batches: ArrayLike | None,
    batch_size: int | None,
    n_iterations: int,
    seed: int,
) -> tuple[NDArray[np.int64] | None, NDArray[np.int64] | None]:
    """The rows each iteration reads, or (None, None) for all of them."""
    if batches is None and batch_size is None:
        return None, None
    n_samples = objective.n_samples
    if n_samples == 0:
        field, given = ("batches", batches) if batches is not None else ("batch_size", batch_size)
        raise InvalidValue(field, f"left out: {objective.key} has no data", given, "choice")
    if batches is not None:
        return given_batches(_checked_batches(batches, n_samples, n_iterations))
    size = int(
        Parameter("batch_size", "Batch size", "B", 1, 1, n_samples, "integer").check(batch_size)
    )
    if size == n_samples:
        return None, None
    if n_iterations * size > MAX_ROWS:
        most = f"at most {MAX_ROWS // n_iterations} for {n_iterations} iterations, or all rows"
        raise InvalidValue("batch_size", most, size, "limit")
    return shuffled_batches(n_samples, size, n_iterations, seed)


def _checked_batches(batches: ArrayLike, n_samples: int, n_iterations: int) -> NDArray[np.int64]:
    wanted = "a two-dimensional array of whole numbers"
    numbers("batches", wanted, batches)
    given = np.asarray(batches)
    if given.ndim != 2 or given.shape[1] == 0 or given.dtype.kind == "f":
        raise InvalidValue("batches", wanted, batches, "type")
    if given.shape[0] < n_iterations:
        raise InvalidValue(
            "batches", f"an array of {n_iterations} rows", f"{given.shape[0]} rows", "type"
        )
    if given.min() < 0 or given.max() >= n_samples:
        wrong = given[(given < 0) | (given >= n_samples)][0]
        raise InvalidValue("batches", f"[0, {n_samples - 1}]", int(wrong))
    return given[:n_iterations].astype(np.int64)
