"""The elementwise rules beyond the first seven equal torch.optim and optax, and their closed forms.

Fixtures: make_first_order_fixtures.py.
"""

import math
from dataclasses import replace

import numpy as np
import pytest

import optviz
from tests.engine.plain import step_of
from tests.engine.running import run_case
from tests.engine.test_against_torch import TOLERANCE, mismatch
from tests.reference import cases, fixtures

TOPICS = ("first_order_torch", "first_order_optax")
EDGES = ("first_order_torch_edges", "first_order_optax_edges")
RULES = tuple(dict.fromkeys(r.case["optimizer"] for r in fixtures.references(*TOPICS)))

# Everything is held to 1e-9 (1 + |ref|) up to the horizon that rounding leaves (measured when the
# fixtures were made). Where we differ from a reference on purpose, the corner and the reason:
DEPARTURES = {
    # optax finds the average from x and z, (x - (1 - b) z) / b: 0 / 0 for b = 0, and its rounding
    # at rest is a gradient that AdamW's scaling blows up to full steps. We keep the average.
    ("schedule_free_adamw", "betas 0"),
    ("schedule_free_adamw", "at a minimum"),
}
# Where the reference itself carries more rounding than its own repetitions show:
TOLERANCES = {
    # The same quotient (x - (1 - b) z) / b loses a digit for a small b at every step of optax's,
    # and AdamW's scaling hands it on: 1.9e-9 in 2 of 72 runs (b = 0.14 and 0.49), else 3e-10.
    "schedule_free_adamw": 1e-8,
}
# Which kind of not-a-finite-number it is, inf or nan, is compared for all rules but these:
OVERFLOWING = {
    # They climb until Beale's polynomial overflows, and autograd then meets inf - inf where our
    # factored gradient has inf.
    "sgd_slip",
    "momentum_slip",
    # Once z is infinite, drawing the average to it is inf - inf; optax's two products are inf.
    "schedule_free_sgd",
    "schedule_free_adamw",
}


def leaves(reference):
    """How our run of this case leaves the reference, or None."""
    found, expected = run_case(reference.case).iterates, reference.iterates
    if reference.case["optimizer"] in OVERFLOWING:
        lost = ~np.isfinite(found) & ~np.isfinite(expected)
        reference = replace(reference, iterates=np.where(lost, found, expected))
    return mismatch(reference, found, TOLERANCES.get(reference.case["optimizer"], TOLERANCE))


@pytest.mark.parametrize("objective", cases.STARTS)
@pytest.mark.parametrize("optimizer", RULES)
def test_surfaces(optimizer, objective):
    """Three starts, two rates with the defaults and drawn settings, over 200 steps."""
    chosen = fixtures.select(TOPICS, optimizer=optimizer, objective=objective)

    wrong = [line for r in chosen if (line := leaves(r))]

    assert len(chosen) == 9
    assert not wrong, f"{len(wrong)} of {len(chosen)}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("optimizer", RULES)
def test_corners(optimizer):
    """Zero gradients, overflow, underflow, epsilon 0: nan for nan and inf for inf."""
    chosen = fixtures.select(EDGES, optimizer=optimizer)

    wrong = {(optimizer, r.case["why"]): line for r in chosen if (line := leaves(r))}

    assert len(chosen) >= 9
    unexpected = set(wrong) - DEPARTURES
    assert not unexpected, "\n".join(wrong[key] for key in unexpected)


def test_fixtures_are_long_and_move_every_setting():
    """Rounding decides early in few runs, and no hyperparameter stands at its default in all."""
    references = fixtures.references(*TOPICS)
    horizons = [r.case["horizon"] / r.case["n_iterations"] for r in references]

    assert len(RULES) == 22
    assert len(references) == 22 * 8 * 9
    assert np.mean(horizons) > 0.9
    for key in set(RULES) - {"adagrad_lecture", "rmsprop_lecture", "adam_lecture"}:
        moved = {name for r in references if r.case["optimizer"] == key for name in r.case["hyper"]}
        expected = {p.key for p in optviz.OPTIMIZERS[key].hyperparameters} - {"learning_rate"}
        assert moved == expected, key


