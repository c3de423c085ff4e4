"""What a swarm is asked for and how it answers: shapes, rates, threads, refusals."""

import numpy as np
import pytest

import optviz
from optviz.engine import swarm, sweep_learning_rates
from optviz.experiment import experiment
from tests.engine.plain import same_bits

SETTING = {"start": (0.2, -1.6), "n_iterations": 40, "learning_rate": 0.05}


def lakes(optimizer="sgd", **more):
    return experiment("four_lakes", optimizer, **(SETTING | more))


@pytest.mark.parametrize("n", [1, 2, 127, 128, 129, 256, 1000])
def test_any_number_of_lanes(n):
    """Less than a block, exactly a block, a block and one: each lane is what it is in a crowd."""
    starts = np.random.default_rng(0).uniform(-3, 3, (1000, 2))
    crowd = swarm(lakes("adam"), starts)

    some = swarm(lakes("adam"), starts[:n])

    assert some.iterates.shape == (n, 2)
    assert same_bits(some.iterates, crowd.iterates[:n])
    assert same_bits(some.values, crowd.values[:n])


@pytest.mark.parametrize("n_threads", [1, 2, 3, 8])
def test_any_number_of_threads(n_threads):
    starts = np.random.default_rng(1).uniform(-3, 3, (700, 2))

    one, many = (swarm(lakes("rmsprop"), starts, n_threads=k) for k in (1, n_threads))

    assert same_bits(one.iterates, many.iterates)
    assert one.terminations == many.terminations


def test_starts_and_rates_belong_to_the_lane():
    """A map of starts by rates is one swarm."""
    starts = np.random.default_rng(2).uniform(-3, 3, (150, 2))
    rates = np.geomspace(1e-3, 1.0, 150)

    both = swarm(lakes(), starts, rates)

    for k in range(0, 150, 13):
        alone = optviz.run(
            "four_lakes", "sgd", start=starts[k], n_iterations=40, learning_rate=rates[k]
        )
        assert same_bits(both.iterates[k], alone.iterates[-1])
        assert both.values[k] == alone.values[-1]


def test_a_sweep_of_learning_rates_says_where_it_diverged():
    """The strip under the rate slider: 60 rates, each as alone, with a reason."""
    rates = np.geomspace(1e-4, 10, 60)
    setting = experiment("quadratic", "sgd", start=(-4, 3), n_iterations=400)

    strip = sweep_learning_rates(setting, rates)

    expected = [
        optviz.run("quadratic", "sgd", start=(-4, 3), n_iterations=400, learning_rate=rate)
        for rate in rates
    ]
    assert strip.terminations == [t.termination for t in expected]
    assert same_bits(strip.values, [t.values[-1] for t in expected])
    diverged = np.array([t is optviz.Termination.DIVERGED for t in strip.terminations])
    assert not diverged[rates < 0.0999].any()
    assert diverged[rates > 0.2].all()


def test_the_starts_are_not_changed():
    starts = np.ones((5, 2))

    swarm(lakes(), starts)

    assert (starts == 1).all()


@pytest.mark.parametrize(
    "starts",
    [
        [],
        [[]],
        [1, 2],
        [[1, 2, 3]],
        [["a", "b"]],
        "ab",
        [[1], [1, 2]],
        [[1j, 1]],
        np.ones((2, 2, 2)),
    ],
    ids=lambda v: repr(v)[:24],
)
def test_starts_of_the_wrong_shape(starts):
    with pytest.raises(optviz.InvalidValue, match=r"^starts must be .+, got .+$"):
        swarm(lakes(), starts)


@pytest.mark.parametrize(
    "rates", [[], [[0.1]], ["a"], [0.1, 0.2, 0.3], "fast", [[1], [2, 3]]], ids=repr
)
def test_rates_of_the_wrong_shape(rates):
    with pytest.raises(optviz.InvalidValue, match=r"^learning_rates must be .+, got .+$"):
        swarm(lakes(), np.ones((2, 2)), rates)


def test_more_than_the_program_takes_on():
    """10^11 lane-iterations are refused with a sentence, before anything is allocated for them."""
    starts = np.broadcast_to(np.ones(2), (400_000, 2))

    with pytest.raises(optviz.InvalidValue, match=r"^starts must be .+, got .+$"):
        swarm(lakes(n_iterations=1_000_000), starts)
