"""The lecture's experiments on saddles, wells, lakes and data, with their measured numbers."""

import math

import numpy as np
import pytest

import optviz
from optviz.engine import finishing_iteration, race
from optviz.experiment import experiment
from optviz.problems.batches import shuffled_batches
from tests.engine.running import follow
from tests.reference import cases

RULES = cases.OPTIMIZERS
SHALLOW, DEEP = (-0.9334586, -0.1866832), (1.0600445, 0.2891048)


ESCAPES = {"sgd": 139, "momentum": 50, "adam": 6, "rmsprop": 1, "adagrad": 7, "rprop": 4}


@pytest.mark.parametrize("optimizer", ESCAPES)
def test_escape_from_the_saddle(optimizer):
    """saddle_bounded from (-1.5, 1e-6) at 0.1: first step with |y| > 1/2; exactly on the ridge:
    never.
    """
    near, on = (follow("saddle_bounded", optimizer, (-1.5, y), 0.1, 400) for y in (1e-6, 0.0))

    assert int(np.argmax(np.abs(near.iterates[:, 1]) > 0.5)) == ESCAPES[optimizer]
    assert not on.iterates[:, 1].any()


@pytest.mark.parametrize("optimizer", RULES)
def test_no_rule_leaves_a_point_of_zero_gradient(optimizer):
    """Minimum or saddle, at rest: E17 of the lecture."""
    for key, start in (
        ("saddle", (0, 0)),
        ("saddle_bounded", (0, 0)),
        ("saddle_bounded", (0, 1)),
        ("himmelblau", (3, 2)),
        ("rosenbrock", (1, 1)),
    ):
        t = follow(key, optimizer, start, 0.1, 50)
        assert np.array_equal(t.iterates, np.tile(np.array(start, dtype=float), (51, 1)))


@pytest.mark.parametrize(
    ("momentum", "well"),
    [(0.0, SHALLOW), (0.5, SHALLOW), (0.8, SHALLOW), (0.9, DEEP), (0.95, DEEP), (0.99, DEEP)],
)
def test_momentum_carries_over_the_barrier(momentum, well):
    """two_wells from (-2.3, 0.2) at 0.05 (lecture rows 14 and 19)."""
    t = follow("two_wells", "momentum", (-2.3, 0.2), 0.05, 6000, momentum=momentum)

    np.testing.assert_allclose(t.iterates[-1], well, atol=1e-3)


def test_noise_frees_from_the_ridge():
    """Lesson 6: from (2, 0) noise of 0.05 finds the way down for twenty seeds of twenty."""
    quiet = follow("saddle_bounded", "sgd", (2.0, 0.0), 0.1, 400)
    noisy = [
        follow("saddle_bounded", "sgd", (2.0, 0.0), 0.1, 400, noise=0.05, seed=seed)
        for seed in range(20)
    ]

    assert quiet.values[-1] == pytest.approx(0.0, abs=1e-12)
    steps = [int(np.argmax(t.values < -0.25 + 0.01)) for t in noisy]
    assert min(steps) >= 30
    assert max(steps) <= 120


LAKES = {
    "A": (2.1261, -1.0294),
    "B": (-1.0437, 0.5072),
    "C": (1.1809, 1.5692),
    "D": (-1.7522, -1.5480),
}
LANES = {
    "sgd": {"learning_rate": 0.08},
    "momentum": {"learning_rate": 0.03},
    "nesterov": {"learning_rate": 0.03},
    "rmsprop": {"learning_rate": 0.04, "decay": 0.9},
    "adam": {"learning_rate": 0.12},
}
RACES = {
    (0.2, -1.6): {
        "sgd": ("A", 35),
        "momentum": ("A", 65),
        "nesterov": ("A", 43),
        "rmsprop": ("D", None),
        "adam": ("B", None),
    },
    (3.7, 1.4): {
        "sgd": ("C", None),
        "momentum": ("B", None),
        "nesterov": ("C", None),
        "rmsprop": ("A", 47),
        "adam": ("A", 61),
    },
}


@pytest.mark.parametrize("start", RACES)
def test_same_start_four_different_lakes(start):
    """The opening scene, 150 steps, goal 0.01: which lake, and when (interface.md section 7).

    Adam from the second start first touches the goal at 51, the brief's number, and swings out to
    0.023 once more: it stays from 61.
    """
    lanes = [
        experiment("four_lakes", key, start=start, n_iterations=150, **hyper)
        for key, hyper in LANES.items()
    ]

    for key, lane in zip(LANES, race(lanes), strict=True):
        lake, step = RACES[start][key]
        nearest = min(LAKES, key=lambda name: math.dist(LAKES[name], lane.iterates[-1]))
        finished = finishing_iteration(lane.values, 0.01)
        assert nearest == lake, key
        assert finished == (None if step is None else pytest.approx(step, abs=1)), key


def test_finishing_means_staying():
    """A touch does not count; twenty more steps under the goal do, if the budget has them."""
    values = np.r_[np.ones(5), np.zeros(10), np.ones(3), np.zeros(30)]

    assert finishing_iteration(values, 0.5) == 18
    assert finishing_iteration(values, 0.5, hold=5) == 5
    assert finishing_iteration(values[:36], 0.5) is None
    assert finishing_iteration(np.ones(100), 0.5) is None
    assert finishing_iteration(np.array([np.nan] * 50), 0.5) is None


# --- data
# ------------------------------------------------------------------------------------------------


def test_regression_finds_the_least_squares_fit():
    """Gradient descent ends at the normal equations' solution; the truth stays a little apart (row
    76).
    """
    objective = optviz.objective("regression")
    best, truth = objective.data["best"], objective.data["truth"]

    t = follow("regression", "sgd", (0.0, 0.0), 0.03, 20000)

    x, y = objective.data["x"], objective.data["y"]
    np.testing.assert_allclose(best, np.polyfit(x, y, 1), rtol=1e-9)
    np.testing.assert_allclose(t.iterates[-1], best, atol=1e-6)
    assert math.dist(best, truth) > 1e-3
    assert objective.minimum == pytest.approx(t.values[-1], rel=1e-9)


def test_more_data_comes_closer_to_the_truth():
    """Median distance of the best fit from the truth falls as one over the root of N (row 77)."""
    medians = []
    for n in (20, 80, 320, 1280):
        distances = []
        for seed in range(60):
            data = optviz.objective("regression", {"n": n, "data_seed": seed}).data
            distances.append(math.dist(data["best"], data["truth"]))
        medians.append(np.median(distances))

    slope = np.polyfit(np.log([20, 80, 320, 1280]), np.log(medians), 1)[0]
    assert slope == pytest.approx(-0.5, abs=0.12)


def test_updates_per_epoch():
    """N / B rounded up: after that many steps every row was seen once (row 95)."""
    for n, size in ((40, 1), (40, 7), (41, 8), (5, 5)):
        steps = -(-n // size)
        offsets, rows = shuffled_batches(n, size, steps, seed=3)
        assert sorted(rows[: offsets[steps]]) == list(range(n))
