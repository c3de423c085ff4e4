"""Searching rules against torch's L-BFGS, SciPy's Nelder-Mead, BFGS and CG, optax, and papers."""

import json

import numpy as np
import pytest

import optviz
from optviz import Termination
from tests.engine.test_against_torch import mismatch
from tests.reference import fixtures

PATHS = fixtures.references("search")
RULES = tuple(dict.fromkeys(r.case["optimizer"] for r in PATHS))
SURFACES = tuple(dict.fromkeys(r.case["objective"] for r in PATHS))
ENDS = json.loads(str(fixtures.arrays("search")["ends"]))
HISTORY_ROWS = 20
TOLERANCES = {
    # Far out in Beale's valley the Hessian's condition number passes 1e7: solving by another
    # formula moves the step by that many roundings.
    "newton": 1e-7,
    "newton_damped": 1e-7,
    "newton_saddle_free": 1e-7,
    # Once the triangle is 1e-7 wide its values differ by roundings, which then decide its turns.
    "nelder_mead": 1e-6,
}


def follow(case):
    """The engine's run of a case, to the end whatever happens."""
    own = {"learning_rate": case["learning_rate"]} if case["learning_rate"] is not None else {}
    return optviz.run(
        case["objective"],
        case["optimizer"],
        start=case["start"],
        n_iterations=case["n_iterations"],
        divergence_limit=np.inf,
        **own,
        **case["hyper"],
    )


def until_it_ended(reference, t):
    """The reference, cut where the engine stopped: a singular Hessian, a failed line search."""
    last = len(t.iterates) - 1
    if reference.case["optimizer"] == "newton_saddle_free":
        # It runs off along Beale's valley, losing a digit a step: compared in sight of the domain.
        far = np.flatnonzero(np.abs(reference.iterates).max(axis=1) > 30.0)
        last = min([last, *far])
    case = reference.case | {"horizon": min(reference.case["horizon"], last)}
    return fixtures.Reference(reference.topic, case, reference.iterates)


@pytest.mark.parametrize("objective", SURFACES)
@pytest.mark.parametrize("optimizer", RULES)
def test_paths_equal_the_reference(optimizer, objective):
    """|x - ref| <= tolerance (1 + |ref|) up to each case's measured horizon."""
    wrong = []
    for reference in fixtures.select(["search"], optimizer=optimizer, objective=objective):
        t = follow(reference.case)
        allowed = TOLERANCES.get(optimizer, 1e-9)
        found = mismatch(until_it_ended(reference, t), t.iterates, allowed)
        wrong += [found] if found else []

    assert not wrong, "\n".join(wrong)


def test_horizons_are_long():
    """Most steps of every rule are compared."""
    for rule in RULES:
        runs = fixtures.select(["search"], optimizer=rule)
        compared = sum(r.case["horizon"] for r in runs) / sum(r.case["n_iterations"] for r in runs)
        assert len(runs) >= 24
        assert compared > 0.5, (rule, compared)


@pytest.mark.parametrize(
    "end", ENDS, ids=lambda e: f"{e['optimizer']}-{e['objective']}-{e['start']}"
)
def test_ends_where_scipy_ends_or_lower(end):
    """BFGS, CG, trust region: the same stationary value, or a lower one, in as many iterations."""
    t = optviz.run(
        end["objective"],
        end["optimizer"],
        start=end["start"],
        n_iterations=max(60, 3 * end["nit"]),
        tolerance=1e-5,
    )
    best = optviz.objective(end["objective"]).minimum
    constant = 2.341006606358742 if end["objective"] == "four_lakes" else 0.0

    assert t.termination in (Termination.CONVERGED, Termination.BUDGET_SPENT)
    known = [p.value for p in optviz.objective(end["objective"]).stationary_points]
    here = t.values[-1]
    valley = 1e-3 if end["objective"] == "beale" else 1e-6  # its other valley has no end
    assert here <= end["value"] + constant + valley or min(abs(here - v) for v in known) < 1e-6
    assert here >= best - 1e-9


def bowl(rule, **more):
    """The quadratic with kappa 20, from its default start."""
    return optviz.run("quadratic", rule, start=(-4.0, 3.0), n_iterations=10, tolerance=1e-8, **more)


def test_newton_takes_one_step_on_a_quadratic_and_cg_two():
    for rule in ("newton", "newton_damped", "newton_saddle_free"):
        assert len(bowl(rule).iterates) == 2
    assert len(bowl("cg").iterates) == 3


def test_newton_contracts_a_quartic_by_two_thirds():
    t = optviz.run("quartic", "newton", start=(1.6, -1.2), n_iterations=20)

    np.testing.assert_allclose(t.iterates[1:] / t.iterates[:-1], 2 / 3, rtol=1e-12)


def test_newton_goes_to_the_saddle_and_saddle_free_newton_leaves_it():
    start = {"start": (-1.5, 0.3), "n_iterations": 40, "tolerance": 1e-10}

    pure = optviz.run("saddle_bounded", "newton", **start)
    free = optviz.run("saddle_bounded", "newton_saddle_free", **start)

    assert pure.termination is Termination.AT_SADDLE
    assert free.termination is Termination.CONVERGED
    np.testing.assert_allclose(free.iterates[-1], (0, 1), atol=1e-9)


