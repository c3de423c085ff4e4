"""Every surface of the specification: formulas, derivatives, stationary points, data, bits."""

import time

import numpy as np
import pytest

import optviz
from optviz.engine import objectives
from optviz.surfaces import GROUPS
from tests.engine.plain import same_bits
from tests.reference import formulas

SPECIFIED = formulas.specification()
KEYS = list(SPECIFIED)
KINKED = {"l1_valley", "svm_hinge", "beale_wall"}
DATA = ("linreg", "logreg", "svm_hinge", "neuron_mse")
GROUP_NAMES = {"multimodal": "many minima"}
PARAMETERS = [
    ("l1_valley", {"k": 0.3}),
    ("sine_valley", {"k": 3.0, "a": -0.7, "w": 2.2, "m": 0.4}),
    ("beale_wall", {"w": 20.0, "R": 3.1}),
    ("cliff_ravine", {"h": 2.0, "s": 5.0, "x0": -1.0, "m": 0.2, "xm": 2.0, "k": 7.0}),
    ("rastrigin", {"A": 4.0}),
    ("ackley", {"a": 7.0, "b": 0.5, "w": 4.0}),
    ("griewank", {"q": 50.0}),
    ("plateau", {"s": 2.5, "R2": 1.5}),
    ("bumps", {"q": 0.1}),
    ("logreg", {"lam": 0.3}),
    ("svm_hinge", {"lam": 0.02}),
    ("svm_hinge", {"lam": 0.001}),
    ("svm_hinge", {"lam": 1.0}),
]
EVERY = [(key, {}) for key in KEYS] + PARAMETERS


def somewhere(objective, n, seed=0, wider=1.0):
    """Random points (n, 2) of the domain, or of one that much wider."""
    low, high = np.transpose(objective.domain)
    middle, half = (low + high) / 2, wider * (high - low) / 2
    return np.random.default_rng(seed).uniform(middle - half, middle + half, (n, 2))


def test_all_of_them_are_there_in_the_order_of_the_groups():
    """31, and Four lakes."""
    groups = [surface.group for surface in optviz.SURFACES.values()]

    assert set(optviz.SURFACES) == {*KEYS, "four_lakes"}
    assert groups == sorted(groups, key=GROUPS.index)
    assert set(groups) == set(GROUPS)


@pytest.mark.parametrize("key", KEYS)
def test_the_record_says_what_the_specification_says(key):
    surface, entry = optviz.SURFACES[key], SPECIFIED[key]
    x_low, x_high, y_low, y_high = entry["domain"]

    assert surface.domain == ((x_low, x_high), (y_low, y_high))
    assert list(surface.start) == entry["start"]
    assert {p.key: p.default for p in surface.parameters} == entry["params"]
    if key != "himmelblau":
        assert surface.group == GROUP_NAMES.get(entry["group"], entry["group"])
    rates, table = surface.learning_rates, entry["lr"]
    families = {"sgd": "gd", "momentum": "mom", "nesterov": "nag", "adamw": "adam", "asgd": "gd"}
    families |= {"rprop_lecture": "rprop", "rmsprop_centered": "rmsprop", "yogi": "adam"}
    for optimizer, family in [*families.items(), *((name, name) for name in list(table)[3:])]:
        assert rates[optimizer] == table[family]


@pytest.mark.parametrize(("key", "parameters"), EVERY)
def test_value_gradient_and_hessian_are_the_formulas(key, parameters):
    objective = optviz.objective(key, parameters or None)
    points = somewhere(objective, 500, wider=1.5)
    f, gradient, hessian = formulas.evaluate(key, *points.T, parameters)

    values, gradients = objective.values_and_gradients(points)
    hessians = np.array([objective.hessian(x, y) for x, y in points])

    def close(ours, theirs):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-13 * np.abs(theirs).max())

    close(values, f)
    close(gradients.T, gradient)
    close(hessians[:, [0, 0, 1], [0, 1, 1]].T, hessian)
    assert np.array_equal(hessians[:, 0, 1], hessians[:, 1, 0])


@pytest.mark.parametrize(("key", "parameters"), EVERY)
def test_derivatives_are_central_differences(key, parameters):
    """Also where the formulas themselves might be wrong; a kink may lie between two points."""
    objective = optviz.objective(key, parameters or None)
    points = somewhere(objective, 300, seed=1)
    width = 1e-4 * (objective.domain[0][1] - objective.domain[0][0])
    _, gradients = objective.values_and_gradients(points)
    hessians = np.array([objective.hessian(x, y) for x, y in points])
    share = 97 if key in KINKED else 100

    for axis in (0, 1):
        shift = width * np.eye(2)[axis]
        up, down = (objective.values_and_gradients(points + s * shift) for s in (1, -1))
        slope, bend = (up[0] - down[0]) / (2 * width), (up[1] - down[1]) / (2 * width)
        wrong = np.abs(slope - gradients[:, axis]) / (1 + np.abs(gradients).max())
        assert np.percentile(wrong, share) <= 2e-5
        wrong = np.abs(bend - hessians[:, axis]) / (1 + np.abs(hessians).max())
        assert np.percentile(wrong, share) <= 2e-5


