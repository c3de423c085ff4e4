"""Schedules: equal to torch and optax, step by step, and asked for in every way there is."""

import json
from pathlib import Path

import numpy as np
import pytest

import optviz
from optviz.parameters import InvalidValue
from optviz.schedules import SCHEDULES, factors

STORED = np.load(Path(__file__).parents[1] / "reference" / "schedules.npz")
CASES = json.loads(str(STORED["cases"]))
KEYS = (
    "constant",
    "exponential",
    "inverse_time",
    "step",
    "multistep",
    "cosine",
    "cosine_restarts",
    "linear_warmup",
    "polynomial",
    "one_cycle",
    "cyclic",
    "warmup_cosine",
)


def test_the_catalogue_holds_what_the_issue_asks_for():
    assert tuple(SCHEDULES) == KEYS
    assert {case["key"] for case in CASES} == set(KEYS)


@pytest.mark.parametrize("i", range(len(CASES)), ids=lambda i: f"{CASES[i]['key']}-{i}")
def test_equal_to_the_library(i):
    """torch's recursive forms carry rounding from step to step; 1e-12 of the largest factor."""
    case, expected = CASES[i], STORED["factors"][i]

    ours = factors((case["key"], case["settings"]), expected.size)

    np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("record", SCHEDULES.values(), ids=lambda r: r.key)
def test_records_describe_themselves(record):
    """Defaults inside their intervals, factors finite and not negative for any length of run."""
    assert record.label
    assert record.reference
    assert record.idea.endswith(".")
    assert record.factor.__doc__
    for p in record.parameters:
        assert p.check(p.default) == p.default
        assert p.low < p.high
        assert p.slider is None or p.low <= p.slider[0] < p.slider[1] <= p.high
    for n in (1, 2, 3, 150, 5000):
        some = factors(record.key, n)
        assert some.shape == (n,)
        assert np.isfinite(some).all()
        assert (some >= 0).all()
        assert some.max() <= 1.0


@pytest.mark.parametrize("record", SCHEDULES.values(), ids=lambda r: r.key)
def test_the_ends_of_every_interval_give_factors(record):
    """No setting that is allowed divides by zero."""
    for p in record.parameters:
        for value in (p.low, p.high):
            if p.low_open and value == p.low:
                continue
            some = factors((record.key, {p.key: value}), 60)
            assert np.isfinite(some).all(), (p.key, value)
            assert (some >= 0).all()


def test_four_ways_to_ask():
    array = factors(("step", {"step_size": 10, "gamma": 0.5}), 40)

    assert np.array_equal(factors({"key": "step", "step_size": 10, "gamma": 0.5}, 40), array)
    assert np.array_equal(factors(array, 40), array)
    assert np.array_equal(factors("step", 40), factors({"key": "step"}, 40))
    assert np.array_equal(factors(None, 40), np.ones(40))


@pytest.mark.parametrize(
    ("schedule", "sentence"),
    [
        ("linear", r"^schedule must be one of constant, .*, got 'linear'$"),
        ({"length": 3}, r"^schedule must be one of constant, .*, got nothing$"),
        (("cosine", 3), r"^schedule must be a key and a mapping of settings, got 3$"),
        (("cosine", {"T": 3}), r"^setting of cosine must be one of length, floor, got 'T'$"),
        ({"key": "constant", "k": 1}, r"^setting of constant must be left out: .*, got 'k'$"),
        ({"key": "step", "gamma": 0}, r"^gamma must be in \(0, 1\], got 0$"),
        ({"key": "step", "step_size": 2.5}, r"^step_size must be a whole number in .*, got 2.5$"),
        ({"key": "multistep", "milestones": 5}, r"^milestones must be a sequence .*, got 5$"),
        (
            {"key": "multistep", "milestones": [-1]},
            r"^milestones must be in \[0, 1e\+06\], got -1$",
        ),
        ([1.0, 2.0], r"^schedule must be an array of 3 factors, got"),
        ([1.0, -2.0, 1.0], r"^schedule must be finite factors >= 0, got -2$"),
        ([1.0, "a", 1.0], r"^schedule must be a key, or an array of numbers, got"),
    ],
)
def test_what_is_wrong_is_said(schedule, sentence):
    with pytest.raises(InvalidValue, match=sentence):
        factors(schedule, 3)


def test_one_cycle_stays_where_it_ends():
    """torch raises after the last step of the cycle; a shorter cycle stays low here."""
    some = factors({"key": "one_cycle", "length": 20}, 60)

    assert some.argmax() == 5
    assert (some[19:] == some[19]).all()
    assert some[19] == pytest.approx(1 / 25e4)


def test_a_run_follows_its_schedule():
    """On a plane the steps are the factors: the rate of iteration t is that of t completed ones."""
    wanted = factors({"key": "cosine_restarts", "period": 7}, 30)

    t = optviz.run(
        "l1_valley",
        "sgd",
        start=(100.0, 100.0),
        n_iterations=30,
        learning_rate=0.5,
        schedule={"key": "cosine_restarts", "period": 7},
    )

    np.testing.assert_allclose(-np.diff(t.iterates[:, 0]), 0.5 * wanted, atol=1e-12)
