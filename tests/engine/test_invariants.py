"""What must stay true whatever the numbers: symmetries of the rules, searched by hypothesis."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import optviz
from tests.engine.plain import ELEMENTWISE, plain_path, same_bits, step_of
from tests.reference import cases

RULES = ELEMENTWISE
coordinate = st.floats(-4, 4).map(lambda value: round(value, 6))
rates = st.floats(1e-4, 0.2)
quick = settings(max_examples=25, deadline=None)


def settings_of(optimizer, data):
    """Defaults, or one of the settings the fixtures know."""
    return data.draw(st.sampled_from(({}, *cases.VARIANTS.get(optimizer, ()))))


@pytest.mark.parametrize("optimizer", RULES)
@given(data=st.data(), x=coordinate, y=coordinate, rate=rates)
@quick
def test_elementwise_rules_commute_with_permuting_coordinates(optimizer, data, x, y, rate):
    """Turning the bowl by 90 degrees and swapping the start swaps the path, bit for bit."""
    hyper = settings_of(optimizer, data)
    along = {"theta": 0.0, "kappa": 7.0}

    t = optviz.run(
        "quadratic",
        optimizer,
        start=(x, y),
        n_iterations=40,
        learning_rate=rate,
        parameters=along,
        divergence_limit=np.inf,
        **hyper,
    )
    swapped = plain_swapped(optimizer, (y, x), rate, hyper)

    assert same_bits(t.iterates, swapped[:, ::-1])


def plain_swapped(optimizer, start, rate, hyper, n=40):
    """The same bowl with its axes exchanged by hand: A = diag(7, 1) instead of diag(1, 7)."""
    rule = optviz.OPTIMIZERS[optimizer]
    packed, raised = rule.pack(rule.with_defaults(hyper))
    x, state, iterates = (
        np.array(start, dtype=float),
        np.zeros((rule.n_slots, 2)),
        [np.array(start, dtype=float)],
    )
    for t in range(1, n + 1):
        gradient = np.array([7.0 * x[0] + -0.0 * x[1], -0.0 * x[0] + 1.0 * x[1]])
        for k, index in enumerate(raised):
            packed[packed.size - raised.size + k] *= packed[index]
        rule.step.py_func(x, gradient, np.full(2, rate), packed, state, t)
        iterates.append(x.copy())
    return np.array(iterates)


# Rprop's slip steps down whatever the sign; Yogi's first moment begins at +1e-6, as optax's does.
LOPSIDED = {"rprop_slip", "yogi"}


@pytest.mark.parametrize("optimizer", [key for key in RULES if key not in LOPSIDED])
@given(data=st.data(), x=coordinate, y=coordinate)
@quick
def test_mirrored_bowl_mirrored_path(optimizer, data, x, y):
    """f(-x, -y) = f(x, y): the path from the mirrored start is the mirrored path, bit for bit."""
    hyper = settings_of(optimizer, data)

    one, other = (
        optviz.run(
            "quadratic", optimizer, start=s, n_iterations=30, learning_rate=0.05, **hyper
        ).iterates
        for s in ((x, y), (-x, -y))
    )

    assert np.array_equal(one, -other)


@pytest.mark.parametrize("power", [-300, -3, 3, 19])
@given(x=coordinate, y=coordinate, rate=rates)
@quick
def test_rprop_is_blind_to_the_scale_of_the_loss(power, x, y, rate):
    """Powers of two, bitwise (lecture row 30); mu scales the whole quadratic."""
    one, other = (
        optviz.run(
            "quadratic",
            "rprop",
            start=(x, y),
            n_iterations=60,
            learning_rate=rate,
            parameters={"mu": mu, "kappa": 4.0},
        ).iterates
        for mu in (1.0, 2.0**power)
    )

    assert same_bits(one, other)


@pytest.mark.parametrize("scale", [1e-3, 0.125, 8.0, 1e3])
def test_rprop_is_blind_to_the_lecture_s_scales(scale):
    """c = 1e-3, 1/8, 8, 1e3 of the lecture: the path is the same."""
    gradients = np.random.default_rng(2).normal(size=(200, 2))

    assert same_bits(step_of("rprop", gradients), step_of("rprop", scale * gradients))


@pytest.mark.parametrize("optimizer", ["adagrad", "rmsprop", "adam"])
def test_adaptive_rules_are_blind_to_the_scale_without_epsilon(optimizer):
    """With epsilon 0, powers of two cancel exactly; with the default epsilon, almost."""
    gradients = np.random.default_rng(3).normal(size=(100, 2))
    exact = step_of(optimizer, gradients, hyper={"epsilon": 0.0})

    assert same_bits(exact, step_of(optimizer, 1024 * gradients, hyper={"epsilon": 0.0}))
    np.testing.assert_allclose(step_of(optimizer, 1e3 * gradients), exact, rtol=1e-6)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov"])
@given(x=coordinate, y=coordinate)
@quick
def test_gradient_methods_are_linear_on_a_quadratic(optimizer, x, y):
    """Doubling the start doubles the path; scaling loss by 2 and rate by 1/2 changes nothing."""

    def path(start, rate, mu):
        return optviz.run(
            "quadratic",
            optimizer,
            start=start,
            n_iterations=50,
            learning_rate=rate,
            parameters={"mu": mu},
        ).iterates

    one = path((x, y), 0.01, 1.0)

    assert np.array_equal(2 * one, path((2 * x, 2 * y), 0.01, 1.0))
    assert np.array_equal(one, path((x, y), 0.005, 2.0))


@pytest.mark.parametrize("optimizer", [key for key in RULES if key not in LOPSIDED])
@given(data=st.data(), x=coordinate, y=coordinate)
@quick
def test_zero_gradient_at_zero_state_moves_nothing(optimizer, data, x, y):
    """At the center of a bowl put at (x, y), at every setting without weight decay."""
    known = {p.key for p in optviz.OPTIMIZERS[optimizer].hyperparameters}
    still = {key: 0.0 for key in ("weight_decay", "lambd") if key in known}
    hyper = settings_of(optimizer, data) | still

    t = optviz.run(
        "quadratic",
        optimizer,
        start=(x, y),
        n_iterations=20,
        learning_rate=0.5,
        parameters={"cx": x, "cy": y},
        **hyper,
    )

    assert np.array_equal(t.iterates, np.tile([x, y], (21, 1)))


@pytest.mark.parametrize("optimizer", RULES)
def test_coordinates_do_not_see_each_other(optimizer):
    """A rule on n coordinates is n rules on one: the STEP convention serves networks too."""
    gradients = np.random.default_rng(4).normal(size=(60, 9))
    together = step_of(optimizer, gradients)

    for i in range(9):
        alone = step_of(optimizer, gradients[:, [i]], start=(together[0, i],))
        assert same_bits(together[:, [i]], alone)


@pytest.mark.parametrize("optimizer", RULES)
@given(data=st.data(), x=coordinate, y=coordinate, rate=rates)
@settings(max_examples=10, deadline=None)
def test_compiled_equals_plain_from_anywhere(optimizer, data, x, y, rate):
    """Bit for bit, from any start, at any rate, on a drawn surface and setting."""
    key = data.draw(st.sampled_from(list(optviz.SURFACES)))
    hyper = settings_of(optimizer, data)
    iterates, values, _ = plain_path(key, optimizer, (x, y), rate, hyper, n=25)

    t = optviz.run(
        key,
        optimizer,
        start=(x, y),
        n_iterations=25,
        learning_rate=rate,
        divergence_limit=np.inf,
        **hyper,
    )

    assert same_bits(t.iterates, iterates)
    assert same_bits(t.values, values)


@given(seed=st.integers(0, 2**32 - 1), noise=st.floats(0, 10), batch_size=st.integers(1, 40))
@quick
def test_same_seed_same_bits(seed, noise, batch_size):
    """Whatever is random is a function of the seed."""
    setting = {
        "start": (0.0, 1.0),
        "n_iterations": 50,
        "seed": seed,
        "noise": noise,
        "batch_size": batch_size,
    }

    one, again = (optviz.run("regression", "adam", **setting).iterates for _ in range(2))

    assert same_bits(one, again)


def test_the_order_of_runs_does_not_matter():
    """No state is left behind from one run to the next."""

    def all_of_them(keys):
        return {
            k: optviz.run(
                "beale", k, start=(1.0, 1.0), n_iterations=30, noise=0.1, seed=1
            ).iterates.tobytes()
            for k in keys
        }

    assert all_of_them(RULES) == all_of_them(RULES[::-1])
