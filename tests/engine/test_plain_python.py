"""Compiled and plain Python are the same arithmetic, to the last bit: every rule, surface and
function.
"""

import math

import numpy as np
import pytest

import optviz
from optviz.elementary import exp
from tests.engine.plain import ELEMENTWISE, constants, plain_function, plain_path, same_bits
from tests.reference import cases, fixtures, formulas


@pytest.mark.parametrize("key", optviz.SURFACES)
@pytest.mark.parametrize("optimizer", ELEMENTWISE)
def test_paths(optimizer, key):
    """Iterates and values of a path, with a setting that is not the default, past the horizon of
    torch.
    """
    hyper = cases.VARIANTS.get(optimizer, ({},))[-1]
    surface = optviz.SURFACES[key]
    start = cases.STARTS.get(key, (surface.start,) * 2)[1]
    rate = 2 * surface.learning_rates[optimizer]
    iterates, values, gradients = plain_path(key, optimizer, start, rate, hyper)

    t = optviz.run(
        key,
        optimizer,
        start=start,
        n_iterations=100,
        learning_rate=rate,
        divergence_limit=np.inf,
        **hyper,
    )

    assert same_bits(t.iterates, iterates)
    assert same_bits(t.values, values)
    with np.errstate(all="ignore"):
        norms = np.hypot(gradients[:, 0], gradients[:, 1])  # no square to overflow
    np.testing.assert_allclose(t.gradient_norms, norms, rtol=1e-15)


@pytest.mark.parametrize("optimizer", ELEMENTWISE)
def test_paths_into_infinity(optimizer):
    """nan and inf come at the same step, of the same sign."""
    for case in (r.case for r in fixtures.select(["torch_edges"], optimizer=optimizer)):
        n = min(case["n_iterations"], 20)
        plain = plain_path(
            case["objective"],
            optimizer,
            case["start"],
            case["learning_rate"],
            case["hyper"],
            case["parameters"],
            n,
        )

        t = optviz.run(
            case["objective"],
            optimizer,
            start=case["start"],
            n_iterations=n,
            parameters=case["parameters"],
            learning_rate=case["learning_rate"],
            divergence_limit=np.inf,
            unchecked=True,
            **case["hyper"],
        )

        assert same_bits(t.iterates, plain[0]), case
        assert same_bits(t.values, plain[1]), case


@pytest.mark.parametrize("key", optviz.SURFACES)
def test_surface_functions(key):
    """Value, gradient and Hessian at a thousand points inside and outside the domain."""
    surface, objective = optviz.SURFACES[key], optviz.objective(key)
    points = np.random.default_rng(5).normal(0, 6, (1000, 2))
    numbers = constants(surface)

    values, gradients = objective.values_and_gradients(points)
    plain = np.array([plain_function(surface)(x, y, numbers) for x, y in points])

    assert same_bits(values, plain[:, 0])
    assert same_bits(gradients, plain[:, 1:])
    for x, y in points[:100]:
        xx, xy, yy = surface.hessian.py_func(x, y, numbers)
        assert same_bits(objective.hessian(x, y), [[xx, xy], [xy, yy]])


def test_regression_functions():
    """The block function, which loops over lanes and rows itself."""
    data = formulas.specification()["linreg"]["data"]
    problem = optviz.Regression(data["t"], data["z"])
    points = np.random.default_rng(6).normal(0, 3, (37, 2))
    values, gradient = np.zeros(37), np.zeros(74)

    problem.value_and_gradient.py_func(points.T.ravel(), values, gradient, problem.pack(), 37, 0)
    compiled = optviz.objective(problem).values_and_gradients(points)

    assert same_bits(compiled[0], values)
    assert same_bits(compiled[1], gradient.reshape(2, 37).T)


def test_exp():
    """The vectorizing exp: plain equals compiled, within 1 ulp of libm, right at its ends."""
    ordinary = np.random.default_rng(7).uniform(-708, 709, 4000)
    special = np.array(
        [0.0, -0.0, 1e-300, -1e-300, -708.0, -708.1, 709.0, 709.1, np.inf, -np.inf, np.nan]
    )

    compiled = np.array([exp(x) for x in (*ordinary, *special)])
    plain = np.array([exp.py_func(x) for x in (*ordinary, *special)])

    assert same_bits(compiled, plain)
    libm = np.array([math.exp(x) for x in ordinary])
    assert (np.abs(compiled[:4000] - libm) <= np.spacing(libm)).all()
    assert same_bits(compiled[4000:4004], [1.0] * 4)
    assert (compiled[4005], *compiled[4007:4010]) == (0.0, math.inf, math.inf, 0.0)
    assert math.isnan(compiled[4010])
