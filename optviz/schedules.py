"""Learning-rate schedules: how the learning rate changes over the iterations."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from optviz.parameters import InvalidValue, numbers
from optviz.signatures import Vector


def factors(schedule: ArrayLike | None, n_iterations: int) -> Vector:
    """What the learning rate is multiplied by at each iteration, (T,).

    schedule  None for a constant rate, or at least T finite numbers >= 0; entry t is used by the
              iteration after t completed ones

    Raises InvalidValue for anything else.
    """
    if schedule is None:
        return np.ones(n_iterations)
    given = numbers("schedule", "an array of numbers", schedule)
    if given.ndim != 1 or given.size < n_iterations:
        raise InvalidValue(
            "schedule", f"an array of {n_iterations} factors", f"shape {given.shape}", "type"
        )
    given = given[:n_iterations].copy()
    wrong = ~(np.isfinite(given) & (given >= 0.0))
    if wrong.any():
        raise InvalidValue("schedule", "finite factors >= 0", given[wrong][0], "type")
    return given
