"""Gradients and Hessians of every objective: against central differences and the specification's
formulas.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import optviz
from tests.reference import cases, formulas

SURFACES = list(optviz.SURFACES)
OBJECTIVES = [*SURFACES, *optviz.PROBLEMS]
KINKED = {"l1_valley", "svm_hinge", "beale_wall"}  # a difference may straddle a kink
PARAMETERS = [(key, parameters) for key, sets in cases.PARAMETERS.items() for parameters in sets]


def points_inside(objective, n, seed=0):
    """Random points (n, 2) of the domain."""
    low, high = np.transpose(objective.domain)
    return np.random.default_rng(seed).uniform(low, high, (n, 2))


def central_difference(function, points, width):
    """d function / dx, d function / dy by fourth-order central differences, last axis."""
    columns = []
    for direction in np.eye(2):
        one = function(points + width * direction) - function(points - width * direction)
        two = function(points + 2 * width * direction) - function(points - 2 * width * direction)
        columns.append((8 * one - two) / (12 * width))
    return np.stack(columns, axis=-1)


@pytest.mark.parametrize("key", OBJECTIVES)
def test_gradient_is_the_central_difference_of_the_value(key):
    objective = optviz.objective(key)
    points = points_inside(objective, 3000)

    values, gradients = objective.values_and_gradients(points)

    numeric = central_difference(objective.values, points, 1e-3)
    scale = 1 + np.abs(gradients) + np.abs(values)[:, None]
    if key not in KINKED:
        assert np.abs(numeric - gradients).max() <= 1e-5 * scale.max()
    assert np.percentile(np.abs(numeric - gradients) / scale, 98) <= 1e-8


@pytest.mark.parametrize("key", OBJECTIVES)
def test_hessian_is_the_central_difference_of_the_gradient(key):
    objective = optviz.objective(key)
    points = points_inside(objective, 300, seed=1)

    hessians = np.array([objective.hessian(x, y) for x, y in points])

    numeric = central_difference(lambda p: objective.values_and_gradients(p)[1], points, 1e-3)
    assert np.array_equal(hessians, hessians.transpose(0, 2, 1))
    scale = 1 + np.abs(hessians).max(axis=(1, 2), keepdims=True)
    share = 80 if key in KINKED else 98
    assert np.percentile(np.abs(numeric - hessians) / scale, share) <= 1e-7
    if key not in KINKED:
        assert (np.abs(numeric - hessians) / scale).max() <= 1e-5


@pytest.mark.parametrize(("key", "parameters"), [(key, {}) for key in SURFACES] + PARAMETERS)
def test_surface_is_the_one_of_the_specification(key, parameters):
    """Value, gradient and Hessian equal the formulas of surfaces.json in plain NumPy."""
    objective = optviz.objective(key, parameters or None)
    points = points_inside(objective, 1000, seed=2)
    f, gradient, hessian = formulas.evaluate(key, *points.T, parameters)

    values, gradients = objective.values_and_gradients(points)
    hessians = np.array([objective.hessian(x, y) for x, y in points])

    # Sums of large terms cancel near a minimum: the scale of the rounding is the largest value
    # around.
    np.testing.assert_allclose(values, f, rtol=1e-12, atol=1e-12 * np.abs(f).max())
    np.testing.assert_allclose(
        gradients.T, gradient, rtol=1e-12, atol=1e-13 * np.abs(gradient).max()
    )
    expected = np.stack([hessian[[0, 1]], hessian[[1, 2]]]).transpose(2, 0, 1)
    np.testing.assert_allclose(hessians, expected, rtol=1e-12, atol=1e-13 * np.abs(expected).max())
    assert np.array_equal(objective.values(points), values)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_gradient_predicts_the_change_of_the_value(data):
    """f(p + h) - f(p) = g.h + h.H.h / 2 up to the third order, anywhere, in any direction."""
    objective = optviz.objective(data.draw(st.sampled_from(OBJECTIVES)))
    (x_low, x_high), (y_low, y_high) = objective.domain
    x = data.draw(st.floats(x_low, x_high))
    y = data.draw(st.floats(y_low, y_high))
    angle = data.draw(st.floats(0, 6.2832))
    h = 1e-4 * np.array([np.cos(angle), np.sin(angle)])

    values, gradients = objective.values_and_gradients(np.array([[x, y], [x + h[0], y + h[1]]]))
    hessian = objective.hessian(x, y)

    predicted = gradients[0] @ h + h @ hessian @ h / 2
    scale = 1 + np.abs(values[0]) + np.abs(gradients[0]).max() + np.abs(hessian).max()
    assert abs(values[1] - values[0] - predicted) <= 1e-10 * scale


def test_regression_is_the_mean_over_its_rows():
    """Cost and gradient are the means of those of single rows, and equal surfaces.json's linreg."""
    data = formulas.specification()["linreg"]["data"]
    whole = optviz.Regression(data["t"], data["z"])
    points = np.random.default_rng(3).uniform(-3, 4, (50, 2))
    f, gradient, _ = formulas.evaluate("linreg", *points.T)

    values, gradients = optviz.objective(whole).values_and_gradients(points)

    np.testing.assert_allclose(values, f, rtol=1e-12)
    np.testing.assert_allclose(gradients.T, gradient, rtol=1e-11, atol=1e-12)
    rows = [
        optviz.objective(optviz.Regression([t], [z])).values_and_gradients(points)
        for t, z in zip(data["t"], data["z"], strict=True)
    ]
    np.testing.assert_allclose(np.mean([v for v, _ in rows], axis=0), values, rtol=1e-12)
    np.testing.assert_allclose(
        np.mean([g for _, g in rows], axis=0), gradients, rtol=1e-11, atol=1e-12
    )
