"""The public Python API is exactly the one others program against (issue 2)."""

import doctest
import inspect

import numpy as np
import pytest

import optviz

SIGNATURE = {
    "objective": None,
    "optimizer": None,
    "start": None,
    "n_iterations": None,
    "parameters": None,
    "batches": None,
    "batch_size": None,
    "noise": 0.0,
    "schedule": None,
    "seed": 0,
    "tolerance": 0.0,
    "divergence_limit": 1e8,
    "unchecked": False,
    "hyperparameters": None,
}
REQUIRED = ("objective", "optimizer", "start", "n_iterations")


def test_run_takes_what_the_issue_says():
    """Names, order, defaults; everything after the optimizer by keyword only."""
    parameters = inspect.signature(optviz.run).parameters

    assert list(parameters)[: len(SIGNATURE) - 1] == list(SIGNATURE)[:-1]
    for name, default in SIGNATURE.items():
        parameter = parameters[name]
        if name == "hyperparameters":
            assert parameter.kind is parameter.VAR_KEYWORD
        elif name in REQUIRED:
            assert parameter.default is parameter.empty
        else:
            assert parameter.default == default
        if name not in ("objective", "optimizer", "hyperparameters"):
            assert parameter.kind is parameter.KEYWORD_ONLY


def test_run_needs_its_four_arguments():
    for missing in ("start", "n_iterations"):
        given = {"start": (0.0, 0.0), "n_iterations": 3}
        del given[missing]
        with pytest.raises(TypeError, match=missing):
            optviz.run("beale", "adam", **given)


def test_a_trajectory_is_arrays_and_a_reason():
    t = optviz.run("himmelblau", "adam", start=[0, 1], n_iterations=20, learning_rate=0.1)

    assert t.iterates.shape == (21, 2)
    assert t.iterates.dtype == t.values.dtype == t.gradient_norms.dtype == np.float64
    assert t.values.shape == t.gradient_norms.shape == (21,)
    assert t.iterates[0].tolist() == [0.0, 1.0]
    assert isinstance(t.termination, optviz.Termination)
    assert t.n_gradient_evaluations == 20
    assert isinstance(t.n_gradient_evaluations, int)
    with pytest.raises(AttributeError):
        t.iterates = None


def test_trajectories_do_not_share_memory():
    """Changing one result changes no other."""
    one, two = (
        optviz.run("beale", "sgd", start=(1, 1), n_iterations=5, learning_rate=1e-3)
        for _ in range(2)
    )
    one.iterates[:] = 7.0

    assert two.iterates[0].tolist() == [1.0, 1.0]


def test_a_regression_of_your_own_points():
    """Parameters are [w, b]; y = 2 x - 1 is found."""
    x = np.linspace(-1, 1, 9)

    t = optviz.run(
        optviz.Regression(x, 2 * x - 1),
        "momentum",
        start=(0, 0),
        n_iterations=600,
        learning_rate=0.05,
    )

    np.testing.assert_allclose(t.iterates[-1], (2, -1), atol=1e-9)


def test_a_regression_keeps_its_own_copy_of_the_data():
    x, y = np.array([1.0, 2.0]), np.array([1.0, 3.0])
    problem = optviz.Regression(x, y)
    x[:] = 9.0

    assert problem.x.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        problem.x[0] = 5.0


def test_an_objective_given_by_key_or_bound_is_the_same():
    """`parameters` fill in the defaults; a bound objective can be run again and again."""
    setting = {"start": (1.0, 2.0), "n_iterations": 10, "learning_rate": 0.05}
    by_key = optviz.run("quadratic", "sgd", parameters={"kappa": 3.0}, **setting)

    again = optviz.run("quadratic", "sgd", parameters={"kappa": 3.0, "mu": 1.0}, **setting)

    assert np.array_equal(by_key.iterates, again.iterates)
    assert not np.array_equal(by_key.iterates, optviz.run("quadratic", "sgd", **setting).iterates)


def test_every_public_name_is_there_and_no_other_is():
    for name in optviz.__all__:
        assert getattr(optviz, name) is not None
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = optviz.nothing_like_it


def test_examples_in_the_documentation_run():
    tried = doctest.testmod(optviz)

    assert tried.attempted > 0
    assert tried.failed == 0


def test_the_regression_of_the_catalogue_is_seeded():
    """data_seed, n, sigma, slope and intercept make the points, and nothing else does."""

    def data(**parameters):
        return optviz.objective("regression", parameters).data

    assert np.array_equal(data()["x"], data()["x"])
    assert not np.array_equal(data()["x"], data(data_seed=8)["x"])
    assert data(n=17)["x"].shape == (17,)
    assert data(slope=2.0, intercept=3.0)["truth"] == (2.0, 3.0)
    exact = data(sigma=0.0, slope=2.0, intercept=3.0)
    np.testing.assert_allclose(exact["y"], 2 * exact["x"] + 3, atol=1e-3)
    assert exact["best"] == pytest.approx((2.0, 3.0), abs=1e-2)
