"""Bad arguments: one sentence each, with the field, what is allowed and the value; good ones pass
unchanged.
"""

import re
from time import perf_counter

import numpy as np
import pytest

import optviz

NOT_NUMBERS = [
    "",
    "fast",
    "0.1",
    None,
    [],
    [0.1],
    (0.1, 0.2),
    {},
    True,
    False,
    1j,
    b"1",
    object(),
    np.ones(1),
]
NOT_FINITE = [float("nan"), float("inf"), -float("inf")]
HUGE = [1e300, -1e300, 10**400]

N = 12
PROBLEM = optviz.Regression(np.arange(N) / N, np.arange(N) * 0.5)
GOOD = {"start": (0.5, 0.5), "n_iterations": 5}


def complaint(field, value, **arguments):
    """The sentence `run` raises; checks its form."""
    objective = arguments.pop("objective", "himmelblau")
    optimizer = arguments.pop("optimizer", "adam")
    begin = perf_counter()
    with pytest.raises(optviz.InvalidValue) as caught:
        optviz.run(objective, optimizer, **(GOOD | arguments))
    error, seconds = caught.value, perf_counter() - begin
    sentence = str(error)

    assert isinstance(error, ValueError)
    assert seconds < 0.25
    assert "\n" not in sentence
    assert len(sentence) <= 240
    assert sentence.count(" must be ") == 1
    assert re.fullmatch(r"[\w .-]+ must be .+, got .+", sentence), sentence
    assert field in sentence
    assert error.field in sentence
    assert error.interval in sentence
    assert error.kind in ("range", "type", "choice", "limit")
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6:
        assert sentence.endswith(f"got {value:g}")
    if isinstance(value, str) and value:
        assert value in sentence
    return sentence


NUMBERS = {
    "n_iterations": [0, -1, 1.5, 10**9, 10**12, *HUGE, *NOT_FINITE, *NOT_NUMBERS],
    "noise": [-1, -1e-9, *HUGE, *NOT_FINITE, *NOT_NUMBERS],
    "seed": [-1, 2**32, 0.5, *HUGE, *NOT_FINITE, *NOT_NUMBERS],
    "tolerance": [-1, *HUGE, *NOT_FINITE, *NOT_NUMBERS],
    "divergence_limit": [0, -1, -1e300, float("nan"), -float("inf"), *NOT_NUMBERS],
}


@pytest.mark.parametrize(
    ("field", "value"),
    [(f, v) for f, values in NUMBERS.items() for v in values],
    ids=lambda v: repr(v)[:24],
)
def test_settings_of_a_run(field, value):
    complaint(field, value, **{field: value})


HYPERPARAMETERS = [(o, p) for o in optviz.OPTIMIZERS.values() for p in o.hyperparameters]


@pytest.mark.parametrize(("optimizer", "parameter"), HYPERPARAMETERS, ids=lambda r: r.key)
def test_hyperparameters(optimizer, parameter):
    """Outside the interval, just outside an open end, not finite, not a number: for every one there
    is.
    """
    p = parameter
    outside = [p.low - 1, p.high + 1, p.high * 2 + 1, -1e300, 1e300, 10**400]
    outside += [p.low] if p.low_open else []
    outside += [p.high] if p.high_open else []

    for value in (*outside, *NOT_FINITE, *NOT_NUMBERS):
        complaint(p.key, value, optimizer=optimizer.key, **{p.key: value})
    for value in outside[:2]:
        assert p.interval in complaint(p.key, value, optimizer=optimizer.key, **{p.key: value})


@pytest.mark.parametrize(("optimizer", "parameter"), HYPERPARAMETERS, ids=lambda r: r.key)
def test_ends_of_closed_intervals_are_inside(optimizer, parameter):
    p = parameter
    ends = [] if p.low_open else [p.low]
    ends += [] if p.high_open else [p.high]

    for value in ends:
        together = {p.key: value}
        if p.key == "step_min" and value > 50:
            together["step_max"] = 1e12
        if p.key == "step_max":
            together["step_min"] = min(value, 1e-6)
        optviz.run("himmelblau", optimizer.key, **GOOD, **together)


SURFACE_PARAMETERS = [
    (s, p) for s in (*optviz.SURFACES.values(), *optviz.PROBLEMS.values()) for p in s.parameters
]


@pytest.mark.parametrize(("surface", "parameter"), SURFACE_PARAMETERS, ids=lambda r: r.key)
def test_surface_parameters(surface, parameter):
    p = parameter
    outside = [p.low - 1, p.high + 1, 1e300, 10**400] + ([p.low] if p.low_open else [])

    for value in (*outside, *NOT_FINITE, *NOT_NUMBERS):
        complaint(p.key, value, objective=surface.key, parameters={p.key: value})


@pytest.mark.parametrize(
    "value", ["", "himmelblaw", "f(x)", None, 3, 1.5, [], ["adam"], {}, True, object()]
)
def test_unknown_keys_are_answered_with_the_known_ones(value):
    assert "himmelblau" in complaint("objective", value, objective=value)
    assert "adam" in complaint("optimizer", value, optimizer=value)


def test_unknown_names():
    """A hyperparameter of another rule, a misspelling, a parameter of another surface."""
    assert "beta1" in complaint("beta3", "beta3", beta3=0.9)
    assert "learning_rate" in complaint("lr", "lr", lr=0.1)
    complaint("momentum", "momentum", momentum=0.9)
    complaint("kappa", "kappa", parameters={"kappa": 3.0})
    assert "kappa" in complaint("Kappa", "Kappa", objective="quadratic", parameters={"Kappa": 3.0})
    complaint("parameters", "", objective="quadratic", parameters={3: 3.0})
    for wrong in ("kappa", 3.0, ["kappa"], [("kappa", 3.0)], True):
        complaint("parameters", None, objective="quadratic", parameters=wrong)
    complaint("parameters", None, objective=PROBLEM, parameters={"n": 3})


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
