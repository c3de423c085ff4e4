"""Why a path ended is data: each reason that can occur, and exactly when."""

import numpy as np
import pytest

import optviz
from optviz import Termination

BOWL = {"mu": 1.0, "kappa": 1.0, "theta": 0.0}


def bowl(start=(3.0, 0.0), n_iterations=100, learning_rate=0.5, **more):
    """Gradient descent on x^2/2 + y^2/2, whose every iterate is known: (1 - rate)^t x_0."""
    return optviz.run(
        "quadratic",
        "sgd",
        start=start,
        n_iterations=n_iterations,
        parameters=BOWL,
        learning_rate=learning_rate,
        **more,
    )


def test_members_are_the_documented_ones():
    assert [(t.name, t.value) for t in Termination][:6] == [
        ("BUDGET_SPENT", "budget_spent"),
        ("CONVERGED", "converged"),
        ("AT_SADDLE", "at_saddle"),
        ("DIVERGED", "diverged"),
        ("LEFT_DOMAIN", "left_domain"),
        ("LINE_SEARCH_FAILED", "line_search_failed"),
    ]


def test_budget_spent_keeps_every_step():
    t = bowl(n_iterations=12)

    assert t.termination is Termination.BUDGET_SPENT
    assert t.iterates.shape == (13, 2)
    assert t.values.shape == t.gradient_norms.shape == (13,)
    assert t.n_gradient_evaluations == 12
    np.testing.assert_array_equal(t.iterates[:, 0], 3.0 * 0.5 ** np.arange(13))


def test_converged_at_the_first_iterate_whose_gradient_is_small_enough():
    """Norms are 3, 1.5, 0.75, 0.375: at 0.375 the third step is the last, not the fourth."""
    t = bowl(tolerance=0.375)

    assert t.termination is Termination.CONVERGED
    assert t.gradient_norms.tolist() == [3.0, 1.5, 0.75, 0.375]
    assert t.n_gradient_evaluations == 3
    assert bowl(tolerance=0.374).gradient_norms[-1] == 0.1875


def test_converged_where_it_started():
    t = bowl(start=(0.0, 0.0), tolerance=1e-12)

    assert t.termination is Termination.CONVERGED
    assert t.iterates.shape == (1, 2)
    assert t.n_gradient_evaluations == 0


def test_tolerance_zero_never_stops_early():
    """Not even at a gradient of exactly zero, for any rule."""
    restless = {"nelder_mead", "rprop_slip", "yogi"}  # they move without a gradient
    for optimizer in optviz.OPTIMIZERS.keys() - restless:
        t = optviz.run("quadratic", optimizer, start=(0.0, 0.0), n_iterations=30, parameters=BOWL)
        assert t.termination is Termination.BUDGET_SPENT
        assert t.iterates.shape == (31, 2)
        assert not t.iterates.any()


@pytest.mark.parametrize("key", ["saddle", "saddle_bounded"])
def test_at_saddle_when_a_direction_leads_on_down(key):
    t = optviz.run(
        key, "sgd", start=(-1.5, 0.0), n_iterations=500, learning_rate=0.1, tolerance=1e-6
    )

    assert t.termination is Termination.AT_SADDLE
    assert len(t.iterates) < 501
    assert t.gradient_norms[-1] <= 1e-6 < t.gradient_norms[-2]


def test_at_saddle_at_a_maximum_too():
    """Himmelblau's maximum is no place to have converged to."""
    top = optviz.objective("himmelblau").stationary_points[-1]

    t = optviz.run("himmelblau", "sgd", start=(top.x, top.y), n_iterations=5, tolerance=1e-6)

    assert top.kind == "max"
    assert t.termination is Termination.AT_SADDLE


def test_diverged_at_the_first_iterate_beyond_the_limit():
    """Rate 3 doubles and flips: 3, -6, 12, -24, 48; the iterate beyond 40 is kept, to be seen."""
    t = bowl(learning_rate=3.0, divergence_limit=40.0)

    assert t.termination is Termination.DIVERGED
    assert t.iterates[:, 0].tolist() == [3.0, -6.0, 12.0, -24.0, 48.0]


def test_exactly_at_the_limit_is_not_beyond_it():
    assert len(bowl(learning_rate=3.0, divergence_limit=24.0).iterates) == 5
    assert bowl(start=(24.0, 0.0), learning_rate=0.5, divergence_limit=24.0).termination is (
        Termination.BUDGET_SPENT
    )


def test_diverged_in_either_coordinate():
    for start in ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0)):
        t = bowl(start=start, learning_rate=3.0, n_iterations=60)
        assert t.termination is Termination.DIVERGED
        assert np.abs(t.iterates[-1]).max() > 1e8 >= np.abs(t.iterates[-2]).max()


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov"])
def test_divergence_limit_inf_follows_the_arithmetic_to_the_end(optimizer):
    t = optviz.run(
        "rosenbrock",
        optimizer,
        start=(2, 2),
        n_iterations=40,
        learning_rate=1.0,
        divergence_limit=np.inf,
    )

    assert t.iterates.shape == (41, 2)
    assert np.isnan(t.iterates[-1]).all()
    assert t.n_gradient_evaluations == 40


def test_the_default_limit_is_1e8():
    t = optviz.run("rosenbrock", "sgd", start=(2.0, 2.0), n_iterations=40, learning_rate=1.0)

    assert t.termination is Termination.DIVERGED
    assert np.abs(t.iterates[:-1]).max() <= 1e8 < np.abs(t.iterates[-1]).max()


def test_values_and_norms_end_with_the_path():
    for t in (bowl(tolerance=0.1), bowl(learning_rate=3.0), bowl(n_iterations=7)):
        assert len(t.iterates) == len(t.values) == len(t.gradient_norms)
        assert t.n_gradient_evaluations == len(t.iterates) - 1


def test_a_run_that_ends_early_is_the_beginning_of_the_longer_one():
    """Stop tests watch; they do not touch the path."""
    whole = optviz.run("himmelblau", "adam", start=(0.0, 1.0), n_iterations=400, learning_rate=0.1)
    short = optviz.run(
        "himmelblau", "adam", start=(0.0, 1.0), n_iterations=400, learning_rate=0.1, tolerance=1e-2
    )

    assert short.termination is Termination.CONVERGED
    assert 10 < len(short.iterates) < 400
    assert np.array_equal(short.iterates, whole.iterates[: len(short.iterates)])
