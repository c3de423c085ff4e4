"""One recorded path, or a race of several over the same objective: the loop everything is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, inf, nan, sqrt
from time import perf_counter
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optviz.engine.arguments import Rule, disturb, ends, rule, target
from optviz.engine.evaluate import LANES, eigenvalues, hessians
from optviz.engine.termination import (
    AT_SADDLE,
    BUDGET_SPENT,
    CODES,
    CONVERGED,
    Termination,
    reason_of_status,
    reason_to_stop,
)
from optviz.experiment import Experiment, Objective
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


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What a run left behind.

    iterates        (T + 1, 2) every point, the start first; fewer if it ended early
    values          (T + 1,)   the objective at each, on all of its data
    gradient_norms  (T + 1,)   ‖∇f‖ at each, on all data and without noise
    termination     why it ended
    n_gradient_evaluations, n_value_evaluations, n_hessian_evaluations
                    what the rule asked for, line searches included and nothing counted twice; what
                    was computed only to be recorded is not in it
    seconds         time in the loop; nan for one lane of a race, where it is not measured
    state           the rule's memory by name, (T + 1, 2), or (T + 1, rows, 2) for names of several
                    rows; empty unless asked for
    """

    iterates: Matrix
    values: Vector
    gradient_norms: Vector
    termination: Termination
    n_gradient_evaluations: int
    n_value_evaluations: int
    n_hessian_evaluations: int
    seconds: float
    state: Mapping[str, NDArray[np.float64]]


class Record(NamedTuple):
    """What `_race` fills, a row a rule: the columns of a Trajectory, where it ended, why.

    counts  (n, T + 1, 3) gradients, values, Hessians a searching rule asked for so far
    states  (n, T + 1, slots, 2), or (n, 0, slots, 2) if not asked for
    """

    iterates: NDArray[np.float64]
    values: Matrix
    norms: Matrix
    last: NDArray[np.int64]
    codes: NDArray[np.int64]
    counts: NDArray[np.float64]
    states: NDArray[np.float64]


@kernel
def _follow(target, rule, rates, limit, iterates, counts, states):  # type: ignore[no-untyped-def]
    """Fill iterates[1:]; the index of the last one, which may stand beyond the limit, and why."""
    z = iterates[0].copy()
    value = np.empty(1)
    gradient = np.empty(2)
    rate = np.empty(2)
    noise = np.zeros(2)
    hyper = rule.hyper.copy()
    state = np.zeros((rule.n_slots, 2))
    first_power = hyper.size - rule.powers.size
    bill = np.zeros(3)
    oracle = Oracle(target.surface, target.hessian, target.parameters, noise, bill)
    status = GO_ON
    for t in range(1, iterates.shape[0]):
        call_surface(target.surface, z, value, gradient, target.parameters, t)
        if target.disturbance.shape[0] > 0:
            disturb(target.disturbance[t - 1], noise, z, value, gradient)
        rate[0] = rates[t - 1]
        rate[1] = rates[t - 1]
        for k in range(rule.powers.size):
            hyper[first_power + k] *= hyper[rule.powers[k]]
        if rule.searches:
            status = call_move(rule.step, z, value, gradient, rate, hyper, state, t, oracle)
            counts[t] = bill
        else:
            call_step(rule.step, z, gradient, rate, hyper, state, t)
        if states.shape[0] > 0:
            states[t, : rule.n_slots] = state
        iterates[t, 0] = z[0]
        iterates[t, 1] = z[1]
        if not (abs(z[0]) <= limit and abs(z[1]) <= limit) and limit < inf:
            return t, BUDGET_SPENT
        if status != GO_ON:
            return t - 1, reason_of_status(status)
    return iterates.shape[0] - 1, BUDGET_SPENT


@inlined
def _plain_block(z, values, gradient, ends, norms):  # type: ignore[no-untyped-def]
    """Fill the norms of a block; whether none of its points is a reason to stop or near overflow.

    The common case without a branch, so that it vectorizes; the rest is gone over once more.
    """
    lanes = values.size
    plain = 0
    for i in range(lanes):
        g2 = gradient[i] * gradient[i] + gradient[lanes + i] * gradient[lanes + i]
        norms[i] = sqrt(g2)
        inside = (abs(z[i]) <= ends.limit) & (abs(z[lanes + i]) <= ends.limit)
        going = (abs(values[i]) < inf) & (not g2 <= ends.tolerance_squared)
        plain += 1 if inside & going & (g2 > 1e-280) & (g2 < 1e280) else 0
    return plain == lanes


@kernel
def _measure(target, ends, iterates, last, code, values, norms):  # type: ignore[no-untyped-def]
    """Values and gradient norms of iterates[:last + 1] on all data; where it ended, and why."""
    for first in range(0, last + 1, LANES):
        lanes = min(LANES, last + 1 - first)
        z = np.empty(2 * lanes)
        g = np.empty(2 * lanes)
        for i in range(lanes):
            z[i] = iterates[first + i, 0]
            z[lanes + i] = iterates[first + i, 1]
        call_surface(target.surface, z, values[first : first + lanes], g, target.parameters, 0)
        if _plain_block(z, values[first : first + lanes], g, ends, norms[first : first + lanes]):
            continue
        for i in range(lanes):
            t = first + i
            g2 = g[i] * g[i] + g[lanes + i] * g[lanes + i]
            norms[t] = sqrt(g2) if 1e-280 < g2 < 1e280 else hypot(g[i], g[lanes + i])
            why = reason_to_stop(z[i], z[lanes + i], values[t], g2, ends)
            if why != BUDGET_SPENT:
                return t, why
    return last, code


