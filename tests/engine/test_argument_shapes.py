"""Starts, batches, schedules and data of wrong shape or kind; what is welcome, and `unchecked`."""

import numpy as np
import pytest

import optviz
from tests.engine.complaints import GOOD, HUGE, NOT_FINITE, NOT_NUMBERS, PROBLEM, N, complaint

STARTS = [
    None,
    0.0,
    "",
    "ab",
    "12",
    (),
    (1,),
    (1, 2, 3),
    [[1, 2]],
    [[1], [2]],
    [[1], [2, 3]],
    (None, 1),
    ("a", "b"),
    ("1", "2"),
    (1j, 0),
    (np.nan, 0),
    (0, np.inf),
    (-np.inf, 0),
    (1e300, 0),
    (0, -1e9),
    {},
    {1, 2},
    object(),
    (10**400, 1),
]


@pytest.mark.parametrize("start", STARTS, ids=lambda v: repr(v)[:24])
def test_starts(start):
    complaint("start", None, start=start)


def test_start_beyond_a_given_divergence_limit():
    complaint("start", None, start=(3.0, 0.0), divergence_limit=2.0)


BATCHES = [
    0,
    "rows",
    [],
    [[]],
    [0, 1, 2],
    np.zeros((5, 2, 2), int),
    [[0.5, 1]] * 5,
    [[0.0, 1.0]] * 5,
    [["a"]] * 5,
    [[True, False]] * 5,
    [[0, N]] * 5,
    [[0, -1]] * 5,
    [[0, 1]] * 4,
    [[0], [1, 2]] * 3,
    [[None]] * 5,
    object(),
    [[10**30]] * 5,
    [[1j]] * 5,
]


@pytest.mark.parametrize("batches", BATCHES, ids=lambda v: repr(v)[:24])
def test_batches(batches):
    complaint("batches", None, objective=PROBLEM, batches=batches)


@pytest.mark.parametrize(
    "value",
    [0, -1, N + 1, 1.5, *HUGE, *NOT_FINITE, *(v for v in NOT_NUMBERS if v is not None)],
    ids=lambda v: repr(v)[:24],
)
def test_batch_size(value):
    complaint("batch_size", value, objective=PROBLEM, batch_size=value)


def test_batches_need_data():
    """A formula has no rows."""
    complaint("batch_size", None, batch_size=2)
    complaint("batches", None, batches=[[0]] * 5)


SCHEDULES = [
    "",
    "cosines",
    3.0,
    [],
    [1.0] * 4,
    [[1.0] * 5],
    [1, 1, 1, 1, np.nan],
    [1, 1, -1, 1, 1],
    [1, np.inf, 1, 1, 1],
    [None] * 5,
    ["a"] * 5,
    [1j] * 5,
    object(),
    {},
    True,
]


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda v: repr(v)[:24])
def test_schedules(schedule):
    complaint("schedule", None, schedule=schedule)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([], []),
        ([1.0], []),
        ([1.0, 2.0], [1.0]),
        ([np.nan], [1.0]),
        ([1.0], [np.inf]),
        ([[1.0]], [[1.0]]),
        (1.0, 2.0),
        ("ab", "cd"),
        (None, None),
        ([None], [1.0]),
        (["a"], [1.0]),
        ([1j], [1.0]),
        ([[1], [2, 3]], [1.0, 2.0]),
    ],
    ids=repr,
)
def test_data_of_a_regression(x, y):
    with pytest.raises(optviz.InvalidValue, match=r"^(x|y) must be [^\n]+, got [^\n]+$"):
        optviz.Regression(x, y)


def test_step_min_above_step_max():
    complaint("step_min", 2.0, optimizer="rprop", step_min=2.0, step_max=1.0)


def test_unchecked_skips_intervals_and_nothing_else():
    """momentum 1.5, rate 0, epsilon 0, a nan start run; text, wrong shapes, 10^9 steps still do
    not.
    """
    for optimizer, hyper in (
        ("momentum", {"momentum": 1.5}),
        ("adam", {"learning_rate": 0.0, "epsilon": 0.0}),
        ("sgd", {"learning_rate": -1.0}),
        ("rprop", {"eta_plus": 0.9, "step_min": 3.0, "step_max": 1.0}),
        ("adam", {"beta1": float("nan")}),
    ):
        t = optviz.run(
            "himmelblau", optimizer, **GOOD, unchecked=True, divergence_limit=np.inf, **hyper
        )
        assert t.iterates.shape == (6, 2)
    t = optviz.run(
        "himmelblau",
        "sgd",
        start=(np.nan, 1e300),
        n_iterations=3,
        unchecked=True,
        divergence_limit=np.inf,
    )
    assert np.isnan(t.iterates).any()

    complaint("learning_rate", None, unchecked=True, learning_rate="fast")
    complaint("start", None, unchecked=True, start=(1, 2, 3))
    complaint("n_iterations", None, unchecked=True, n_iterations=10**9)
    complaint("beta3", None, unchecked=True, beta3=0.5)


def test_ordinary_numbers_of_other_types_are_welcome():
    """NumPy scalars, integers, arrays and lists mean what they say."""
    plain = optviz.run(
        "quadratic",
        "sgd",
        start=(1.0, 2.0),
        n_iterations=5,
        learning_rate=0.25,
        parameters={"kappa": 2.0},
    )

    other = optviz.run(
        "quadratic",
        "sgd",
        start=np.array([1, 2], dtype=np.float32),
        n_iterations=np.int32(5),
        seed=np.uint8(3),
        learning_rate=np.float32(0.25),
        parameters={"kappa": np.int64(2)},
        schedule=[1] * 9,
        noise=0,
        tolerance=0,
        divergence_limit=10**8,
    )

    assert np.array_equal(plain.iterates, other.iterates)


def test_arguments_are_not_changed():
    start, schedule = np.array([1.0, 2.0]), np.ones(5)
    batches, parameters = np.zeros((5, 2), dtype=np.int64), {}

    optviz.run(
        PROBLEM,
        "adam",
        start=start,
        n_iterations=5,
        batches=batches,
        schedule=schedule,
        parameters=parameters,
    )

    assert start.tolist() == [1.0, 2.0]
    assert schedule.tolist() == [1.0] * 5
    assert not batches.any()
    assert parameters == {}


def test_schedule_multiplies_the_learning_rate():
    """Entry t is used by the iteration after t completed ones."""
    schedule = np.array([1.0, 0.5, 0.0, 2.0])
    t = optviz.run(
        "quadratic",
        "sgd",
        start=(8.0, 0.0),
        n_iterations=4,
        learning_rate=0.5,
        schedule=schedule,
        parameters={"kappa": 1.0},
    )

    assert t.iterates[:, 0].tolist() == [8.0, 4.0, 3.0, 3.0, 0.0]
