"""Learning-rate schedules: what multiplies the learning rate after t = 0, 1, 2, ... iterations.

Every schedule is one small function and its record in SCHEDULES. The learning rate of the run is
the rate at factor 1: where a schedule starts for those that decay, its peak for those that rise
first. Any rule takes any schedule; with torch's momentum, the rate stays outside the buffer.

Equal to torch.optim.lr_scheduler (2.13) and optax (0.2.8) as each docstring says. The file is long
because twelve records are; a schedule is a few lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import pi
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from optviz.parameters import InvalidValue, Parameter, numbers
from optviz.signatures import Vector

ScheduleLike = ArrayLike | str | Mapping[str, Any] | tuple[str, Mapping[str, Any]]
LONGEST = 1_000_000
K = Parameter("k", "Decay rate", "k", 0.01, 0.0, 1e3, slider=(0.0, 0.1))
GAMMA = Parameter("gamma", "Factor at each drop", "γ", 0.1, 0.0, 1.0, low_open=True)
FLOOR = Parameter("floor", "Lowest factor", "", 0.0, 0.0, 1.0)
LENGTH = Parameter(
    "length", "Length, 0 for the whole run", "T", 0, 0, LONGEST, "integer", slider=(0, 500)
)
MILESTONE = Parameter("milestones", "Iterations of the drops", "", 50, 0, LONGEST, "integer")


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """One way to change the learning rate.

    key, label    identifier and English name
    factor        (t (T,), one keyword a parameter) -> factors (T,), each >= 0
    parameters    its settings, in the order of a control panel
    reference     who proposed it, and whose convention this is
    idea          one sentence
    milestones    whether it also takes `milestones`, iterations; by default T/2 and 3T/4
    """

    key: str
    label: str
    factor: Callable[..., Vector]
    parameters: tuple[Parameter, ...]
    reference: str
    idea: str
    milestones: bool = False


def constant(t: Vector) -> Vector:
    """1."""
    return np.ones_like(t)


def exponential(t: Vector, k: float) -> Vector:
    """e^(-k t); torch's ExponentialLR with gamma = e^-k."""
    return np.exp(-k * t)


def inverse_time(t: Vector, k: float) -> Vector:
    """1 / (1 + k t)."""
    return 1.0 / (1.0 + k * t)


def step(t: Vector, step_size: float, gamma: float) -> Vector:
    """γ^floor(t / step_size); torch's StepLR."""
    return gamma ** np.floor(t / step_size)


def multistep(t: Vector, gamma: float, milestones: Vector) -> Vector:
    """γ to the number of milestones reached; torch's MultiStepLR."""
    return gamma ** np.searchsorted(np.sort(milestones), t, side="right").astype(np.float64)


def cosine(t: Vector, length: float, floor: float) -> Vector:
    """From 1 down to `floor` on half a cosine of that length, and up again after it.

    This is torch's CosineAnnealingLR, whose closed and recursive forms both rise after T_max with
    period 2 T_max; eta_min is `floor` times the learning rate. optax's stays down.
    """
    return _half_cosine(t / length, 1.0, floor)


def cosine_restarts(t: Vector, period: float, growth: float, floor: float) -> Vector:
    """Half a cosine, again and again, each `growth` times as long; torch's ...WarmRestarts."""
    starts = [0.0]
    while starts[-1] <= t[-1]:
        starts.append(starts[-1] + period * growth ** (len(starts) - 1))
    cycle = np.searchsorted(starts, t, side="right") - 1
    since = t - np.asarray(starts)[cycle]
    return _half_cosine(since / (period * growth**cycle), 1.0, floor)


def linear_warmup(t: Vector, warmup: float, start_factor: float, end_factor: float) -> Vector:
    """From start_factor to end_factor on a line of `warmup` iterations; torch's LinearLR."""
    return start_factor + (end_factor - start_factor) * np.minimum(t / warmup, 1.0)


def polynomial(t: Vector, length: float, power: float, floor: float) -> Vector:
    """(1 - t / length)^power down to `floor`; torch's PolynomialLR, optax's polynomial_schedule."""
    left = 1.0 - np.minimum(t / length, 1.0)
    return floor + (1.0 - floor) * left**power


def one_cycle(
    t: Vector, length: float, rise: float, start_divisor: float, final_divisor: float
) -> Vector:
    """Up on half a cosine for a share `rise` of the length, then down below where it started.

    torch's OneCycleLR with anneal_strategy="cos" and the learning rate as max_lr: it peaks at
    iteration rise * length - 1 and ends at length - 1, where torch raises and this stays. torch
    also cycles the momentum unless told not to; this does not.
    """
    t = np.minimum(t, length - 1.0)
    start = 1.0 / start_divisor
    peak, end = rise * length - 1.0, length - 1.0
    up = _half_cosine(t / peak if peak > 0.0 else np.ones_like(t), start, 1.0)
    fallen = np.clip((t - peak) / max(end - peak, 1e-300), 0.0, 1.0)
    return np.where(t <= peak, up, _half_cosine(fallen, 1.0, start / final_divisor))


