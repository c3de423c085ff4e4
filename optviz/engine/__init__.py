"""The loops: one path, a race, a swarm of starts; why they end; what the landscape is like."""

from optviz.engine.diagnostics import Diagnostics, diagnose
from optviz.engine.objectives import BoundObjective, StationaryPoint, objective
from optviz.engine.outcome import finishing_iteration
from optviz.engine.path import Trajectory, race, run
from optviz.engine.swarm import SwarmResult, swarm, sweep_learning_rates
from optviz.engine.termination import Termination

__all__ = [
    "BoundObjective",
    "Diagnostics",
    "StationaryPoint",
    "SwarmResult",
    "Termination",
    "Trajectory",
    "diagnose",
    "finishing_iteration",
    "objective",
    "race",
    "run",
    "swarm",
    "sweep_learning_rates",
]
