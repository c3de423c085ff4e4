"""Diagnostics: gradient norm, eigenvalues, condition number and stability limit, at any point."""

import math

import numpy as np
import pytest

import optviz


@pytest.mark.parametrize("key", [*optviz.SURFACES, *optviz.PROBLEMS])
def test_they_are_those_of_numpy(key):
    objective = optviz.objective(key)
    low, high = np.transpose(objective.domain)

    for x, y in np.random.default_rng(3).uniform(low, high, (40, 2)):
        d = optviz.diagnose(objective, x, y)
        values, gradients = objective.values_and_gradients([(x, y)])
        hessian = objective.hessian(x, y)
        assert d.value == values[0]
        assert tuple(d.gradient) == tuple(gradients[0])
        assert d.gradient_norm == pytest.approx(np.linalg.norm(gradients[0]), rel=1e-14)
        np.testing.assert_allclose(d.eigenvalues, np.linalg.eigvalsh(hessian), rtol=1e-12)
        assert d.eigenvalues[0] <= d.eigenvalues[1]
        assert d.condition_number == pytest.approx(np.linalg.cond(hessian), rel=1e-6)
        largest = d.eigenvalues[1]
        assert d.stability_limit == (pytest.approx(2 / largest) if largest > 0 else math.inf)


def test_quadratic_shows_its_parameters():
    """Eigenvalues mu and mu kappa, whatever theta; condition number kappa; limit 2 / (mu kappa)."""
    for theta in (0.0, 0.5, 1.3, -2.0):
        d = optviz.diagnose(
            optviz.objective("quadratic", {"mu": 0.5, "kappa": 40.0, "theta": theta}), 1.0, 2.0
        )
        assert d.eigenvalues == pytest.approx((0.5, 20.0))
        assert d.condition_number == pytest.approx(40.0)
        assert d.stability_limit == pytest.approx(0.1)


def test_stability_limit_is_where_gradient_descent_turns():
    """Just under it the bowl is reached, just over it left: lecture rows 69 and 82."""
    limit = optviz.diagnose(optviz.objective("quadratic"), 0.0, 0.0).stability_limit
    start = (-4.0, 3.0)

    under, over = (
        optviz.run("quadratic", "sgd", start=start, n_iterations=3000, learning_rate=f * limit)
        for f in (0.99, 1.01)
    )

    assert under.values[-1] < 1e-12
    assert over.termination is optviz.Termination.DIVERGED


def test_saddle_has_one_curvature_of_each_sign():
    d = optviz.diagnose(optviz.objective("saddle"), 0.3, 0.3)

    assert d.eigenvalues == (-2.0, 2.0)
    assert d.condition_number == 1.0
    assert d.stability_limit == 1.0


def test_no_upward_curvature_has_no_limit():
    """On top of Himmelblau's hill both eigenvalues are negative: every rate is stable, none
    converges.
    """
    top = optviz.objective("himmelblau").stationary_points[-1]

    d = optviz.diagnose(optviz.objective("himmelblau"), top.x, top.y)

    assert max(d.eigenvalues) < 0
    assert d.stability_limit == math.inf
