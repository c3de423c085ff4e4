"""From a scene to the answer of /api/run: every lane's path, and its final loss at sixty rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.engine import Termination, Trajectory, finishing_iteration, race, sweep_learning_rates
from optviz.experiment import Experiment, experiment
from optviz.web.blocks import pack
from optviz.web.scene import Lane, Scene, scene_objective

GOAL = 0.01  # suboptimality at which a lane has arrived
HOLD = 20  # steps it must stay below
LOWEST_RATE, HIGHEST_RATE, MOST_RATES = 1e-4, 10.0, 60
RATES = np.geomspace(LOWEST_RATE, HIGHEST_RATE, MOST_RATES)
DIVERGED_AT = 1000.0  # widths of the domain
_STAYS = (Termination.LINE_SEARCH_FAILED, Termination.SINGULAR_HESSIAN, Termination.CONVERGED)


def run_answer(scene: Scene, points: int, strips: bool, rates: int = MOST_RATES) -> bytes:
    """The binary answer for a scene.

    A header, then for every lane its points, interleaved (2n), its suboptimality (n) and its
    gradient norms (n); then, if asked for, a strip of each lane.

    points  how many points of a path are wanted at most; 0 means all of them
    strips  whether the final suboptimality of each lane at many learning rates follows
    rates   how many, evenly spaced on a log axis from 1e-4 to 10; a drag asks for fewer
    """
    objective = scene_objective(scene)
    experiments = [_experiment(scene, lane) for lane in scene.lanes]
    trajectories = race(experiments) if experiments else []
    stride = max(1, -(-scene.n_steps // points)) if points else 1
    lanes: list[Mapping[str, Any]] = []
    blocks: list[NDArray[Any]] = []
    for lane, trajectory in zip(scene.lanes, trajectories, strict=True):
        kept = _kept(len(trajectory.values) - 1, stride)
        suboptimality = trajectory.values - objective.minimum
        blocks += [trajectory.iterates[kept], suboptimality[kept], trajectory.gradient_norms[kept]]
        lanes.append(_lane_header(lane, trajectory, suboptimality, len(kept)))
    if strips:
        blocks += [_strip(_any_rate(e), objective.minimum, rates) for e in experiments]
    initial = float(objective.values(np.array([scene.start]))[0] - objective.minimum)
    header = {
        "version": 1,
        "n_steps": scene.n_steps,
        "stride": stride,
        "goal": GOAL,
        "minimum": objective.minimum,
        "initial_value": initial,
        "lanes": lanes,
        "rates": {"n": rates, "low": LOWEST_RATE, "high": HIGHEST_RATE} if strips else None,
    }
    return pack(header, blocks)


def _any_rate(what: Experiment) -> Experiment:
    """The experiment at rate 1: a strip does not depend on the rate that is set."""
    settings = ((k, 1.0 if k == "learning_rate" else v) for k, v in what.hyperparameters)
    return replace(what, hyperparameters=tuple(settings))


@lru_cache(maxsize=128)
def _strip(what: Experiment, minimum: float, n: int) -> NDArray[np.float64]:
    """Final suboptimality of one lane at each of n rates, (n,), NaN where it diverges.

    Cached, because while a learning rate is dragged no strip changes. A rule without a learning
    rate ends at every one of them where it ends.
    """
    rates = np.geomspace(LOWEST_RATE, HIGHEST_RATE, n)
    own = "learning_rate" in dict(what.hyperparameters)
    result = sweep_learning_rates(what, rates if own else rates[:1])
    ended_well = np.array([t is not Termination.DIVERGED for t in result.terminations])
    return np.broadcast_to(np.where(ended_well, result.values - minimum, np.nan), n)


def _experiment(scene: Scene, lane: Lane) -> Experiment:
    objective = scene_objective(scene)
    hyper: dict[str, Any] = dict(lane.hyper)
    if lane.learning_rate is not None:
        hyper["learning_rate"] = lane.learning_rate
    (x0, x1), _ = objective.domain
    return experiment(
        objective.objective,
        lane.optimizer,
        start=scene.start,
        n_iterations=scene.n_steps,
        noise=scene.noise,
        seed=scene.seed,
        batch_size=scene.batch_size or None,
        schedule=(scene.schedule.key, dict(scene.schedule.settings)) if scene.schedule else None,
        divergence_limit=DIVERGED_AT * (x1 - x0),
        **hyper,
    )


def _kept(last: int, stride: int) -> NDArray[np.int64]:
    """Every stride-th step and the last one."""
    steps = np.arange(0, last + 1, stride)
    return steps if steps[-1] == last else np.append(steps, last)


def _finished(trajectory: Trajectory, suboptimality: NDArray[np.float64]) -> int | None:
    """The step from which a lane stays under the goal; one that stopped there stays for good."""
    if trajectory.termination in _STAYS:
        suboptimality = np.pad(suboptimality, (0, HOLD), mode="edge")
    return finishing_iteration(suboptimality, GOAL, hold=HOLD)


def _lane_header(
    lane: Lane, trajectory: Trajectory, suboptimality: NDArray[np.float64], n: int
) -> dict[str, Any]:
    return {
        "key": lane.optimizer,
        "n": n,
        "last": len(trajectory.values) - 1,
        "termination": trajectory.termination.value,
        "finished_at": _finished(trajectory, suboptimality),
        "final": trajectory.iterates[-1],
        "final_value": suboptimality[-1],
    }