@pytest.mark.parametrize("key", KEYS)
def test_stationary_points_are_the_specified_ones(key):
    """All of them and no others: position, value, kind; in less than a tenth of a second."""
    objectives._stationary_points.cache_clear()
    objective = optviz.objective(key)
    objective.values([objective.start])  # compiles
    objective.hessian(*objective.start)
    began = time.process_time()
    points = objective.stationary_points
    lowest = objective.minimum
    took = time.process_time() - began
    wanted = SPECIFIED[key]["stationary"]

    assert took <= 0.1
    assert len(points) == len(wanted)
    ours = np.array([[p.x, p.y, p.value] for p in points])
    for entry in wanted:
        distance = np.hypot(ours[:, 0] - entry["x"], ours[:, 1] - entry["y"])
        nearest = int(distance.argmin())
        assert distance[nearest] <= (1e-6 if key == "quartic" else 1e-9)
        assert abs(ours[nearest, 2] - entry["f"]) <= 1e-11 * max(1, abs(entry["f"]))
        kind = "degenerate" if "degenerate" in entry["kind"] else entry["kind"].split()[0]
        assert points[nearest].kind == kind
    if optviz.SURFACES[key].bounded_below:
        assert abs(lowest - min(e["f"] for e in wanted)) <= 1e-11 * max(1, abs(lowest))


@pytest.mark.parametrize(("key", "parameters"), EVERY)
def test_the_minimum_is_below_everything_on_the_domain(key, parameters):
    objective = optviz.objective(key, parameters or None)

    assert objective.minimum <= objective.values(somewhere(objective, 20000)).min() + 1e-12
    for point in objective.stationary_points:
        if point.kind == "min":
            around = np.array([point.x, point.y]) + 1e-4 * np.array(
                [[np.cos(a), np.sin(a)] for a in np.linspace(0, 6.28, 40)]
            )
            assert (objective.values(around) > point.value).all()


@pytest.mark.parametrize("key", KEYS)
def test_plain_python_is_the_same_arithmetic(key):
    """Value, gradient and Hessian, bit for bit, far outside the domain too."""
    surface, objective = optviz.SURFACES[key], optviz.objective(key)
    points = np.concatenate([somewhere(objective, 150, 3), somewhere(objective, 50, 4, wider=8.0)])
    numbers = objective.objective.pack()
    values, gradients = objective.values_and_gradients(points)

    with np.errstate(all="ignore"):
        if surface.columns:
            n = len(points)
            plain, slopes = np.empty(n), np.empty(2 * n)
            surface.value_and_gradient.py_func(points.T.ravel(), plain, slopes, numbers, n, 0)
            slopes = slopes.reshape(2, n).T
        else:
            rows = [surface.value_and_gradient.py_func(x, y, numbers) for x, y in points]
            plain, slopes = np.array(rows)[:, 0], np.array(rows)[:, 1:]
        assert same_bits(values, plain)
        assert same_bits(gradients, slopes)
        for x, y in points[::10]:
            xx, xy, yy = surface.hessian.py_func(x, y, numbers)
            assert same_bits(objective.hessian(x, y), [[xx, xy], [xy, yy]])


def test_kinks_and_cone_points_have_gradient_zero():
    """sign(0) = 0, step(0) = 0, and Ackley's origin, where autograd says nan."""
    for key, point in (("l1_valley", (0, 0)), ("ackley", (0, 0)), ("beale_wall", (3, 0.5))):
        values, gradients = optviz.objective(key).values_and_gradients([point])
        assert values[0] == 0
        assert (gradients == 0).all()
    assert (optviz.objective("l1_valley").values_and_gradients([(0, 2)])[1] == [[0, 5]]).all()


@pytest.mark.parametrize("key", DATA)
def test_a_mini_batch_is_the_mean_over_its_rows(key):
    """And the penalty is added in full to each."""
    objective = optviz.objective(key)
    bound = objective.objective
    n = objective.n_samples
    batches = np.array([[0, n - 1, 3], [5, 2, 2]])
    start, rate = np.array(objective.start), 0.05

    t = optviz.run(key, "sgd", start=start, n_iterations=2, learning_rate=rate, batches=batches)

    at = start.copy()
    for rows, reached in zip(batches, t.iterates[1:], strict=True):
        data = {
            c: [column[i] for i in rows]
            for c, column in zip(names(key), columns(bound), strict=True)
        }
        entry = SPECIFIED[key] | {"data": data}
        at = at - rate * evaluate_on(entry, key, at)
        np.testing.assert_allclose(reached, at, rtol=1e-12)
    whole = optviz.run(key, "sgd", start=start, n_iterations=9, learning_rate=rate, batch_size=n)
    full = optviz.run(key, "sgd", start=start, n_iterations=9, learning_rate=rate)
    np.testing.assert_allclose(whole.iterates, full.iterates, rtol=1e-13)


def names(key):
    return list(SPECIFIED[key]["data"])


def columns(bound):
    return bound.surface.columns


def evaluate_on(entry, key, point):
    """Gradient of the specification's formula with other data."""
    original = SPECIFIED[key]
    SPECIFIED[key] = entry
    try:
        return formulas.evaluate(key, *point)[1]
    finally:
        SPECIFIED[key] = original


def test_a_line_fit_shows_its_data_and_its_best_line():
    data = optviz.objective("linreg").data

    assert np.array_equal(data["x"], SPECIFIED["linreg"]["data"]["t"])
    assert np.array_equal(data["y"], SPECIFIED["linreg"]["data"]["z"])
    assert data["truth"] is None
    assert data["best"] == pytest.approx((1.6376268459522363, -0.4750868199499683), abs=1e-12)
    same = optviz.Regression(data["x"], data["y"])
    points = somewhere(optviz.objective("linreg"), 50)
    assert same_bits(
        optviz.objective(same).values(points), optviz.objective("linreg").values(points)
    )
    for key in ("logreg", "svm_hinge", "neuron_mse", "rastrigin"):
        assert optviz.objective(key).data is None