def cyclic(t: Vector, n_up: float, n_down: float, floor: float, shrink: float) -> Vector:
    """A triangle from `floor` up to 1 in n_up iterations and down in n_down, again and again.

    torch's CyclicLR with the learning rate as max_lr and base_lr = floor times it; every cycle is
    `shrink` times as high as the last: 1 is "triangular", 1/2 "triangular2". Momentum stays.
    """
    size = n_up + (n_down or n_up)
    cycle = np.floor(1.0 + t / size)
    x = 1.0 + t / size - cycle
    ratio = n_up / size
    height = np.where(x <= ratio, x / ratio, (x - 1.0) / (ratio - 1.0))
    return floor + (1.0 - floor) * height * shrink ** (cycle - 1.0)


def warmup_cosine(
    t: Vector, warmup: float, length: float, start_factor: float, floor: float
) -> Vector:
    """A line up to 1, then half a cosine down to `floor`; optax's warmup_cosine_decay_schedule.

    `length` counts the warm-up; after it the factor stays at `floor`.
    """
    falling = max(length - warmup, 1.0)
    up = start_factor + (1.0 - start_factor) * t / max(warmup, 1.0)
    down = _half_cosine(np.clip((t - warmup) / falling, 0.0, 1.0), 1.0, floor)
    return np.where(t < warmup, up, down)


def _half_cosine(share: Vector, start: float, end: float) -> Vector:
    return end + 0.5 * (start - end) * (1.0 + np.cos(pi * share))


def _positive(key: str, label: str, default: float, symbol: str = "") -> Parameter:
    """A number of iterations, at least one."""
    return Parameter(key, label, symbol, default, 1, LONGEST, "integer", slider=(1, 500))


_START = Parameter("start_factor", "First factor", "", 1.0 / 3.0, 0.0, 1.0)
_WARMUP = _positive("warmup", "Iterations of warm-up", 20)
_SGDR = "Loshchilov & Hutter 2017, SGDR"
_ALL = (
    Schedule(
        "constant", "Constant", constant, (), "textbook", "The same learning rate throughout."
    ),
    Schedule(
        "exponential",
        "Exponential decay",
        exponential,
        (K,),
        "the lecture; torch ExponentialLR",
        "Every iteration takes the same share off the learning rate.",
    ),
    Schedule(
        "inverse_time",
        "Inverse-time decay",
        inverse_time,
        (K,),
        "Robbins & Monro 1951; the lecture",
        "Slow enough to reach any minimum, fast enough to silence the noise.",
    ),
    Schedule(
        "step",
        "Step decay",
        step,
        (_positive("step_size", "Iterations between drops", 50), GAMMA),
        "the lecture; torch StepLR",
        "A sudden drop at regular intervals.",
    ),
    Schedule(
        "multistep",
        "Drops at milestones",
        multistep,
        (GAMMA,),
        "He et al. 2016, residual networks; torch MultiStepLR",
        "A sudden drop at iterations chosen by hand.",
        milestones=True,
    ),
    Schedule(
        "cosine",
        "Cosine",
        cosine,
        (LENGTH, FLOOR),
        f"{_SGDR}; torch CosineAnnealingLR",
        "Slow at first, fast in the middle, slow at the end.",
    ),
    Schedule(
        "cosine_restarts",
        "Cosine with restarts",
        cosine_restarts,
        (
            _positive("period", "Iterations to the first restart", 50),
            Parameter("growth", "Growth of the period", "", 1, 1, 10, "integer", slider=(1, 4)),
            FLOOR,
        ),
        f"{_SGDR}; torch CosineAnnealingWarmRestarts",
        "A cosine that jumps back up, to leave the minimum it has found for a better one.",
    ),
    Schedule(
        "linear_warmup",
        "Linear warm-up",
        linear_warmup,
        (_WARMUP, _START, Parameter("end_factor", "Last factor", "", 1.0, 0.0, 1.0)),
        "Goyal et al. 2017, large minibatches; torch LinearLR",
        "Small steps first, until the rule's averages can be trusted.",
    ),
    Schedule(
        "polynomial",
        "Polynomial decay",
        polynomial,
        (LENGTH, Parameter("power", "Power", "p", 1.0, 0.0, 10.0, slider=(0.5, 4.0)), FLOOR),
        "torch PolynomialLR; optax polynomial_schedule",
        "A line down to zero, or a bent one.",
    ),
    Schedule(
        "one_cycle",
        "One cycle",
        one_cycle,
        (
            LENGTH,
            Parameter("rise", "Share of the rise", "", 0.3, 0.0, 1.0),
            Parameter("start_divisor", "Peak over start", "", 25.0, 1.0, 1e6, "log"),
            Parameter("final_divisor", "Start over end", "", 1e4, 1.0, 1e12, "log"),
        ),
        "Smith & Topin 2018, super-convergence; torch OneCycleLR",
        "Up to a rate that would be too large for long, then down to almost nothing.",
    ),
    Schedule(
        "cyclic",
        "Cyclic",
        cyclic,
        (
            _positive("n_up", "Iterations up", 20),
            Parameter("n_down", "Iterations down, 0 for as many", "", 0, 0, LONGEST, "integer"),
            Parameter("floor", "Lowest factor", "", 0.1, 0.0, 1.0),
            Parameter("shrink", "Shrinking of the cycles", "", 1.0, 0.0, 1.0, low_open=True),
        ),
        "Smith 2017, cyclical learning rates; torch CyclicLR",
        "Up and down between two rates, so that none has to be chosen.",
    ),
    Schedule(
        "warmup_cosine",
        "Warm-up and cosine",
        warmup_cosine,
        (
            _WARMUP,
            LENGTH,
            Parameter("start_factor", "First factor", "", 0.0, 0.0, 1.0),
            FLOOR,
        ),
        "optax warmup_cosine_decay_schedule",
        "What large language models are trained with: a line up, then a cosine down.",
    ),
)

