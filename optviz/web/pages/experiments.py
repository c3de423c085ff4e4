"""The experiments of the "Try next" card: one sentence and the complete scene that shows it.

Every sentence is checked against the engine by tests/web/test_experiments.py.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from optviz.web.controls import scene_record
from optviz.web.scene import Lane, Scene, default_scene


def experiments_for(words: Mapping[str, str]) -> list[dict[str, Any]]:
    """The experiments as JSON records, in the order they are offered on each surface."""
    return [
        {
            "surface": str(scene.surface),
            "key": key,
            "sentence": words[f"try.{key}"],
            "scene": scene_record(scene),
        }
        for key, scene in experiments().items()
    ]


@cache
def experiments() -> Mapping[str, Scene]:
    """Text key -> the scene it shows; a surface without one of its own is offered none."""
    lakes = default_scene("four_lakes")
    bowl = default_scene("quadratic")
    saddle = default_scene("saddle_bounded")
    valley = default_scene("rosenbrock")
    line = default_scene("regression")
    axis = (2.0, 0.0)
    return {
        "lakes_right": replace(lakes, start=(3.7, 1.4)),
        "lakes_back": lakes,
        "bowl_round": replace(bowl, parameters={**bowl.parameters, "kappa": 1.0}),
        "bowl_rate": _with_rate(bowl, "sgd", 0.11),
        "bowl_back": bowl,
        "saddle_axis": replace(saddle, start=axis),
        "saddle_noise": replace(saddle, start=axis, noise=0.05),
        "valley_steps": replace(valley, n_steps=2000),
        "valley_back": valley,
        "line_batch": replace(line, batch_size=1),
        "line_full": line,
    }


def _with_rate(scene: Scene, optimizer: str, rate: float) -> Scene:
    lanes = tuple(
        Lane(lane.optimizer, rate, lane.hyper) if lane.optimizer == optimizer else lane
        for lane in scene.lanes
    )
    return replace(scene, lanes=lanes)
