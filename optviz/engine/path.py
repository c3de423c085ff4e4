"""One recorded path, or a race of several over the same objective: the loop everything is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, inf

import numpy as np

from optviz.engine.evaluate import LANES, hessians
from optviz.engine.termination import AT_SADDLE, BUDGET_SPENT, CODES, CONVERGED, Termination, reason_to_stop
from optviz.experiment import Experiment, Objective
from optviz.signatures import Matrix, Vector, call_step, call_surface, kernel


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What a run left behind.

    iterates                (T + 1, 2) every point, the start first; T < n_iterations if it ended early
    values                  (T + 1,)   the objective at each, on all of its data
    gradient_norms          (T + 1,)   ‖∇f‖ at each, on all data and without noise
    termination             why it ended
    n_gradient_evaluations  gradients the rule asked for: one per iteration
    """

    iterates: Matrix
    values: Vector
    gradient_norms: Vector
    termination: Termination
    n_gradient_evaluations: int


@kernel
def _follow(surface, step, parameters, iterates, rates, hyper, powers, state, disturbance, limit):  # type: ignore[no-untyped-def]
    """Fill iterates[1:]; return the index of the last one, which may stand beyond the limit."""
    z = iterates[0].copy()
    value = np.empty(1)
    gradient = np.empty(2)
    rate = np.empty(2)
    first_power = hyper.size - powers.size
    for t in range(1, iterates.shape[0]):
        call_surface(surface, z, value, gradient, parameters, t)
        if disturbance.shape[0] > 0:
            gradient[0] += disturbance[t - 1, 0]
            gradient[1] += disturbance[t - 1, 1]
        rate[0] = rates[t - 1]
        rate[1] = rates[t - 1]
        for k in range(powers.size):
            hyper[first_power + k] *= hyper[powers[k]]
        call_step(step, z, gradient, rate, hyper, state, t)
        iterates[t, 0] = z[0]
        iterates[t, 1] = z[1]
        if not (abs(z[0]) <= limit and abs(z[1]) <= limit) and limit < inf:
            return t
    return iterates.shape[0] - 1


@kernel
def _measure(surface, parameters, iterates, last, values, norms, tolerance_squared, limit):  # type: ignore[no-untyped-def]
    """Values and gradient norms of iterates[:last + 1] on all data; (where it ended, why)."""
    for first in range(0, last + 1, LANES):
        lanes = min(LANES, last + 1 - first)
        z = np.empty(2 * lanes)
        g = np.empty(2 * lanes)
        for i in range(lanes):
            z[i] = iterates[first + i, 0]
            z[lanes + i] = iterates[first + i, 1]
        call_surface(surface, z, values[first : first + lanes], g, parameters, 0)
        for i in range(lanes):
            t = first + i
            norms[t] = hypot(g[i], g[lanes + i])
            g2 = g[i] * g[i] + g[lanes + i] * g[lanes + i]
            why = reason_to_stop(z[i], z[lanes + i], values[t], g2, tolerance_squared, limit)
            if why != BUDGET_SPENT:
                return t, why
    return last, BUDGET_SPENT


@kernel
def _race(surface, steps, parameters, iterates, values, norms, rates, hypers, powers, slots, sizes, disturbance, tolerance_squared, limit, ended, codes):  # type: ignore[no-untyped-def]
    """Several rules, one after the other, each with its own row of every array."""
    for k in range(steps.size):
        hyper = hypers[k, : sizes[k, 0]]
        state = np.zeros((slots[k], 2))
        last = _follow(
            surface, steps[k], parameters, iterates[k], rates[k], hyper, powers[k, : sizes[k, 1]], state, disturbance, limit
        )
        ended[k], codes[k] = _measure(surface, parameters, iterates[k], last, values[k], norms[k], tolerance_squared, limit)


def race(experiments: Sequence[Experiment]) -> list[Trajectory]:
    """Run experiments that share everything but the rule, its settings and the start.

    One compiled call for all of them: 7 x 500 steps cost about as much as drawing them.
    """
    first = experiments[0]
    n, length = len(experiments), first.n_iterations + 1
    iterates = np.empty((n, length, 2))
    values, norms = np.empty((n, length)), np.empty((n, length))
    packed = [e.optimizer.pack(dict(e.hyperparameters)) for e in experiments]
    sizes = np.array([(h.size, p.size) for h, p in packed])
    hypers = np.zeros((n, sizes[:, 0].max()))
    powers = np.zeros((n, sizes[:, 1].max()), dtype=np.int64)
    for k, (hyper, power) in enumerate(packed):
        hypers[k, : hyper.size], powers[k, : power.size] = hyper, power
        iterates[k, 0] = experiments[k].start
    ended, codes = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    _race(
        first.objective.value_and_gradient.address,
        np.array([e.optimizer.step.address for e in experiments]),
        first.data,
        iterates,
        values,
        norms,
        np.array([e.learning_rate * e.factors for e in experiments]),
        hypers,
        powers,
        np.array([e.optimizer.n_slots for e in experiments]),
        sizes,
        first.disturbance,
        first.tolerance_squared,
        first.divergence_limit,
        ended,
        codes,
    )
    return [
        _trajectory(first.objective, iterates[k], values[k], norms[k], int(ended[k]), int(codes[k])) for k in range(n)
    ]


def _trajectory(objective: Objective, iterates: Matrix, values: Vector, norms: Vector, last: int, code: int) -> Trajectory:
    if code == CONVERGED and descends_further(objective, iterates[last : last + 1])[0]:
        code = AT_SADDLE
    return Trajectory(iterates[: last + 1], values[: last + 1], norms[: last + 1], CODES[code], last)


def descends_further(objective: Objective, points: Matrix) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether the Hessian at each point (n, 2) has a negative eigenvalue, beyond rounding; (n,)."""
    eigenvalues = np.linalg.eigvalsh(hessians(objective, points))
    return np.asarray(eigenvalues[:, 0] < -1e-12 * np.abs(eigenvalues).max(axis=1))


def run(experiment: Experiment) -> Trajectory:
    """Follow one path."""
    return race([experiment])[0]