@pytest.mark.parametrize("locale", ["en", "pt-BR"])
def test_every_optimizer_has_its_two_sentences(locale):
    """What its idea is, and where libraries disagree about it."""
    texts = pytest.importorskip("optviz.text").text(locale)

    for key in optviz.OPTIMIZERS:
        for kind in ("idea", "disagreement"):
            sentence = texts[f"optimizer.{key}.{kind}"]
            assert sentence.endswith("."), sentence
            assert len(sentence) < 160, sentence


# --- closed forms ---


def steps(key, gradients, rate=0.1, **hyper):
    """Steps down (T,) of one coordinate fed with these gradients."""
    tape = np.asarray(gradients, dtype=float)[:, None]
    return -np.diff(step_of(key, tape, rate, hyper, start=(0.0,)), axis=0)[:, 0]


T = np.arange(1, 301)


def test_first_steps_under_any_gradient():
    """What the first step of each rule is, from its formula."""
    for g in (0.7, -30.0, 2e-3):
        first = {key: steps(key, [g])[0] for key in (*RULES, "adam_slip", "rprop_lecture")}
        side = math.copysign(0.1, g)

        assert first["adam_slip"] == pytest.approx(3.1622776601 * side, rel=2e-3)
        for key in ("adam_lecture", "amsgrad", "adamw", "adamw_amsgrad", "adamax", "adan"):
            assert first[key] == pytest.approx(side, rel=3e-3), key
        assert first["radam"] == pytest.approx(0.1 * g, rel=1e-14)
        assert first["rmsprop_lecture"] == pytest.approx(side / math.sqrt(1 - 0.99), rel=1e-2)
        assert first["rmsprop_centered"] == pytest.approx(side / math.sqrt(0.01 - 1e-4), rel=1e-2)
        assert first["adabelief"] == pytest.approx(side / 0.9, rel=1e-7)
        assert first["lion"] == side
        assert first["rprop_lecture"] == side
        assert first["adopt"] == 0.0
        assert first["asgd"] == pytest.approx(0.1 * g, rel=1e-14)
        assert first["sgd_slip"] == first["momentum_slip"] == -0.1 * g


def test_constant_gradient():
    """The lecture's AdaGrad is rate / sqrt(t); Adam keeps the rate, its slip starts 3.16 times too
    long and peaks at 6.57 (t = 12); RMSProp's steps fall from 10 rates to one.
    """
    g = np.full(T.size, 0.7)
    slip = steps("adam_slip", g) / 0.1

    np.testing.assert_allclose(steps("adagrad_lecture", g), 0.1 / np.sqrt(T), rtol=1e-6)
    np.testing.assert_allclose(steps("adam_lecture", g), 0.1, rtol=1e-6)
    np.testing.assert_allclose(steps("amsgrad", g), 0.1, rtol=1e-6)
    np.testing.assert_allclose(steps("nadam", g)[-1], 0.1, rtol=0.05)
    np.testing.assert_allclose(steps("rmsprop_lecture", g), 0.1 / np.sqrt(1 - 0.99**T), rtol=1e-5)
    np.testing.assert_allclose(slip, (1 - 0.9**T) / np.sqrt(1 - 0.999**T), rtol=1e-5)
    assert slip.argmax() + 1 == 12
    assert slip[0] == pytest.approx(3.162, abs=5e-4)
    assert slip.max() == pytest.approx(6.57, abs=5e-3)
    np.testing.assert_allclose(steps("lion", g, weight_decay=0.0), 0.1, rtol=1e-12)


def test_radam_begins_with_five_raw_steps():
    """rho_t <= 5 up to t = 5 for the usual beta2: the step is rate x gradient; then scaled."""
    for beta2 in (0.9, 0.99, 0.999):
        taken = steps("radam", np.full(40, 3.0), beta2=beta2)
        np.testing.assert_allclose(taken[:5], 0.3, rtol=1e-13)
        assert (taken[5:] < 0.1).all()


