"""Between a link and a scene: what is raced, from where, with what.

    ?v=1&s=four_lakes&p=kappa:20,theta:0.52&x=0.2&y=-1.6
    &l=sgd:0.08,momentum:0.03:momentum=0.9,adam:0.12&n=150&noise=0&seed=0&b=0
    &sched=exponential:k=0.05

Instead of `s`, one of your own (formula, constants, window): f=k*x^2%2By^2&p=k:3&d=-5,5,-5,5
Everything may be missing; then the default of that surface holds. Fields that only the page reads
(lang, theme, ...) are ignored. Every number of a link is checked here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal, TypeVar, overload
from urllib.parse import parse_qs, quote

from optviz.expressions.objective import DOMAIN, LARGEST
from optviz.optimizers import OPTIMIZERS
from optviz.parameters import Domain, InvalidValue, Parameter
from optviz.problems import PROBLEMS
from optviz.schedules import SCHEDULES
from optviz.surfaces import SURFACES
from optviz.web.scene import (
    DEFAULT_SURFACE,
    MAX_LANE_STEPS,
    MAX_LANES,
    N_STEPS,
    NOISE,
    SEED,
    Decay,
    Formula,
    Lane,
    Scene,
    bound,
    default_lane,
    default_parameters,
    default_scene,
    parameters_of,
    settings_of,
)

__all__ = ["Lane", "Scene", "decode", "default_scene", "encode"]

VERSION = "1"
WIDENED = 3.0  # a start may lie in the domain widened to so many times its size
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_LONGEST = 40  # characters of a number
_READABLE = "!~*'(),:="  # what a formula keeps as it is in a link
EDGE = Parameter("domain", "Window", "", 0.0, -LARGEST, LARGEST)

Args = Mapping[str, str] | Mapping[str, str | list[str]] | str
Problems = list[InvalidValue]
T = TypeVar("T")


def number(text: str, name: str, interval: str) -> float:
    """The plain decimal number a person wrote; raises InvalidValue("type") for anything else."""
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        raise InvalidValue(name, interval, text[:80], "type")
    return float(text)


def checked(parameter: Parameter, text: str) -> float:
    """The number in `text`, inside the interval of `parameter`; raises InvalidValue."""
    value = number(text, parameter.key, f"a number in {parameter.interval}")
    return parameter.check(value)


@overload
def decode(args: Args, strict: Literal[True] = True) -> Scene: ...
@overload
def decode(args: Args, strict: Literal[False]) -> tuple[Scene, Problems]: ...
def decode(args: Args, strict: bool = True) -> Scene | tuple[Scene, Problems]:
    """The scene of a query string (or its fields; of a repeated field the first counts).

    strict      raises InvalidValue at the first field out of its interval
    not strict  returns the nearest valid scene and all the InvalidValues met on the way
    """
    if isinstance(args, str):
        args = parse_qs(args, keep_blank_values=True)
    fields = {name: value if isinstance(value, str) else value[0] for name, value in args.items()}
    problems: Problems = []

    def attempt(read: Callable[[], T], otherwise: T) -> T:
        """read(), or when the link is damaged there and we may go on, what holds otherwise."""
        try:
            return read()
        except InvalidValue as problem:
            if strict:
                raise
            problems.append(problem)
            return otherwise

    scene = _Reader(fields, attempt).scene()
    return scene if strict else (scene, problems)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a scene field by field; `attempt(read, otherwise)` decides what a damaged one does."""

    fields: Mapping[str, str]
    attempt: Callable[..., Any]

    def scene(self) -> Scene:
        self.attempt(self.version, None)
        surface = self.attempt(self.surface, None)
        if surface is None:
            about_it = ("s", "f", "d", "p", "x", "y") if "f" in self.fields else ("s",)
            kept = {name: text for name, text in self.fields.items() if name not in about_it}
            return _Reader(kept, self.attempt).scene()
        default = default_scene(surface)
        parameters = self.parameters(surface)
        parameters, filled = self.attempt(
            lambda: (parameters, bound(surface, tuple(parameters.items()))),
            (default.parameters, bound(surface, tuple(default.parameters.items()))),
        )
        start = (
            self.coordinate("x", "start_x", filled.domain[0], float(filled.start[0])),
            self.coordinate("y", "start_y", filled.domain[1], float(filled.start[1])),
        )
        lanes = self.lanes(surface, default.lanes)
        n_steps = int(self.parameter("n", N_STEPS))
        most = MAX_LANE_STEPS // max(len(lanes), 1)
        n_steps = self.attempt(lambda: _limited(n_steps, len(lanes)), most)
        batch = Parameter("batch_size", "Batch size", "B", 0, 0, filled.n_samples, "integer")
        return Scene(
            surface,
            parameters,
            start,
            lanes,
            noise=self.parameter("noise", NOISE),
            n_steps=n_steps,
            seed=int(self.parameter("seed", SEED)),
            batch_size=int(self.parameter("b", batch)),
            schedule=self.attempt(self.schedule, None),
        )

    def version(self) -> None:
        given = self.fields.get("v", VERSION)
        if given != VERSION:
            raise InvalidValue("version", VERSION, given[:80], "choice")

    def surface(self) -> str | Formula:
        if "f" in self.fields:
            formula = Formula(self.fields["f"].strip(), self.attempt(self.domain, DOMAIN))
            default_scene(formula)  # raises ExpressionError
            return formula
        given = self.fields.get("s", DEFAULT_SURFACE)
        if given not in SURFACES and given not in PROBLEMS:
            raise InvalidValue("surface", ", ".join([*SURFACES, *PROBLEMS]), given[:80], "choice")
        return given

    def domain(self) -> Domain:
        """`d` = x0,x1,y0,y1: the window of a formula."""
        if "d" not in self.fields:
            return DOMAIN
        wanted = "x0,x1,y0,y1 with x0 < x1 and y0 < y1"
        pieces = self.fields["d"].split(",")
        if len(pieces) != 4:
            raise InvalidValue("domain", wanted, self.fields["d"][:80], "choice")
        x0, x1, y0, y1 = (EDGE.check(number(piece, "domain", wanted)) for piece in pieces)
        smallest = 1e-6 * max(map(abs, (x0, x1, y0, y1)))
        if not (x1 - x0 > smallest and y1 - y0 > smallest):
            raise InvalidValue("domain", wanted, self.fields["d"][:80], "choice")
        return (x0, x1), (y0, y1)

    def schedule(self) -> Decay | None:
        """`sched` = key or key:setting=value:...; None for a constant rate."""
        key, *settings = self.fields.get("sched", "constant").split(":")
        known = {p.key: p for p in _choose("schedule", SCHEDULES, key).parameters}
        given: dict[str, float] = {}
        for setting in filter(None, settings):
            name, _, text = setting.partition("=")
            parameter = _choose("schedule", known, name)
            read = self.attempt(lambda p=parameter, text=text: checked(p, text), None)
            given[name] = nearest(parameter, text) if read is None else read
        off = [(k, given[k]) for k, p in known.items() if given.get(k, p.default) != p.default]
        return None if key == "constant" else Decay(key, tuple(off))

    def parameter(self, name: str, parameter: Parameter) -> float:
        """A field that is one number: the nearest allowed one where it is damaged."""
        text = self.fields.get(name)
        if text is None:
            return parameter.default
        value: float = self.attempt(lambda: checked(parameter, text), None)
        return nearest(parameter, text) if value is None else value

    def coordinate(self, name: str, key: str, side: tuple[float, float], default: float) -> float:
        margin = (WIDENED - 1.0) / 2.0 * (side[1] - side[0])
        low, high = side[0] - margin, side[1] + margin
        return self.parameter(name, Parameter(key, key, "", default, low, high))

    def parameters(self, surface: str | Formula) -> dict[str, float]:
        known = {parameter.key: parameter for parameter in parameters_of(surface)}
        values = default_parameters(surface)
        for piece in filter(None, self.fields.get("p", "").split(",")):
            name, _, text = piece.partition(":")
            parameter = self.attempt(lambda name=name: _choose("parameter", known, name), None)
            if parameter is not None:
                read = self.attempt(lambda p=parameter, text=text: checked(p, text), None)
                values[name] = nearest(parameter, text) if read is None else read
        return values

    def lanes(self, surface: str | Formula, default: tuple[Lane, ...]) -> tuple[Lane, ...]:
        given = self.fields.get("l")
        if given is None:
            return default
        pieces = [piece for piece in given.split(",") if piece]
        few = self.attempt(lambda: _few_lanes(pieces), pieces[:MAX_LANES])
        lanes = [self.attempt(lambda p=piece: self.lane(surface, p), None) for piece in few]
        return tuple(lane for lane in lanes if lane is not None)

    def lane(self, surface: str | Formula, piece: str) -> Lane:
        """`key`, `key:rate`, `key:rate:name=value:...` or, for a rule without a rate, no rate."""
        key, *settings = piece.split(":")
        _choose("optimizer", OPTIMIZERS, key)
        default = default_lane(surface, key)
        if not settings:
            return default
        parameter, known = settings_of(key)
        given = settings.pop(0) if parameter or "=" not in settings[0] else ""
        rate = self.rate(parameter, given, default)
        hyper: dict[str, float] = {}
        for setting in filter(None, settings):
            name, _, text = setting.partition("=")
            other = _choose("hyperparameter", known, name)
            value = self.attempt(lambda p=other, text=text: checked(p, text), None)
            hyper[name] = nearest(other, text) if value is None else value
        off_default = {
            k: hyper[k] for k, p in known.items() if hyper.get(k, p.default) != p.default
        }
        return Lane(key, rate, off_default)

    def rate(self, parameter: Parameter | None, text: str, default: Lane) -> float | None:
        """The learning rate of a lane: the nearest one allowed where it is damaged."""
        if parameter is None:
            self.attempt(lambda: _no_rate(default.optimizer, text), None)
            return None
        value: float | None = self.attempt(lambda: checked(parameter, text), None)
        return nearest(parameter, text, default.learning_rate) if value is None else value


