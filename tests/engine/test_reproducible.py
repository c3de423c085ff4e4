"""Same experiment, same bits: again, in a new process, on one thread and on two, alone and in a
swarm.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import optviz
from optviz.engine.swarm import swarm
from optviz.experiment import experiment
from tests.engine.plain import ELEMENTWISE, same_bits

PAIRS = (
    ("sgd", "himmelblau"),
    ("momentum", "four_lakes"),
    ("nesterov", "quadratic"),
    ("rprop", "beale"),
    ("adagrad", "rosenbrock"),
    ("rmsprop", "two_wells"),
    ("adam", "rosenbrock"),
)

NOISY = """
import optviz
def noisy():
    run = dict(n_iterations=300, seed=11)
    t = optviz.run("himmelblau", "adam", start=(1, -2), learning_rate=0.1, noise=0.7, **run)
    b = optviz.run("regression", "rmsprop", start=(0, 1), batch_size=7, **run)
    return t.iterates.tobytes() + b.iterates.tobytes()
"""


def noisy_bytes():
    """The two runs of NOISY, in this process."""
    names = {}
    exec(NOISY, names)
    return names["noisy"]()


def starts_around(key, n, seed=0):
    """Starts inside the domain and, every tenth, far outside of it."""
    low, high = np.transpose(optviz.SURFACES[key].domain)
    rng = np.random.default_rng(seed)
    starts = rng.uniform(low, high, (n, 2))
    starts[::10] *= 8
    return starts


def test_same_seed_same_bits_again_and_in_a_new_process():
    first = noisy_bytes()

    child = subprocess.run(
        [sys.executable, "-c", NOISY + "print(noisy().hex())"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert noisy_bytes() == first
    assert child.stdout.strip() == first.hex()


def test_concurrent_runs_do_not_disturb_each_other():
    """The kernels drop the GIL; sixty-four runs on two threads give the bits of one after the
    other.
    """

    def one(k):
        optimizer, key = PAIRS[k % len(PAIRS)]
        return optviz.run(
            key,
            optimizer,
            start=(0.1 * k - 2, 0.5),
            n_iterations=2000,
            learning_rate=1e-3 * (k + 1),
            noise=0.1 * (k % 3),
            seed=k,
        ).iterates.tobytes()

    alone = [one(k) for k in range(64)]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(one, range(64)))

    assert together == alone


def swarm_and_singles(key, optimizer, starts, n_threads=None, **settings):
    """One swarm and the single runs it has to equal."""
    start = tuple(optviz.SURFACES[key].start) if key in optviz.SURFACES else (0.0, 0.0)
    together = swarm(
        experiment(key, optimizer, start=start, **settings), starts, n_threads=n_threads
    )
    return together, [optviz.run(key, optimizer, start=tuple(s), **settings) for s in starts]


def assert_same(together, alone):
    assert list(together.terminations) == [t.termination for t in alone]
    assert same_bits(together.iterates, [t.iterates[-1] for t in alone])
    assert same_bits(together.values, [t.values[-1] for t in alone])
    assert [int(n) for n in together.n_iterations] == [len(t.iterates) - 1 for t in alone]


@pytest.mark.parametrize("n_threads", [1, 2])
@pytest.mark.parametrize(("optimizer", "key"), PAIRS)
def test_swarm_equals_single_runs(optimizer, key, n_threads):
    """500 starts, some diverging, some converging: last iterate, value and reason as alone."""
    rate = optviz.SURFACES[key].learning_rates[optimizer]
    limits = {
        "n_iterations": 150,
        "learning_rate": rate,
        "tolerance": 1e-2,
        "divergence_limit": 40.0,
    }
    starts = starts_around(key, 500)
    starts = starts[(np.abs(starts) <= 40).all(axis=1)]

    together, alone = swarm_and_singles(key, optimizer, starts, n_threads, **limits)

    assert len(starts) > 450
    assert_same(together, alone)


def test_swarms_stop_for_different_reasons():
    """The pairs above do not all just spend their budget: reasons differ inside one block."""
    starts = starts_around("saddle_bounded", 500)
    starts[1::7, 1] = 0.0  # the ridge: these end at the saddle
    starts[0::7] *= 3

    together, alone = swarm_and_singles(
        "saddle_bounded",
        "sgd",
        starts,
        n_iterations=120,
        learning_rate=0.4,
        tolerance=1e-3,
        divergence_limit=60.0,
    )

    assert len(set(together.terminations)) >= 3
    assert_same(together, alone)


@pytest.mark.parametrize("optimizer", ELEMENTWISE)
def test_swarm_with_noise_batches_and_schedule_equals_single_runs(optimizer):
    """What changes from one iteration to the next is shared by all lanes, bit for bit."""
    starts = np.random.default_rng(8).uniform(-3, 3, (130, 2))
    schedule = 1 / (1 + 0.05 * np.arange(60))

    together, alone = swarm_and_singles(
        "regression",
        optimizer,
        starts,
        n_iterations=60,
        learning_rate=0.013,
        batch_size=7,
        noise=0.3,
        seed=5,
        schedule=schedule,
    )

    assert_same(together, alone)


def test_swarm_of_learning_rates_equals_single_runs():
    rates = np.geomspace(1e-4, 10, 60)
    setting = {"start": (0.2, -1.6), "n_iterations": 150}

    together = swarm(experiment("four_lakes", "adam", **setting), learning_rates=rates)

    assert_same(
        together, [optviz.run("four_lakes", "adam", learning_rate=r, **setting) for r in rates]
    )


def test_race_equals_single_runs():
    """Lanes of a race share a compiled call and nothing else."""
    from optviz.engine.path import race

    setting = {
        "start": (0.2, -1.6),
        "n_iterations": 400,
        "noise": 0.2,
        "seed": 3,
        "tolerance": 1e-3,
    }

    lanes = race([experiment("four_lakes", key, **setting) for key in optviz.OPTIMIZERS])

    for key, lane in zip(optviz.OPTIMIZERS, lanes, strict=True):
        alone = optviz.run("four_lakes", key, **setting)
        assert lane.termination == alone.termination
        assert same_bits(lane.iterates, alone.iterates)
        assert same_bits(lane.values, alone.values)
        assert same_bits(lane.gradient_norms, alone.gradient_norms)
