"""One recorded path, or a race of several over the same objective: the loop everything is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, inf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optviz.engine.arguments import Rule, ends, rule, target
from optviz.engine.evaluate import LANES, hessians
from optviz.engine.termination import (
    AT_SADDLE,
    BUDGET_SPENT,
    CODES,
    CONVERGED,
    Termination,
    reason_to_stop,
)
from optviz.experiment import Experiment, Objective
from optviz.signatures import Matrix, Vector, call_step, call_surface, kernel


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What a run left behind.

    iterates        (T + 1, 2) every point, the start first; fewer if it ended early
    values          (T + 1,)   the objective at each, on all of its data
    gradient_norms  (T + 1,)   ‖∇f‖ at each, on all data and without noise
    termination     why it ended
    n_gradient_evaluations     gradients the rule asked for: one per iteration
    """

    iterates: Matrix
    values: Vector
    gradient_norms: Vector
    termination: Termination
    n_gradient_evaluations: int


class Record(NamedTuple):
    """What `_race` fills, a row a rule: the columns of a Trajectory, where it ended, why."""

    iterates: NDArray[np.float64]
    values: Matrix
    norms: Matrix
    last: NDArray[np.int64]
    codes: NDArray[np.int64]


@kernel
def _follow(target, rule, rates, limit, iterates):  # type: ignore[no-untyped-def]
    """Fill iterates[1:]; return the index of the last one, which may stand beyond the limit."""
    z = iterates[0].copy()
    value = np.empty(1)
    gradient = np.empty(2)
    rate = np.empty(2)
    hyper = rule.hyper.copy()
    state = np.zeros((rule.n_slots, 2))
    first_power = hyper.size - rule.powers.size
    for t in range(1, iterates.shape[0]):
        call_surface(target.surface, z, value, gradient, target.parameters, t)
        if target.disturbance.shape[0] > 0:
            gradient[0] += target.disturbance[t - 1, 0]
            gradient[1] += target.disturbance[t - 1, 1]
        rate[0] = rates[t - 1]
        rate[1] = rates[t - 1]
        for k in range(rule.powers.size):
            hyper[first_power + k] *= hyper[rule.powers[k]]
        call_step(rule.step, z, gradient, rate, hyper, state, t)
        iterates[t, 0] = z[0]
        iterates[t, 1] = z[1]
        if not (abs(z[0]) <= limit and abs(z[1]) <= limit) and limit < inf:
            return t
    return iterates.shape[0] - 1


@kernel
def _measure(target, ends, iterates, last, values, norms):  # type: ignore[no-untyped-def]
    """Values and gradient norms of iterates[:last + 1] on all data; where it ended, and why."""
    for first in range(0, last + 1, LANES):
        lanes = min(LANES, last + 1 - first)
        z = np.empty(2 * lanes)
        g = np.empty(2 * lanes)
        for i in range(lanes):
            z[i] = iterates[first + i, 0]
            z[lanes + i] = iterates[first + i, 1]
        call_surface(target.surface, z, values[first : first + lanes], g, target.parameters, 0)
        for i in range(lanes):
            t = first + i
            g2 = g[i] * g[i] + g[lanes + i] * g[lanes + i]
            norms[t] = sqrt(g2) if 1e-280 < g2 < 1e280 else hypot(g[i], g[lanes + i])
            why = reason_to_stop(z[i], z[lanes + i], values[t], g2, ends)
            if why != BUDGET_SPENT:
                return t, why
    return last, BUDGET_SPENT


@kernel
def _race(target, rules, sizes, rates, ends, record):  # type: ignore[no-untyped-def]
    """Several rules, one after the other; row k of every array is rule k's."""
    for k in range(sizes.shape[0]):
        hyper = rules.hyper[k, : sizes[k, 0]]
        powers = rules.powers[k, : sizes[k, 1]]
        own = Rule(rules.step[k], hyper, powers, rules.n_slots[k])
        last = _follow(target, own, rates[k], ends.limit, record.iterates[k])
        record.last[k], record.codes[k] = _measure(
            target, ends, record.iterates[k], last, record.values[k], record.norms[k]
        )


class _Rules(NamedTuple):
    """Rule, with one more dimension: row k is rule k's, padded with zeros."""

    step: NDArray[np.int64]
    hyper: Matrix
    powers: NDArray[np.int64]
    n_slots: NDArray[np.int64]


def race(experiments: Sequence[Experiment]) -> list[Trajectory]:
    """Run experiments that differ in the rule, its settings and the start, and in nothing else.

    One compiled call for all of them: 7 x 500 steps cost about as much as drawing them.
    """
    first, n = experiments[0], len(experiments)
    rules = [rule(e) for e in experiments]
    sizes = np.array([(r.hyper.size, r.powers.size) for r in rules])
    packed = _Rules(
        np.array([r.step for r in rules]),
        np.zeros((n, sizes[:, 0].max())),
        np.zeros((n, sizes[:, 1].max()), dtype=np.int64),
        np.array([r.n_slots for r in rules]),
    )
    shape = (n, first.n_iterations + 1)
    ended = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    record = Record(np.empty((*shape, 2)), np.empty(shape), np.empty(shape), *ended)
    for k, own in enumerate(rules):
        packed.hyper[k, : own.hyper.size] = own.hyper
        packed.powers[k, : own.powers.size] = own.powers
        record.iterates[k, 0] = experiments[k].start
    rates = np.array([e.learning_rate * e.factors for e in experiments])
    _race(target(first), packed, sizes, rates, ends(first), record)
    return [_trajectory(first.objective, record, k) for k in range(n)]


def _trajectory(objective: Objective, record: Record, k: int) -> Trajectory:
    """Row k of the record, cut where it ended."""
    last, code = int(record.last[k]), int(record.codes[k])
    iterates = record.iterates[k, : last + 1]
    if code == CONVERGED and descends_further(objective, iterates[-1:])[0]:
        code = AT_SADDLE
    values, norms = record.values[k, : last + 1], record.norms[k, : last + 1]
    return Trajectory(iterates, values, norms, CODES[code], last)


def descends_further(objective: Objective, points: Matrix) -> NDArray[np.bool_]:
    """Whether the Hessian at each point (n, 2) has a negative eigenvalue, beyond rounding; (n,)."""
    eigenvalues = np.linalg.eigvalsh(hessians(objective, points))
    return np.asarray(eigenvalues[:, 0] < -1e-12 * np.abs(eigenvalues).max(axis=1))


def run(experiment: Experiment) -> Trajectory:
    """Follow one path."""
    return race([experiment])[0]
