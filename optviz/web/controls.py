"""What the page's controls are drawn from: every record of the catalogues, ready for JSON.

assets/js draws any `Parameter` from its record, any picker from its list; adding an optimizer or a
surface needs no change here and none there.
"""

from collections.abc import Mapping
from functools import cache
from math import inf, isfinite
from typing import Any

from optviz import objective
from optviz.figures.theme import SYMBOLS
from optviz.optimizers import OPTIMIZERS
from optviz.parameters import Parameter
from optviz.problems import PROBLEMS
from optviz.surfaces import SURFACES
from optviz.text import text
from optviz.web.scene import Scene, default_scene

DEFAULT_SYMBOL = "circle"


def parameter_record(parameter: Parameter, words: Mapping[str, str]) -> dict[str, Any]:
    """A parameter as JSON: an end without a limit is null, the slider's span is always there.

    label is short, for the row; name is the whole of it, for sentences and assistive technology.
    """
    low, high = parameter.slider or (parameter.low, parameter.high)
    return {
        "key": parameter.key,
        "label": words.get(f"parameter.{parameter.key}", parameter.label),
        "name": words.get(f"field.{parameter.key}", parameter.label),
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
    return {
        "surface": scene.surface,
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
    """Optimizers and objectives with parameters, default scenes and labels; not to be changed."""
    words = text(locale)
    optimizers = [
        {
            "key": rule.key,
            "label": rule.label,
            "reference": rule.reference,
            "symbol": SYMBOLS.get(rule.key, DEFAULT_SYMBOL),
            "hyperparameters": [parameter_record(p, words) for p in rule.hyperparameters],
        }
        for rule in OPTIMIZERS.values()
    ]
    records: list[Any] = [*SURFACES.values(), *PROBLEMS.values()]
    objectives = [
        {
            "key": record.key,
            "label": words.get(f"objective.{record.key}", record.label),
            "about": words.get(f"about.{record.key}", ""),
            "group": words.get(f"group.{record.group}", record.group),
            "source": record.source,
            "has_data": record.key in PROBLEMS,
            "parameters": [parameter_record(p, words) for p in record.parameters],
            **_place(record.key),
        }
        for record in records
    ]
    return {"optimizers": optimizers, "objectives": objectives}


def _place(key: str) -> dict[str, Any]:
    bound = objective(key)
    return {
        "domain": [list(side) for side in bound.domain],
        "learning_rates": dict(bound.learning_rates),
        "scene": scene_record(default_scene(key)),
    }
