"""What the kernels are told, in three handfuls: the objective, the rule, and when to stop."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optviz.experiment import Experiment
from optviz.signatures import Matrix, Vector


class Target(NamedTuple):
    """The objective of a run.

    surface      address of its value and gradient
    parameters   (p,) what that function reads
    stochastic   whether iterations see mini-batches
    disturbance  (T, 2) what is added to the gradients; (0, 2) for nothing
    """

    surface: int
    parameters: Vector
    stochastic: bool
    disturbance: Matrix


class Rule(NamedTuple):
    """An update rule with its settings.

    step     address
    hyper    (k,) as the rule reads it, running powers last; kernels work on a copy
    powers   which entries of `hyper` those are the powers of
    n_slots  rows of its state
    """

    step: int
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
    address = experiment.objective.value_and_gradient.address
    return Target(address, experiment.data, experiment.stochastic, experiment.disturbance)


def rule(experiment: Experiment) -> Rule:
    """The rule of this experiment."""
    hyper, powers = experiment.optimizer.pack(dict(experiment.hyperparameters))
    return Rule(experiment.optimizer.step.address, hyper, powers, experiment.optimizer.n_slots)


def ends(experiment: Experiment) -> Ends:
    """When paths of this experiment stop early."""
    return Ends(experiment.tolerance_squared, experiment.divergence_limit)
