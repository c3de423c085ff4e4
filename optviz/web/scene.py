"""A scene: one race, complete and checked; and the race that opens on each surface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from optviz.engine import BoundObjective, objective
from optviz.expressions import expression
from optviz.expressions.objective import DOMAIN
from optviz.optimizers import OPTIMIZERS
from optviz.parameters import Domain, Parameter
from optviz.problems import PROBLEMS
from optviz.surfaces import SURFACES

MAX_LANES = 16
MAX_LANE_STEPS = 40_000  # lanes x steps

N_STEPS = Parameter("n_steps", "Steps", "T", 150, 1, 5000, "integer", slider=(1, 500))
NOISE = Parameter("noise", "Gradient noise", "σ", 0.0, 0.0, 10.0, slider=(0.0, 2.0))
SEED = Parameter("seed", "Seed", "", 0, 0, 2**32 - 1, "integer", slider=(0, 99))

DEFAULT_SURFACE = "four_lakes"
DEFAULT_LANES = ("sgd", "momentum", "nesterov", "rmsprop", "adam", "rprop", "adagrad")


@dataclass(frozen=True, slots=True)
class Lane:
    """One competitor: an optimizer, its learning rate in (0, 1e6], what else is off default.

    learning_rate is None for a rule that has none, such as Newton's method.
    """

    optimizer: str
    learning_rate: float | None
    hyper: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Formula:
    """A surface of one's own: f(x, y) as it was typed, and the window worth looking at."""

    text: str
    domain: Domain = DOMAIN


_DEFAULT_HYPER: Mapping[tuple[str | Formula, str], dict[str, float]] = {
    ("four_lakes", "rmsprop"): {"decay": 0.9}
}


@dataclass(frozen=True, slots=True)
class Decay:
    """A schedule of the learning rate for all lanes: its key, and what is off its defaults."""

    key: str
    settings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A complete race, every number inside its interval.

    surface     key of SURFACES or PROBLEMS, or a Formula that has been understood
    parameters  all of its parameters by key
    start       (x, y), inside its domain widened to three times its size
    lanes       at most 16, and lanes x n_steps <= 40 000
    noise       scale of the additive gradient noise, [0, 10]
    n_steps     [1, 5000]
    seed        [0, 2^32 - 1]
    batch_size  [0, n_samples]; 0 is the full batch, and the only one a surface has
    schedule    of the learning rate, or None for a constant one
    """

    surface: str | Formula
    parameters: Mapping[str, float]
    start: tuple[float, float]
    lanes: tuple[Lane, ...]
    noise: float = 0.0
    n_steps: int = 150
    seed: int = 0
    batch_size: int = 0
    schedule: Decay | None = None


@lru_cache(maxsize=256)
def bound(surface: str | Formula, values: tuple[tuple[str, float], ...]) -> BoundObjective:
    """The objective of a surface, problem or formula with these parameter values; shared.

    Raises InvalidValue for a formula that cannot be used, ExpressionError if the text is to blame.
    """
    if isinstance(surface, Formula):
        return objective(expression(surface.text, dict(values), surface.domain))
    return objective(surface, dict(values))


def scene_objective(scene: Scene) -> BoundObjective:
    """The objective of a scene, with its parameters filled in; shared between requests."""
    return bound(scene.surface, tuple(scene.parameters.items()))


@lru_cache(maxsize=256)
def parameters_of(surface: str | Formula) -> tuple[Parameter, ...]:
    """The records of what can be set on a surface: for a formula, of its named constants."""
    if isinstance(surface, Formula):
        return expression(surface.text, None, surface.domain).constants
    return (SURFACES.get(surface) or PROBLEMS[surface]).parameters


def default_parameters(surface: str | Formula) -> dict[str, float]:
    """The parameters of a surface by key, at their defaults."""
    return {parameter.key: parameter.default for parameter in parameters_of(surface)}


def settings_of(optimizer: str) -> tuple[Parameter | None, dict[str, Parameter]]:
    """The learning rate of an optimizer, if it has one, and its other hyperparameters by key."""
    others = {p.key: p for p in OPTIMIZERS[optimizer].hyperparameters}
    return others.pop("learning_rate", None), others


@lru_cache(maxsize=4096)
def default_lane(surface: str | Formula, optimizer: str) -> Lane:
    """An optimizer as it enters a race on this surface."""
    rates = bound(surface, tuple(default_parameters(surface).items())).learning_rates
    rate, _ = settings_of(optimizer)
    start_rate = None if rate is None else float(rates.get(optimizer, rate.default))
    return Lane(optimizer, start_rate, _DEFAULT_HYPER.get((surface, optimizer), {}))


@lru_cache(maxsize=256)
def default_scene(surface: str | Formula = DEFAULT_SURFACE) -> Scene:
    """The race that opens on this surface: its start, seven lanes, 150 steps."""
    parameters = default_parameters(surface)
    x, y = bound(surface, tuple(parameters.items())).start
    lanes = tuple(default_lane(surface, key) for key in DEFAULT_LANES)
    return Scene(surface, parameters, (float(x), float(y)), lanes)
