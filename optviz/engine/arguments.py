"""What the kernels are told, in three handfuls: the objective, the rule, and when to stop."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optviz.experiment import Experiment
from optviz.signatures import Matrix, Vector, inlined


class Target(NamedTuple):
    """The objective of a run.

    surface      address of its value and gradient
    hessian      address of its Hessian; 0 if the rule does not search and cannot ask for it
    parameters   (p,) what that function reads
    stochastic   whether iterations see mini-batches
    disturbance  (T, 2) what is added to the gradients; (0, 2) for nothing
    """

    surface: int
    hessian: int
    parameters: Vector
    stochastic: bool
    disturbance: Matrix


class Rule(NamedTuple):
    """An update rule with its settings.

    step      address
    searches  whether it follows the MOVE convention, not STEP
    hyper     (k,) as the rule reads it, running powers last; kernels work on a copy
    powers    which entries of `hyper` those are the powers of
    n_slots   rows of its state
    """

    step: int
    searches: bool
    hyper: Vector
    powers: NDArray[np.int64]
    n_slots: int


class Ends(NamedTuple):
    """When a path stops early.

    tolerance_squared  squared gradient norm at which it has converged; -1: never
    limit              largest coordinate; inf: never
    """

    tolerance_squared: float
    limit: float


def target(experiment: Experiment) -> Target:
    """The objective of this experiment."""
    objective = experiment.objective
    searches = experiment.optimizer.kind == "search"
    return Target(
        objective.value_and_gradient.address,
        objective.hessian.address if searches else 0,
        experiment.data,
        experiment.stochastic,
        experiment.disturbance,
    )


def rule(experiment: Experiment) -> Rule:
    """The rule of this experiment."""
    hyper, powers = experiment.optimizer.pack(dict(experiment.hyperparameters))
    optimizer = experiment.optimizer
    searches = optimizer.kind == "search"
    return Rule(optimizer.step.address, searches, hyper, powers, optimizer.n_slots)


def ends(experiment: Experiment) -> Ends:
    """When paths of this experiment stop early."""
    return Ends(experiment.tolerance_squared, experiment.divergence_limit)


@inlined
def disturb(added, noise, z, value, gradient):  # type: ignore[no-untyped-def]
    """Tilt the objective by `added` (2,): the gradient gets it, the value what belongs to it."""
    noise[0] = added[0]
    noise[1] = added[1]
    value[0] += added[0] * z[0] + added[1] * z[1]
    gradient[0] += added[0]
    gradient[1] += added[1]