def test_rprop_of_the_lecture():
    """Nine pushes of +0.1 and one of -0.9: 18.65 deltas (torch's 20.80); Manhattan: 8."""
    tape = [0.1] * 9 + [-0.9]

    assert steps("rprop_lecture", tape, 1.0).sum() == pytest.approx(18.65, abs=0.005)
    assert steps("rprop", tape, 1.0).sum() == pytest.approx(20.80, abs=0.005)
    manhattan = steps("rprop_lecture", tape, 0.25, eta_minus=1.0, eta_plus=1.0)
    np.testing.assert_allclose(manhattan, 0.25 * np.sign(tape), rtol=1e-14)
    assert (steps("rprop_slip", tape, 1.0) > 0).all()


def test_slips_climb_and_corrected_forms_descend():
    """On a bowl: E1 ascends, E3 only decreases both coordinates, E2 and the right ones descend."""
    for right, wrong in (("sgd", "sgd_slip"), ("momentum", "momentum_slip")):
        down, up = (
            optviz.run("quadratic", key, start=(1.0, 1.0), n_iterations=20, learning_rate=0.02)
            for key in (right, wrong)
        )
        assert down.values[-1] < down.values[0] < up.values[-1]
    t = optviz.run("quadratic", "rprop_slip", start=(1.0, 1.0), n_iterations=20, learning_rate=0.1)
    assert (np.diff(t.iterates, axis=0) < 0).all()


def test_centered_rmsprop_under_a_constant_gradient():
    """Rounding takes v - m^2 below 0 at step 331 for 1/3 and decay 0.9, exactly as torch's does."""
    tape = np.tile([[1 / 3, -0.1]], (400, 1))
    path = step_of("rmsprop_centered", tape, 0.01, {"decay": 0.9}, start=(0.0, 0.0))

    assert int(np.argmax(np.isnan(path).any(axis=1))) == 331


def test_adadelta_without_epsilon_never_moves():
    assert not steps("adadelta", np.full(50, 0.4), 1.0, epsilon=0.0).any()


def test_asgd_is_descent_with_annealed_steps_and_an_average():
    """lambd = 0: plain SGD; else the rates are rate / (1 + lambd rate t)^power."""
    g = np.random.default_rng(5).normal(size=60)
    np.testing.assert_array_equal(steps("asgd", g, lambd=0.0), steps("sgd", g))
    taken = steps("asgd", [0.0, 0.0, 1.0, 1.0], 0.5, lambd=0.2, power=1.0)
    eta = [0.5 / (1 + 0.2 * 0.5 * t) for t in (2, 3)]
    assert taken[2] == pytest.approx(eta[0], rel=1e-14)
    assert taken[3] == pytest.approx(eta[1] * (1 - 0.2 * eta[0]), rel=1e-14)


def test_adamw_decays_apart_from_the_moments():
    """Without a gradient the point shrinks by 1 - rate decay a step, whatever the moments."""
    for key in ("adamw", "adamw_amsgrad", "adan", "ademamix"):
        path = step_of(key, np.zeros((30, 1)), 0.1, {"weight_decay": 0.5}, start=(2.0,))
        np.testing.assert_allclose(path[:, 0], 2.0 * 0.95 ** np.arange(31), rtol=1e-13)


def test_schedule_free_keeps_its_average():
    """With a constant rate the average is the plain mean of z, and x stands between the two."""
    rule = optviz.OPTIMIZERS["schedule_free_sgd"]
    packed, _ = rule.pack(rule.with_defaults({}))
    x, state, z = np.array([1.0]), np.zeros((4, 1)), []
    for t, g in enumerate(np.random.default_rng(6).normal(size=50), start=1):
        rule.step.py_func(x, np.array([g]), np.array([0.1]), packed, state, t)
        z.append(state[0, 0])
        assert state[1, 0] == pytest.approx(np.mean(z), rel=1e-12)
        assert x[0] == pytest.approx(0.9 * state[1, 0] + 0.1 * z[-1], rel=1e-12)
