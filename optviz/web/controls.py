"""What the page's controls are drawn from: every record of the catalogues, ready for JSON.

assets/js draws any `Parameter` from its record, any picker from its list; adding an optimizer or a
surface needs no change here and none there.
"""

from collections.abc import Mapping
from functools import cache
from math import inf, isfinite
from typing import Any

from optviz import BoundObjective, objective
from optviz.figures.theme import SYMBOLS
from optviz.optimizers import OPTIMIZERS
from optviz.parameters import Parameter
from optviz.problems import PROBLEMS
from optviz.schedules import SCHEDULES
from optviz.surfaces import GROUPS, SURFACES
from optviz.text import text
from optviz.web.menu import MENU, menu_of
from optviz.web.scene import Formula, Scene, default_scene, parameters_of, scene_objective

DEFAULT_SYMBOL = "circle"


def parameter_record(
    parameter: Parameter, words: Mapping[str, str], owner: str = ""
) -> dict[str, Any]:
    """A parameter as JSON: an end without a limit is null, the slider's span is always there.

    label is short, for the row; name is the whole of it, for sentences and assistive technology.
    The same letter means different things on different surfaces: the owner's own words come first.
    """
    low, high = parameter.slider or (parameter.low, parameter.high)
    own = words.get(f"parameter.{owner}.{parameter.key}")
    return {
        "key": parameter.key,
        "label": own or words.get(f"parameter.{parameter.key}", parameter.label),
        "name": own or words.get(f"field.{parameter.key}", parameter.label),
        "symbol": parameter.symbol,
        "default": parameter.default,
        "low": None if parameter.low == -inf else parameter.low,
        "high": None if parameter.high == inf else parameter.high,
        "low_open": parameter.low_open,
        "high_open": parameter.high_open,
        "scale": parameter.scale,
        "interval": parameter.interval,
        "slider": [low if isfinite(low) else 0.0, high if isfinite(high) else 1.0],
    }


def scene_record(scene: Scene) -> dict[str, Any]:
    """A scene as JSON, the shape of assets/js/pure/scene.mjs."""
    formula = scene.surface if isinstance(scene.surface, Formula) else None
    schedule = scene.schedule
    return {
        "surface": "expression" if formula else scene.surface,
        "formula": formula.text if formula else None,
        "domain": [list(side) for side in formula.domain] if formula else None,
        "schedule": {"key": schedule.key, "settings": dict(schedule.settings)}
        if schedule
        else None,
        "parameters": dict(scene.parameters),
        "start": list(scene.start),
        "lanes": [
            {
                "optimizer": lane.optimizer,
                "learning_rate": lane.learning_rate,
                "hyper": dict(lane.hyper),
            }
            for lane in scene.lanes
        ],
        "noise": scene.noise,
        "n_steps": scene.n_steps,
        "seed": scene.seed,
        "batch_size": scene.batch_size,
    }


@cache
def catalogue_record(locale: str) -> dict[str, Any]:
    """Optimizers, objectives and schedules with parameters and labels; not to be changed."""
    words = text(locale)
    records: list[Any] = [*SURFACES.values(), *PROBLEMS.values()]
    records.sort(key=lambda record: GROUPS.index(record.group))
    return {
        "optimizers": [_optimizer(key, words) for key in OPTIMIZERS],
        "menu": [words[f"menu.{group}"] for group in MENU],
        "objectives": [_objective(record, words) for record in records],
        "schedules": [_schedule(key, words) for key in SCHEDULES],
    }


def _optimizer(key: str, words: Mapping[str, str]) -> dict[str, Any]:
    rule = OPTIMIZERS[key]
    return {
        "key": key,
        "label": rule.label,
        "menu": words[f"menu.{menu_of(key)}"],
        "idea": words.get(f"optimizer.{key}.idea", ""),
        "reference": rule.reference,
        "symbol": SYMBOLS.get(key, DEFAULT_SYMBOL),
        "hyperparameters": [parameter_record(p, words) for p in rule.hyperparameters],
    }


def _schedule(key: str, words: Mapping[str, str]) -> dict[str, Any]:
    schedule = SCHEDULES[key]
    return {
        "key": key,
        "label": words[f"schedule.{key}"],
        "idea": words[f"schedule_idea.{key}"],
        "parameters": [
            {**parameter_record(p, words), "label": words[f"setting.{p.key}"]}
            for p in schedule.parameters
        ],
    }


def _objective(record: Any, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": record.key,
        "label": words.get(f"objective.{record.key}", record.label),
        "about": words.get(f"about.{record.key}", ""),
        "note": words.get(f"note.{record.key}", ""),
        "group": words.get(f"group.{record.group}", record.group),
        "source": record.source,
        "parameters": [parameter_record(p, words, record.key) for p in record.parameters],
        **_place(objective(record.key), default_scene(record.key)),
    }


def formula_record(formula: Formula, locale: str) -> dict[str, Any]:
    """A typed surface, in the shape of the objectives of the catalogue."""
    words = text(locale)
    scene = default_scene(formula)
    return {
        "key": "expression",
        "label": formula.text,
        "about": words["group.your own"],
        "note": "",
        "group": words["group.your own"],
        "source": "",
        "parameters": [_constant(p, words) for p in parameters_of(formula)],
        **_place(scene_objective(scene), scene),
    }


def _constant(parameter: Parameter, words: Mapping[str, str]) -> dict[str, Any]:
    """The record of a constant a person named: its name is its label."""
    name = words["formula.constant"].format(name=parameter.key)
    return {**parameter_record(parameter, {}), "symbol": "", "name": name}


def _place(bound: BoundObjective, scene: Scene) -> dict[str, Any]:
    return {
        "domain": [list(side) for side in bound.domain],
        "learning_rates": dict(bound.learning_rates),
        "has_data": bound.data is not None,
        "n_samples": bound.n_samples,
        "scene": scene_record(scene),
    }
