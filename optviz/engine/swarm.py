"""A swarm: thousands of runs of one rule on one objective, in blocks of lanes, over threads.

Only where each lane ended is kept. The start and the learning rate belong to the lane, everything
else to the swarm: basin maps, learning-rate strips and learning-rate maps are all this kernel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, nan
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optviz.engine.arguments import disturb, ends, rule, target
from optviz.engine.evaluate import LANES
from optviz.engine.path import descends_further
from optviz.engine.pool import n_cores, pool
from optviz.engine.termination import (
    AT_SADDLE,
    BUDGET_SPENT,
    CODES,
    CONVERGED,
    Termination,
    reason_of_status,
    reason_to_stop,
)
from optviz.experiment import Experiment
from optviz.parameters import InvalidValue, numbers
from optviz.signatures import (
    GO_ON,
    Matrix,
    Oracle,
    Vector,
    call_move,
    call_step,
    call_surface,
    inlined,
    kernel,
)

MAX_LANE_ITERATIONS = 10**11
CHUNKS_A_THREAD = 4  # so that threads that finish early find more to do


class Out(NamedTuple):
    """What the kernels fill: the columns of a SwarmResult."""

    iterates: Matrix
    values: Vector
    n_iterations: NDArray[np.int64]
    codes: NDArray[np.int64]


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
def _write_down_stopped(t, z, values, gradient, ends, running, out):  # type: ignore[no-untyped-def]
    """Record the running lanes that must stop at iteration t, park them; return how many go on.

    A parked lane is nan for good, so that it can never be counted as fine again.
    """
    lanes = values.size
    for i in range(lanes):
        g2 = gradient[i] * gradient[i] + gradient[lanes + i] * gradient[lanes + i]
        why = reason_to_stop(z[i], z[lanes + i], values[i], g2, ends)
        if running[i] and why != BUDGET_SPENT:
            running[i] = False
            _write_down(i, t, why, z[i], z[lanes + i], values[i], out)
            z[i] = nan
            z[lanes + i] = nan
    return np.count_nonzero(running)


@inlined
def _write_down(i, t, why, x, y, value, out):  # type: ignore[no-untyped-def]
    out.iterates[i, 0] = x
    out.iterates[i, 1] = y
    out.values[i] = value
    out.n_iterations[i] = t
    out.codes[i] = why


@inlined
def _count_fine(z, values, gradient, ends, n_running):  # type: ignore[no-untyped-def]
    """How many lanes have no `reason_to_stop`; -1, to ask for a scan, where it cannot be told."""
    if ends.limit == inf:
        return -1 if ends.tolerance_squared >= 0.0 else n_running
    lanes = values.size
    fine = 0
    for i in range(lanes):
        g2 = gradient[i] * gradient[i] + gradient[lanes + i] * gradient[lanes + i]
        inside = (abs(z[i]) <= ends.limit) & (abs(z[lanes + i]) <= ends.limit)
        going = (abs(values[i]) < inf) & (not g2 <= ends.tolerance_squared)
        fine += 1 if inside & going else 0
    return fine


@kernel
def _advance(target, rule, ends, z, rates, factors, out):  # type: ignore[no-untyped-def]
    """All iterations of one block of lanes.

    Lanes that are fine are only counted, which vectorizes; when the count differs from those still
    running, a scan finds who stopped. A stopped lane is written down and parked, not removed.
    """
    lanes = out.codes.size
    values = np.empty(lanes)
    gradient = np.empty(2 * lanes)
    current = rates.copy()
    hyper = rule.hyper.copy()
    state = np.zeros((rule.n_slots, 2 * lanes))
    running = np.ones(lanes, dtype=np.bool_)
    first_power = hyper.size - rule.powers.size
    n_running = lanes
    for t in range(factors.size + 1):
        call_surface(target.surface, z, values, gradient, target.parameters, 0)
        fine = _count_fine(z, values, gradient, ends, n_running)
        if fine != n_running:
            n_running = _write_down_stopped(t, z, values, gradient, ends, running, out)
            if n_running == 0:
                return
        if t == factors.size:
            break
        if target.stochastic:
            call_surface(target.surface, z, values, gradient, target.parameters, t + 1)
        if target.disturbance.shape[0] > 0:
            for i in range(lanes):
                gradient[i] += target.disturbance[t, 0]
                gradient[lanes + i] += target.disturbance[t, 1]
        for i in range(2 * lanes):
            current[i] = rates[i] * factors[t]
        for k in range(rule.powers.size):
            hyper[first_power + k] *= hyper[rule.powers[k]]
        call_step(rule.step, z, gradient, current, hyper, state, t + 1)
    for i in range(lanes):
        if running[i]:
            _write_down(i, factors.size, BUDGET_SPENT, z[i], z[lanes + i], values[i], out)


@kernel
def _wander(target, rule, ends, z, rate, factors, i, out):  # type: ignore[no-untyped-def]
    """All iterations of lane i alone, from z (2,): the way of rules that search."""
    value = np.empty(1)
    gradient = np.empty(2)
    rates = np.empty(2)
    noise = np.zeros(2)
    hyper = rule.hyper.copy()
    state = np.zeros((rule.n_slots, 2))
    first_power = hyper.size - rule.powers.size
    oracle = Oracle(target.surface, target.hessian, target.parameters, noise, np.zeros(3))
    status = GO_ON
    for t in range(factors.size + 1):
        call_surface(target.surface, z, value, gradient, target.parameters, 0)
        g2 = gradient[0] * gradient[0] + gradient[1] * gradient[1]
        why = reason_to_stop(z[0], z[1], value[0], g2, ends)
        if why != BUDGET_SPENT or t == factors.size:
            _write_down(i, t, why, z[0], z[1], value[0], out)
            return
        if target.stochastic:
            call_surface(target.surface, z, value, gradient, target.parameters, t + 1)
        if target.disturbance.shape[0] > 0:
            disturb(target.disturbance[t], noise, z, value, gradient)
        rates[0] = rate * factors[t]
        rates[1] = rates[0]
        for k in range(rule.powers.size):
            hyper[first_power + k] *= hyper[rule.powers[k]]
        status = call_move(rule.step, z, value, gradient, rates, hyper, state, t + 1, oracle)
        if status != GO_ON:
            call_surface(target.surface, z, value, gradient, target.parameters, 0)
            _write_down(i, t, reason_of_status(status), z[0], z[1], value[0], out)
            return


@kernel
def _swarm(target, rule, ends, starts, rates, factors, first, last, out):  # type: ignore[no-untyped-def]
    """The lanes first..last, block by block, or one by one if the rule searches."""
    if rule.searches:
        for i in range(first, last):
            _wander(target, rule, ends, starts[i].copy(), rates[i], factors, i, out)
        return
    for a in range(first, last, LANES):
        b = min(a + LANES, last)
        lanes = b - a
        z = np.empty(2 * lanes)
        block_rates = np.empty(2 * lanes)
        for i in range(lanes):
            z[i] = starts[a + i, 0]
            z[lanes + i] = starts[a + i, 1]
            block_rates[i] = rates[a + i]
            block_rates[lanes + i] = rates[a + i]
        own = Out(out.iterates[a:b], out.values[a:b], out.n_iterations[a:b], out.codes[a:b])
        _advance(target, rule, ends, z, block_rates, factors, own)


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
    counts, codes = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    out = Out(np.empty((n, 2)), np.empty(n), counts, codes)
    told = (target(experiment), rule(experiment), ends(experiment), at, rates, experiment.factors)

    def work(first: int, last: int) -> None:
        _swarm(*told, first, last, out)

    _share_out(work, n, n_threads or n_cores())
    converged = np.flatnonzero(codes == CONVERGED)
    if converged.size:
        further = descends_further(experiment.objective, out.iterates[converged])
        codes[converged[further]] = AT_SADDLE
    return SwarmResult(*out)


def sweep_learning_rates(experiment: Experiment, learning_rates: ArrayLike) -> SwarmResult:
    """The same experiment at each of these learning rates, (R,); a lane a rate, on this thread."""
    return swarm(experiment, learning_rates=learning_rates, n_threads=1)


def _lanes(
    experiment: Experiment, starts: ArrayLike | None, learning_rates: ArrayLike | None
) -> tuple[Matrix, Vector]:
    """Starts (n, 2) and learning rates (n,), one a lane, from what was given."""
    at = numbers("starts", "an array (n, 2)", [experiment.start] if starts is None else starts)
    given = [experiment.learning_rate] if learning_rates is None else learning_rates
    rates = numbers("learning_rates", f"an array ({len(at)},)", given)
    if at.ndim != 2 or at.shape[1] != 2:
        raise InvalidValue("starts", "an array (n, 2)", f"shape {at.shape}", "type")
    if rates.ndim != 1 or len({1, len(at), len(rates)}) > 2:
        raise InvalidValue(
            "learning_rates", f"an array ({len(at)},)", f"shape {rates.shape}", "type"
        )
    n = max(len(at), len(rates)) if len(at) and len(rates) else 0
    if n * experiment.n_iterations > MAX_LANE_ITERATIONS:
        raise InvalidValue(
            "starts", f"at most {MAX_LANE_ITERATIONS // experiment.n_iterations} lanes", n, "limit"
        )
    return np.ascontiguousarray(np.broadcast_to(at, (n, 2))), np.ascontiguousarray(
        np.broadcast_to(rates, n)
    )


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