def nearest(parameter: Parameter, text: str, default: float | None = None) -> float:
    """The allowed number nearest to the one in `text`; the default where there is no number."""
    fallback = parameter.default if default is None else default
    try:
        value = min(max(number(text, parameter.key, ""), parameter.low), parameter.high)
        return parameter.check(float(round(value)) if parameter.scale == "integer" else value)
    except InvalidValue:
        return fallback


def _choose(name: str, known: Mapping[str, T], given: str) -> T:
    if given not in known:
        raise InvalidValue(name, ", ".join(known) or "absent", given[:80], "choice")
    return known[given]


def _no_rate(optimizer: str, text: str) -> None:
    if text:
        raise InvalidValue("learning_rate", f"left out: {optimizer} has none", text[:80], "choice")


def _few_lanes(pieces: list[str]) -> list[str]:
    if len(pieces) > MAX_LANES:
        raise InvalidValue("lanes", f"at most {MAX_LANES}", len(pieces), "limit")
    return pieces


def _limited(n_steps: int, n_lanes: int) -> int:
    if n_steps * n_lanes > MAX_LANE_STEPS:
        raise InvalidValue("lane_steps", f"at most {MAX_LANE_STEPS}", n_steps * n_lanes, "limit")
    return n_steps


def encode(scene: Scene) -> str:
    """The shortest query string that decodes to `scene`; what is at its default is left out."""
    default = default_scene(scene.surface)
    start = bound(scene.surface, tuple(scene.parameters.items())).start
    pieces = {
        **_surface_pieces(scene.surface),
        "p": ",".join(
            f"{key}:{short(value)}"
            for key, value in scene.parameters.items()
            if value != default.parameters[key]
        ),
        "x": short(scene.start[0]) if scene.start[0] != start[0] else "",
        "y": short(scene.start[1]) if scene.start[1] != start[1] else "",
    }
    query = [f"{name}={value}" for name, value in pieces.items() if value]
    if scene.lanes != default.lanes:
        query.append("l=" + ",".join(_lane_text(scene.surface, lane) for lane in scene.lanes))
    for name, value, usual in (
        ("n", scene.n_steps, default.n_steps),
        ("noise", scene.noise, default.noise),
        ("seed", scene.seed, default.seed),
        ("b", scene.batch_size, default.batch_size),
    ):
        if value != usual:
            query.append(f"{name}={short(value)}")
    if scene.schedule:
        settings = "".join(f":{name}={short(value)}" for name, value in scene.schedule.settings)
        query.append(f"sched={scene.schedule.key}{settings}")
    return "&".join([f"v={VERSION}", *query])


def _surface_pieces(surface: str | Formula) -> dict[str, str]:
    if isinstance(surface, str):
        return {"s": surface if surface != DEFAULT_SURFACE else ""}
    edges = (short(edge) for side in surface.domain for edge in side)
    domain = "" if surface.domain == DOMAIN else ",".join(edges)
    return {"f": quote(surface.text, safe=_READABLE), "d": domain}


def _lane_text(surface: str | Formula, lane: Lane) -> str:
    if lane == default_lane(surface, lane.optimizer):
        return lane.optimizer
    rate = "" if lane.learning_rate is None else f":{short(lane.learning_rate)}"
    hyper = "".join(f":{name}={short(value)}" for name, value in lane.hyper.items())
    return f"{lane.optimizer}{rate}{hyper}"


def short(value: float) -> str:
    """A number in as few characters as bring it back: six digits where they do, at most 17."""
    if isfinite(value) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    six = f"{value:.6g}"
    text = six if float(six) == value else repr(float(value))
    return text.replace("e+", "e")
