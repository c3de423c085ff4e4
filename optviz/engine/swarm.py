"""A swarm: thousands of runs of one rule on one objective, in blocks of lanes, over threads.

Only where each lane ended is kept. The start and the learning rate belong to the lane, everything else
to the swarm: basin maps, learning-rate strips and learning-rate maps are all this kernel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optviz.engine.evaluate import LANES
from optviz.engine.path import descends_further
from optviz.engine.pool import n_cores, pool
from optviz.engine.termination import AT_SADDLE, BUDGET_SPENT, CODES, CONVERGED, Termination, reason_to_stop
from optviz.experiment import Experiment
from optviz.parameters import InvalidValue
from optviz.signatures import Matrix, Vector, call_step, call_surface, kernel

MAX_LANE_ITERATIONS = 10**11
CHUNKS_A_THREAD = 4  # so that threads that finish early find more to do


@dataclass(frozen=True, slots=True)
class SwarmResult:
    """Where n lanes ended.

    iterates      (n, 2) last points
    values        (n,)   the objective there, on all data
    n_iterations  (n,)   iterations taken
    codes         (n,)   position in `Termination` of why each ended
    """

    iterates: Matrix
    values: Vector
    n_iterations: NDArray[np.int64]
    codes: NDArray[np.int64]

    @property
    def terminations(self) -> list[Termination]:
        """Why each lane ended."""
        return [CODES[code] for code in self.codes]


@kernel
def _advance(surface, step, parameters, stochastic, z, base_rates, factors, hyper, powers, state, disturbance, tolerance_squared, limit, out_z, out_values, out_t, codes):  # type: ignore[no-untyped-def]
    """All iterations of one block of lanes.

    Lanes that are fine are only counted, which vectorizes; when the count changes, a scan finds who
    stopped. A stopped lane is written down and then ignored, not removed.
    """
    lanes = out_values.size
    values = np.empty(lanes)
    gradient = np.empty(2 * lanes)
    rates = base_rates.copy()
    running = np.ones(lanes, dtype=np.bool_)
    n_running = lanes
    expected = lanes
    first_power = hyper.size - powers.size
    n_iterations = factors.size
    for t in range(n_iterations + 1):
        call_surface(surface, z, values, gradient, parameters, 0)
        fine = 0
        for i in range(lanes):
            g2 = gradient[i] * gradient[i] + gradient[lanes + i] * gradient[lanes + i]
            inside = (abs(z[i]) <= limit) & (abs(z[lanes + i]) <= limit) & (abs(values[i]) < inf)
            fine += 1 if inside & (g2 > tolerance_squared) else 0
        if fine != expected:
            expected = fine
            for i in range(lanes):
                g2 = gradient[i] * gradient[i] + gradient[lanes + i] * gradient[lanes + i]
                why = reason_to_stop(z[i], z[lanes + i], values[i], g2, tolerance_squared, limit)
                if running[i] and why != BUDGET_SPENT:
                    running[i] = False
                    n_running -= 1
                    codes[i] = why
                    out_t[i] = t
                    out_z[i, 0] = z[i]
                    out_z[i, 1] = z[lanes + i]
                    out_values[i] = values[i]
        if n_running == 0 or t == n_iterations:
            break
        if stochastic:
            call_surface(surface, z, values, gradient, parameters, t + 1)
        if disturbance.shape[0] > 0:
            for i in range(lanes):
                gradient[i] += disturbance[t, 0]
                gradient[lanes + i] += disturbance[t, 1]
        for i in range(2 * lanes):
            rates[i] = base_rates[i] * factors[t]
        for k in range(powers.size):
            hyper[first_power + k] *= hyper[powers[k]]
        call_step(step, z, gradient, rates, hyper, state, t + 1)
    for i in range(lanes):
        if running[i]:
            codes[i] = BUDGET_SPENT
            out_t[i] = n_iterations
            out_z[i, 0] = z[i]
            out_z[i, 1] = z[lanes + i]
            out_values[i] = values[i]


@kernel
def _swarm(surface, step, parameters, stochastic, starts, rates, factors, hyper, powers, n_slots, disturbance, tolerance_squared, limit, first, last, out_z, out_values, out_t, codes):  # type: ignore[no-untyped-def]
    """The lanes first..last, block by block."""
    for a in range(first, last, LANES):
        b = min(a + LANES, last)
        lanes = b - a
        z = np.empty(2 * lanes)
        base_rates = np.empty(2 * lanes)
        for i in range(lanes):
            z[i] = starts[a + i, 0]
            z[lanes + i] = starts[a + i, 1]
            base_rates[i] = rates[a + i]
            base_rates[lanes + i] = rates[a + i]
        state = np.zeros((n_slots, 2 * lanes))
        _advance(surface, step, parameters, stochastic, z, base_rates, factors, hyper.copy(), powers, state, disturbance, tolerance_squared, limit, out_z[a:b], out_values[a:b], out_t[a:b], codes[a:b])


def swarm(
    experiment: Experiment,
    starts: ArrayLike | None = None,
    learning_rates: ArrayLike | None = None,
    *,
    n_threads: int | None = None,
) -> SwarmResult:
    """Run the experiment from many starts, with many learning rates, or both, lane by lane.

    starts          (n, 2), or None for the experiment's own
    learning_rates  (n,),   or None for the experiment's own; its schedule applies to each
    n_threads       None for one per core

    Every lane equals the single run of its start and rate, bit for bit, on any number of threads.
    Raises InvalidValue if the shapes do not fit or the whole is too large.
    """
    at, rates = _lanes(experiment, starts, learning_rates)
    n = len(at)
    hyper, powers = experiment.optimizer.pack(dict(experiment.hyperparameters))
    counts, codes = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    result = SwarmResult(np.empty((n, 2)), np.empty(n), counts, codes)
    addresses = (experiment.objective.value_and_gradient.address, experiment.optimizer.step.address)
    lanes = (experiment.data, experiment.stochastic, at, rates, experiment.factors, hyper, powers)
    ends = (experiment.disturbance, experiment.tolerance_squared, experiment.divergence_limit)

    def work(first: int, last: int) -> None:
        out = (result.iterates, result.values, result.n_iterations, result.codes)
        _swarm(*addresses, *lanes, experiment.optimizer.n_slots, *ends, first, last, *out)

    _share_out(work, n, n_threads or n_cores())
    converged = np.flatnonzero(codes == CONVERGED)
    if converged.size:
        further = descends_further(experiment.objective, result.iterates[converged])
        codes[converged[further]] = AT_SADDLE
    return result


def sweep_learning_rates(experiment: Experiment, learning_rates: ArrayLike) -> SwarmResult:
    """The same experiment at each of these learning rates, (R,); one lane a rate, on this thread."""
    return swarm(experiment, learning_rates=learning_rates, n_threads=1)


def _lanes(experiment: Experiment, starts: ArrayLike | None, learning_rates: ArrayLike | None) -> tuple[Matrix, Vector]:
    """Starts (n, 2) and learning rates (n,), one a lane, from what was given."""
    at = np.array([experiment.start] if starts is None else starts, dtype=np.float64)
    rates = np.array([experiment.learning_rate] if learning_rates is None else learning_rates, dtype=np.float64)
    if at.ndim != 2 or at.shape[1] != 2:
        raise InvalidValue("starts", "an array (n, 2)", f"shape {at.shape}", "type")
    if rates.ndim != 1 or len({1, len(at), len(rates)}) > 2:
        raise InvalidValue("learning_rates", f"an array ({len(at)},)", f"shape {rates.shape}", "type")
    n = max(len(at), len(rates)) if len(at) and len(rates) else 0
    if n * experiment.n_iterations > MAX_LANE_ITERATIONS:
        raise InvalidValue("starts", f"at most {MAX_LANE_ITERATIONS // experiment.n_iterations} lanes", n, "limit")
    return np.ascontiguousarray(np.broadcast_to(at, (n, 2))), np.ascontiguousarray(np.broadcast_to(rates, n))


def _share_out(work: Callable[[int, int], None], n: int, n_threads: int) -> None:
    """Call work(first, last) over whole blocks of lanes, on this thread or on the pool."""
    chunk = LANES * max(1, -(-n // (LANES * n_threads * CHUNKS_A_THREAD)))
    bounds = [(first, min(first + chunk, n)) for first in range(0, n, chunk)]
    if n_threads == 1 or len(bounds) == 1:
        for first, last in bounds:
            work(first, last)
    else:
        for future in [pool(n_threads).submit(work, *bound) for bound in bounds]:
            future.result()