def test_a_singular_hessian_is_reported():
    t = optviz.run("l1_valley", "newton", start=(1.0, 1.0), n_iterations=5)

    assert t.termination is Termination.SINGULAR_HESSIAN
    assert t.iterates.shape == (1, 2)


def test_a_failed_line_search_is_reported():
    """At the kink of |x| + 5 |y| no step along the direction is low enough."""
    t = optviz.run("l1_valley", "bfgs", start=(2.3, 1.7), n_iterations=200)

    assert t.termination is Termination.LINE_SEARCH_FAILED
    assert len(t.iterates) < 200


def test_bfgs_learns_the_inverse_hessian_of_a_quadratic():
    """Exact after enough accurate line searches (lecture row 48)."""
    t = bowl("bfgs", c2=0.01, record_state=True)
    exact = np.linalg.inv(optviz.objective("quadratic").hessian(0, 0))

    np.testing.assert_allclose(t.state["inverse_hessian"][-1], exact, rtol=0.02, atol=1e-3)


def test_trust_region_never_leaves_its_circle_and_escapes_a_saddle():
    t = optviz.run("beale", "trust_region", start=(-2.0, 1.6), n_iterations=60, record_state=True)
    steps = np.linalg.norm(np.diff(t.iterates, axis=0), axis=1)
    radius = np.concatenate(([1.0], t.state["radius_and_ratio"][1:-1, 0]))
    away = optviz.run("saddle_bounded", "trust_region", start=(0.0, 0.0), n_iterations=30)

    assert (steps <= radius * (1 + 1e-9)).all()
    assert (np.diff(t.values) <= 0).all()
    assert away.values[-1] == pytest.approx(-0.25)


def test_the_bill_is_honest():
    """Gradients, values, Hessians: what each rule asks for, nothing counted twice."""
    start = {"start": (-1.2, 1.0), "n_iterations": 10}

    def bill(rule, **more):
        t = optviz.run("rosenbrock", rule, **start, **more)
        return t.n_gradient_evaluations, t.n_value_evaluations, t.n_hessian_evaluations

    assert bill("adam") == (10, 0, 0)
    assert bill("sam", learning_rate=1e-3) == (20, 0, 0)
    assert bill("newton") == (10, 0, 7)  # it arrives after seven, and asks for no more Hessians
    assert bill("sophia", learning_rate=1e-2) == (10, 0, 1)
    assert bill("nelder_mead")[0] == 0
    assert bill("nelder_mead")[1] >= 13  # three corners, then one or two a turn
    assert bill("trust_region") == (10, 11, 10)
    gradients, values, hessians = bill("bfgs")
    assert gradients == values >= 10
    assert hessians == 0


def test_memory_is_what_the_lecture_s_table_says():
    """Floats per parameter (lecture row 99)."""
    memory = {k: rule.floats_per_parameter({}) for k, rule in optviz.OPTIMIZERS.items()}

    assert [memory[k] for k in ("sgd", "momentum", "rmsprop", "adam")] == [0, 1, 1, 2]
    assert [memory[k] for k in ("amsgrad", "adadelta", "rprop", "lion")] == [3, 2, 2, 1]
    assert memory["rmsprop_centered"] == 2
    assert optviz.OPTIMIZERS["rmsprop"].floats_per_parameter({"momentum": 0.9}) == 2
    assert optviz.OPTIMIZERS["lbfgs"].floats_per_parameter({"history": 5}) == 10


def test_noise_reaches_line_searches_consistently():
    """The noise of an iteration tilts the objective: same seed, same path; and another."""
    setting = {"start": (0.2, -1.6), "n_iterations": 30, "noise": 0.5}

    one, again, other = (
        optviz.run("four_lakes", "lbfgs", seed=seed, **setting).iterates for seed in (3, 3, 4)
    )

    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("rule", [k for k, r in optviz.OPTIMIZERS.items() if r.kind == "search"])
def test_swarm_equals_single_runs(rule):
    """Lane by lane, bit for bit, with stops."""
    from optviz.engine import swarm
    from optviz.experiment import experiment

    setting = {"n_iterations": 40, "tolerance": 1e-6}
    starts = np.random.default_rng(1).uniform((-3.9, -2.9), (4.3, 2.7), (20, 2))

    result = swarm(experiment("four_lakes", rule, start=(0, 0), **setting), starts, n_threads=2)

    for k, start in enumerate(starts):
        t = optviz.run("four_lakes", rule, start=start, **setting)
        assert np.array_equal(t.iterates[-1], result.iterates[k])
        assert len(t.values) - 1 == result.n_iterations[k]
        assert t.termination == result.terminations[k]


def test_memory_of_lbfgs_is_bounded():
    assert optviz.OPTIMIZERS["lbfgs"].slots.count("remembered_step") == HISTORY_ROWS