@kernel
def _race(target, rules, sizes, rates, ends, record):  # type: ignore[no-untyped-def]
    """Several rules, one after the other; row k of every array is rule k's."""
    for k in range(sizes.shape[0]):
        hyper = rules.hyper[k, : sizes[k, 0]]
        powers = rules.powers[k, : sizes[k, 1]]
        own = Rule(rules.step[k], rules.searches[k], hyper, powers, rules.n_slots[k])
        path = record.iterates[k]
        last, code = _follow(
            target, own, rates[k], ends.limit, path, record.counts[k], record.states[k]
        )
        record.last[k], record.codes[k] = _measure(
            target, ends, path, last, code, record.values[k], record.norms[k]
        )


class _Rules(NamedTuple):
    """Rule, with one more dimension: row k is rule k's, padded with zeros."""

    step: NDArray[np.int64]
    searches: NDArray[np.bool_]
    hyper: Matrix
    powers: NDArray[np.int64]
    n_slots: NDArray[np.int64]


def race(experiments: Sequence[Experiment], *, record_state: bool = False) -> list[Trajectory]:
    """Run experiments that differ in the rule, its settings and the start, and in nothing else.

    One compiled call for all of them: 7 x 500 steps cost about as much as drawing them.
    """
    first, n = experiments[0], len(experiments)
    rules = [rule(e) for e in experiments]
    sizes = np.array([(r.hyper.size, r.powers.size) for r in rules])
    packed = _Rules(
        np.array([r.step for r in rules]),
        np.array([r.searches for r in rules]),
        np.zeros((n, sizes[:, 0].max())),
        np.zeros((n, sizes[:, 1].max()), dtype=np.int64),
        np.array([r.n_slots for r in rules]),
    )
    length = first.n_iterations + 1
    n_slots = int(packed.n_slots.max()) if record_state else 0
    record = _blank(n, length, n_slots, any(packed.searches))
    for k, own in enumerate(rules):
        packed.hyper[k, : own.hyper.size] = own.hyper
        packed.powers[k, : own.powers.size] = own.powers
        record.iterates[k, 0] = experiments[k].start
    rates = np.array([e.learning_rate * e.factors for e in experiments])
    searching = next((e for e in experiments if e.optimizer.kind == "search"), first)
    told = (target(searching), packed, sizes, rates, ends(first))
    begin = perf_counter()
    _race(*told, record)
    seconds = perf_counter() - begin if n == 1 else nan
    return [_trajectory(experiments[k], record, k, seconds) for k in range(n)]


def _blank(n: int, length: int, n_slots: int, searching: bool) -> Record:
    """An empty record of n paths of that many points; counts and states only where kept."""
    last, codes = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    states = np.zeros((n, length if n_slots else 0, n_slots, 2))
    counts = np.zeros((n, length if searching else 0, 3))
    points, values, norms = np.empty((n, length, 2)), np.empty((n, length)), np.empty((n, length))
    return Record(points, values, norms, last, codes, counts, states)


def _trajectory(experiment: Experiment, record: Record, k: int, seconds: float) -> Trajectory:
    """Row k of the record, cut where it ended."""
    last, code = int(record.last[k]), int(record.codes[k])
    iterates = record.iterates[k, : last + 1]
    if code == CONVERGED and descends_further(experiment.objective, iterates[-1:])[0]:
        code = AT_SADDLE
    rule = experiment.optimizer
    bill = record.counts[k, last] if rule.kind == "search" else (last, 0, 0)
    values, norms = record.values[k, : last + 1], record.norms[k, : last + 1]
    state = _by_name(rule.slots, record.states[k, : last + 1]) if record.states.size else {}
    return Trajectory(
        iterates=iterates,
        values=values,
        gradient_norms=norms,
        termination=CODES[code],
        n_gradient_evaluations=int(bill[0]),
        n_value_evaluations=int(bill[1]),
        n_hessian_evaluations=int(bill[2]),
        seconds=seconds,
        state=MappingProxyType(state),
    )


def _by_name(names: Sequence[str], states: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """States (T + 1, slots, 2) by the slots' names; rows of one name together."""
    rows = {name: [i for i, other in enumerate(names) if other == name] for name in names}
    return {n: states[:, i[0]] if len(i) == 1 else states[:, i] for n, i in rows.items()}


def descends_further(objective: Objective, points: Matrix) -> NDArray[np.bool_]:
    """Whether the Hessian at each point (n, 2) has a negative eigenvalue, beyond rounding; (n,)."""
    found = eigenvalues(hessians(objective, points))
    return np.asarray(found[:, 0] < -1e-12 * np.abs(found).max(axis=1))


def run(experiment: Experiment, *, record_state: bool = False) -> Trajectory:
    """Follow one path."""
    return race([experiment], record_state=record_state)[0]