SCHEDULES: Mapping[str, Schedule] = MappingProxyType({record.key: record for record in _ALL})


def factors(schedule: ScheduleLike | None, n_iterations: int) -> Vector:
    """What the learning rate is multiplied by at each iteration, (T,).

    schedule  None for a constant rate; a key of SCHEDULES; (key, {setting: value}) or
              {"key": key, setting: value}, what is left out at its default; or at least T finite
              numbers >= 0, of which entry t is used by the iteration after t completed ones

    Raises InvalidValue for anything else.
    """
    if schedule is None:
        return np.ones(n_iterations)
    if isinstance(schedule, str):
        return _named(schedule, {}, n_iterations)
    if isinstance(schedule, Mapping):
        settings = dict(schedule)
        return _named(settings.pop("key", None), settings, n_iterations)
    if isinstance(schedule, tuple | list) and len(schedule) == 2 and isinstance(schedule[0], str):
        return _named(schedule[0], schedule[1], n_iterations)
    return _given(schedule, n_iterations)


def _named(key: Any, settings: Any, n_iterations: int) -> Vector:
    """The factors of a schedule of the catalogue."""
    if not isinstance(key, str) or key not in SCHEDULES:
        raise InvalidValue("schedule", "one of " + ", ".join(SCHEDULES), key, "choice")
    if not isinstance(settings, Mapping):
        raise InvalidValue("schedule", "a key and a mapping of settings", settings, "type")
    record = SCHEDULES[key]
    names = [p.key for p in record.parameters] + ["milestones"] * record.milestones
    for name in settings:
        if name not in names:
            allowed = "one of " + ", ".join(names) if names else f"left out: {key} has none"
            raise InvalidValue(f"setting of {key}", allowed, name, "choice")
    values: dict[str, Any] = {
        p.key: p.check(settings.get(p.key, p.default)) for p in record.parameters
    }
    if values.get("length") == 0:
        values["length"] = float(n_iterations)
    if record.milestones:
        middle = (n_iterations // 2, 3 * n_iterations // 4)
        values["milestones"] = _milestones(settings.get("milestones", middle))
    return record.factor(np.arange(n_iterations, dtype=np.float64), **values)


def _milestones(given: Any) -> Vector:
    if isinstance(given, str) or np.ndim(given) != 1:
        raise InvalidValue("milestones", "a sequence of whole numbers", given, "type")
    return np.array([MILESTONE.check(value) for value in given])


def _given(schedule: Any, n_iterations: int) -> Vector:
    """The factors somebody worked out, checked."""
    given = numbers("schedule", "a key, or an array of numbers", schedule)
    if given.ndim != 1 or given.size < n_iterations:
        raise InvalidValue(
            "schedule", f"an array of {n_iterations} factors", f"shape {given.shape}", "type"
        )
    given = given[:n_iterations]
    wrong = ~(np.isfinite(given) & (given >= 0.0))
    if wrong.any():
        raise InvalidValue("schedule", "finite factors >= 0", given[wrong][0], "type")
    return given
