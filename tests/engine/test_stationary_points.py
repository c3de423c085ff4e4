"""The stationary points the engine knows are those of surfaces.json: place, value, kind,
eigenvalues.
"""

import numpy as np
import pytest

import optviz
from tests.reference import cases, formulas

SPECIFIED = [key for key in formulas.specification() if key in optviz.SURFACES]
PARAMETERS = [(key, parameters) for key, sets in cases.PARAMETERS.items() for parameters in sets]
LAKES = [
    (2.12610237, -1.02944883, 0.0),
    (-1.04372, 0.507187, 1.1473178),
    (1.180896, 1.569236, 1.3411168),
    (-1.752191, -1.547965, 1.6085972),
]


KINDS = {
    "min": "min",
    "saddle": "saddle",
    "max": "max",
    "degenerate saddle": "degenerate",
    "min (cone point)": "min",
}


def eigenvalues(objective, point):
    return np.linalg.eigvalsh(objective.hessian(point.x, point.y))


@pytest.mark.parametrize("key", SPECIFIED)
def test_all_of_them_are_found(key):
    objective = optviz.objective(key)
    expected = formulas.specification()[key]["stationary"]

    found = objective.stationary_points

    assert len(found) == len(expected)
    for entry in expected:
        nearest = min(found, key=lambda p: np.hypot(p.x - entry["x"], p.y - entry["y"]))
        assert np.hypot(nearest.x - entry["x"], nearest.y - entry["y"]) <= 1e-9
        assert nearest.value == pytest.approx(entry["f"], rel=1e-12, abs=1e-12)
        assert nearest.kind == KINDS[entry["kind"]]
        if None not in (entry["eig"] or [None]) and entry["kind"] in ("min", "saddle", "max"):
            np.testing.assert_allclose(
                eigenvalues(objective, nearest), entry["eig"], rtol=1e-8, atol=1e-12
            )


def test_four_lakes_has_its_four_minima():
    """interface.md section 7: A 0, B 1.147, C 1.341, D 1.609; 2.563 at the start."""
    objective = optviz.objective("four_lakes")
    minima = [p for p in objective.stationary_points if p.kind == "min"]

    assert len(minima) == 4
    for point, (x, y, value) in zip(minima, LAKES, strict=True):
        assert (point.x, point.y) == pytest.approx((x, y), abs=1e-5)
        assert point.value == pytest.approx(value, abs=1e-6)
    assert objective.values(np.array([[0.2, -1.6]]))[0] == pytest.approx(2.5633855, abs=1e-6)
    assert objective.start == (0.2, -1.6)


def around_is_not_lower(objective, point):
    """A kink or a vanishing Hessian: what derivatives do not tell, values do."""
    turn = np.linspace(0, 2 * np.pi, 97)[:, None]
    ring = (point.x, point.y) + 1e-3 * np.hstack([np.cos(turn), np.sin(turn)])
    lower = (objective.values(ring) < point.value).any()

    assert lower == (point.kind != "min")


@pytest.mark.parametrize(("key", "parameters"), [(k, {}) for k in optviz.SURFACES] + PARAMETERS)
def test_each_is_stationary_and_of_its_kind(key, parameters):
    """Gradient 0 and the signs of the curvatures, for other surface parameters too; sorted by
    value.
    """
    objective = optviz.objective(key, parameters or None)
    points = objective.stationary_points

    values, gradients = objective.values_and_gradients(np.array([[p.x, p.y] for p in points]))

    assert [p.value for p in points] == sorted(p.value for p in points)
    singular = {(x, y) for x, y, _ in objective.objective.singular_points}
    for point, value, gradient in zip(points, values, gradients, strict=True):
        if (point.x, point.y) in singular:
            around_is_not_lower(objective, point)
            continue
        curvatures = eigenvalues(objective, point)
        assert np.abs(gradient).max() <= 1e-9 * (1 + np.abs(curvatures).max())
        assert point.value == value
        positive = (curvatures > 0).sum()
        assert point.kind == ("max", "saddle", "min")[positive]


@pytest.mark.parametrize("key", SPECIFIED)
def test_domain_start_and_rates_are_the_specified_ones(key):
    surface, entry = optviz.SURFACES[key], formulas.specification()[key]
    x_low, x_high, y_low, y_high = entry["domain"]

    assert surface.domain == ((x_low, x_high), (y_low, y_high))
    assert list(surface.start) == entry["start"]
    assert {p.key: p.default for p in surface.parameters} == entry["params"]
    for optimizer in cases.OPTIMIZERS:
        assert surface.learning_rates[optimizer] == cases.table_rate(key, optimizer)


@pytest.mark.parametrize("key", optviz.SURFACES)
def test_minimum_is_the_least_value_on_the_domain(key):
    objective = optviz.objective(key)
    (x_low, x_high), (y_low, y_high) = objective.domain
    grid = np.stack(
        np.meshgrid(np.linspace(x_low, x_high, 401), np.linspace(y_low, y_high, 401)), axis=-1
    )

    lowest = objective.values(grid.reshape(-1, 2)).min()

    assert objective.minimum <= lowest + 1e-12
    minima = [p.value for p in objective.stationary_points if p.kind == "min"]
    if minima:
        assert objective.minimum == pytest.approx(min(minima), abs=1e-12)
    else:
        assert objective.minimum == pytest.approx(lowest, abs=1e-6)
