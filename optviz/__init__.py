"""optviz: see optimizers work.

    >>> import optviz
    >>> t = optviz.run("rosenbrock", "adam", start=(-1.2, 1.0), n_iterations=200)
    >>> t.iterates.shape
    (201, 2)

`OPTIMIZERS` and `SURFACES` are the catalogues, `run` follows one path, `Regression` makes an
objective of your own points.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from optviz.engine import BoundObjective, Termination, Trajectory, diagnose, objective
    from optviz.experiment import Objective
    from optviz.export import to_pytorch
    from optviz.expressions import expression
    from optviz.optimizers import OPTIMIZERS
    from optviz.parameters import InvalidValue
    from optviz.problems import PROBLEMS, Regression
    from optviz.schedules import SCHEDULES, ScheduleLike
    from optviz.surfaces import SURFACES

__version__ = "0.1.0"

__all__ = [
    "OPTIMIZERS",
    "PROBLEMS",
    "SCHEDULES",
    "SURFACES",
    "BoundObjective",
    "InvalidValue",
    "Regression",
    "Termination",
    "Trajectory",
    "diagnose",
    "expression",
    "objective",
    "run",
    "to_pytorch",
]

_HOMES = {
    "OPTIMIZERS": "optviz.optimizers",
    "PROBLEMS": "optviz.problems",
    "SCHEDULES": "optviz.schedules",
    "SURFACES": "optviz.surfaces",
    "BoundObjective": "optviz.engine",
    "InvalidValue": "optviz.parameters",
    "Regression": "optviz.problems",
    "Termination": "optviz.engine",
    "Trajectory": "optviz.engine",
    "diagnose": "optviz.engine",
    "expression": "optviz.expressions",
    "objective": "optviz.engine",
    "to_pytorch": "optviz.export",
}
_ROOMS = ("engine", "experiment")  # reached as attributes: optviz.experiment.experiment(...)


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `import optviz` alone is instant."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in _ROOMS:
        return import_module(f"optviz.{name}")
    raise AttributeError(f"module 'optviz' has no attribute {name!r}")


def run(
    objective: str | Objective,
    optimizer: str,
    *,
    start: ArrayLike,
    n_iterations: int,
    parameters: Mapping[str, float] | None = None,
    batches: ArrayLike | None = None,
    batch_size: int | None = None,
    noise: float = 0.0,
    schedule: ScheduleLike | None = None,
    seed: int = 0,
    tolerance: float = 0.0,
    divergence_limit: float = 1e8,
    unchecked: bool = False,
    record_state: bool = False,
    **hyperparameters: float,
) -> Trajectory:
    """Follow one optimizer over one objective, and record every step.

    objective         a key of SURFACES or PROBLEMS, a formula such as "sin(x) + k*y**2", or an
                      objective such as Regression(x, y)
    optimizer         a key of OPTIMIZERS
    start             (2,) the first iterate
    n_iterations      T, 1 to 1 000 000
    parameters        the surface's parameters by name; what is left out has its default
    batches           (T, B) row indices that replace the seeded shuffle
    batch_size        rows per gradient, 1 to N; None or N: all of them
    noise             standard deviation of the normal noise added to each gradient coordinate, >= 0
    schedule          a key of SCHEDULES, (key, {setting: value}), or (T,) factors of the rate; None
                      for a constant rate
    seed              of noise and shuffle, 0 to 2^32 - 1: same arguments, same bits
    tolerance         stop when ‖∇f‖ is at most this; 0 never stops early
    divergence_limit  stop when a coordinate passes this; inf follows the arithmetic to the end
    unchecked         skip the interval checks on hyperparameters and start
    record_state      keep the rule's memory of every iteration, by name, in `state`
    **hyperparameters by name; what is left out has the optimizer's default

    Returns a Trajectory: iterates (T + 1, 2), values, gradient_norms, termination, and counts.
    Raises InvalidValue, a ValueError whose sentence names the field, the interval and the value.
    """
    from optviz.engine import run as follow  # noqa: PLC0415  (loads the compiler)
    from optviz.experiment import experiment  # noqa: PLC0415

    return follow(
        experiment(
            objective,
            optimizer,
            start=start,
            n_iterations=n_iterations,
            parameters=parameters,
            batches=batches,
            batch_size=batch_size,
            noise=noise,
            schedule=schedule,
            seed=seed,
            tolerance=tolerance,
            divergence_limit=divergence_limit,
            unchecked=unchecked,
            **hyperparameters,
        ),
        record_state=record_state,
    )
