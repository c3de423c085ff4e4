"""Every sentence of the Try next card is true of the engine."""

import json
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from optviz.text import LOCALES, text
from optviz.web.pages.experiments import experiments
from optviz.web.scene import scene_objective
from optviz.web.simulate import run_answer

Lanes = dict[str, dict[str, Any]]
GROUND = {key: scene_objective(scene) for key, scene in experiments().items()}


def lanes_of(key: str) -> Lanes:
    """Headers of the lanes by optimizer, with the whole path of each under "path"."""
    answer = run_answer(experiments()[key], points=0, strips=False)
    (length,) = struct.unpack("<I", answer[:4])
    header = json.loads(answer[4 : 4 + length])
    floats = np.frombuffer(answer, "<f4", offset=4 + length)
    lanes, at = {}, 0
    for lane in header["lanes"]:
        lanes[lane["key"]] = {**lane, "path": floats[at : at + 2 * lane["n"]].reshape(-1, 2)}
        at += 4 * lane["n"]
    return lanes


def lake(key: str, lane: dict[str, Any]) -> int:
    """Index of the minimum nearest to where the lane ended; 0 is the lowest."""
    minima = [(p.x, p.y) for p in GROUND[key].stationary_points if p.kind == "min"]
    return int(np.argmin(np.hypot(*(np.array(minima) - lane["final"]).T)))


def arrived(lanes: Lanes) -> set[str]:
    return {key for key, lane in lanes.items() if lane["finished_at"] is not None}


def goes_straight(lane: dict[str, Any]) -> bool:
    """All steps of a path lie on one line through the start and the minimum at 0."""
    x0, y0 = lane["path"][0]
    x, y = lane["path"].T
    return bool(np.all(np.abs(x * y0 - y * x0) < 1e-3 * np.hypot(x0, y0)))


CLAIMS: dict[str, Callable[[Lanes], bool]] = {
    "lakes_right": lambda lanes: (
        lake("lakes_right", lanes["adam"]) == 0
        and lanes["adam"]["finished_at"] is not None
        and lake("lakes_right", lanes["sgd"]) > 0
    ),
    "lakes_back": lambda lanes: len({lake("lakes_back", lane) for lane in lanes.values()}) == 4,
    "bowl_round": lambda lanes: goes_straight(lanes["sgd"]) and goes_straight(lanes["nesterov"]),
    "bowl_rate": lambda lanes: lanes["sgd"]["termination"] == "diverged",
    "bowl_back": lambda lanes: lanes["sgd"]["termination"] != "diverged",
    "saddle_axis": lambda lanes: all(lane["final_value"] > 0.24 for lane in lanes.values()),
    "saddle_noise": lambda lanes: arrived(lanes) == set(lanes),
    "valley_steps": lambda lanes: arrived(lanes) == {"adam", "rprop"},
    "valley_back": lambda lanes: arrived(lanes) == set(),
    "line_batch": lambda lanes: arrived(lanes) == set(),
    "line_full": lambda lanes: arrived(lanes) == set(lanes) - {"sgd"},
}


def test_every_experiment_has_a_claim_and_a_sentence() -> None:
    assert set(CLAIMS) == set(experiments())
    for locale in LOCALES:
        assert {f"try.{key}" for key in experiments()} <= set(text(locale))


@pytest.mark.parametrize("key", CLAIMS)
def test_the_sentence_is_true(key: str) -> None:
    assert CLAIMS[key](lanes_of(key))


def test_the_opening_scene_ends_as_the_interface_brief_has_it() -> None:
    lanes = lanes_of("lakes_back")
    ends = "".join(
        "ABCD"[lake("lakes_back", lanes[key])]
        for key in ("sgd", "momentum", "nesterov", "rmsprop", "adam")
    )
    assert ends == "AAADB"
    assert lanes["sgd"]["finished_at"] == 35


def test_the_largest_curvature_of_the_bowl_is_the_one_of_the_sentence() -> None:
    x, y = experiments()["bowl_rate"].start
    curvature = np.linalg.eigvalsh(np.array(GROUND["bowl_rate"].hessian(x, y)))[-1]
    assert 2.0 / curvature == pytest.approx(0.1)
