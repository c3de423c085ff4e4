"""Gradient noise: additive, normal, seeded, its scale a number; only the gradient sees it."""

import numpy as np
import pytest

import optviz
from tests.engine.plain import same_bits


def noise_of(seed, noise=0.5, n=20000, **more):
    """The noise itself: with rate 1 on a gradient of 0 (a flat spot far down the plateau),
    -diff(x).
    """
    flat = optviz.Regression([0.0], [0.0])  # its gradient is (0, 2 b): take the first coordinate
    t = optviz.run(
        flat,
        "sgd",
        start=(0.0, 0.0),
        n_iterations=n,
        learning_rate=0.5,
        noise=noise,
        seed=seed,
        divergence_limit=np.inf,
        **more,
    )
    return -np.diff(t.iterates[:, 0]) / 0.5


def test_it_is_normal_with_the_given_scale():
    for scale in (0.5, 3.0):
        draws = noise_of(1, scale) / scale
        assert abs(draws.mean()) < 4 / np.sqrt(draws.size)
        assert draws.var() == pytest.approx(1, abs=0.05)
        assert (np.abs(draws) < 1).mean() == pytest.approx(0.6827, abs=0.015)
        assert abs(np.corrcoef(draws[1:], draws[:-1])[0, 1]) < 0.03


def test_scale_multiplies_the_same_draws():
    """The slider stretches the noise, it does not draw anew."""
    np.testing.assert_allclose(noise_of(4, 2.0, 500), 4 * noise_of(4, 0.5, 500), rtol=1e-9)


def test_both_coordinates_have_their_own():
    """On x^2 - y^2 at the origin one step shows the noise of both coordinates."""
    steps = np.array(
        [
            optviz.run(
                "saddle",
                "sgd",
                start=(0.0, 0.0),
                n_iterations=1,
                learning_rate=1.0,
                noise=1.0,
                seed=k,
            ).iterates[1]
            for k in range(1500)
        ]
    )

    assert np.abs(steps.mean(axis=0)).max() < 0.11
    np.testing.assert_allclose(steps.var(axis=0), 1, atol=0.15)
    assert abs(np.corrcoef(steps.T)[0, 1]) < 0.1


@pytest.mark.parametrize("key", optviz.SURFACES)
def test_same_seed_same_bits_other_seed_other_path(key):
    surface = optviz.SURFACES[key]
    setting = {
        "start": surface.start,
        "n_iterations": 50,
        "learning_rate": surface.learning_rates["adam"],
    }

    one, again, other, none = (
        optviz.run(key, "adam", noise=noise, seed=seed, **setting)
        for noise, seed in ((0.3, 5), (0.3, 5), (0.3, 6), (0.0, 5))
    )

    assert same_bits(one.iterates, again.iterates)
    assert not np.array_equal(one.iterates[1], other.iterates[1])
    assert not np.array_equal(one.iterates[1], none.iterates[1])


def test_no_noise_does_not_read_the_seed():
    runs = [
        optviz.run(
            "beale", "momentum", start=(1, 1), n_iterations=40, learning_rate=1e-3, seed=seed
        )
        for seed in (0, 123)
    ]

    assert same_bits(runs[0].iterates, runs[1].iterates)


def test_every_optimizer_meets_the_same_noise():
    """A race under noise is fair: rules differ, draws do not (sgd and momentum share their first
    step).
    """
    setting = {
        "start": (-0.5, -1.2),
        "learning_rate": 1e-3,
        "noise": 5.0,
        "seed": 9,
        "n_iterations": 1,
    }

    first = [optviz.run("himmelblau", key, **setting).iterates[1] for key in ("sgd", "momentum")]

    assert same_bits(first[0], first[1])


def test_longer_runs_begin_like_shorter_ones():
    setting = {"start": (0.0, 1.0), "learning_rate": 0.01, "noise": 1.0, "seed": 2}

    short = optviz.run("himmelblau", "sgd", n_iterations=20, **setting)
    long = optviz.run("himmelblau", "sgd", n_iterations=500, **setting)

    assert same_bits(short.iterates, long.iterates[:21])


def test_recorded_values_and_norms_are_without_noise():
    t = optviz.run(
        "himmelblau", "sgd", start=(0.0, 1.0), n_iterations=50, learning_rate=0.01, noise=2.0
    )

    values, gradients = optviz.objective("himmelblau").values_and_gradients(t.iterates)

    assert same_bits(t.values, values)
    np.testing.assert_allclose(t.gradient_norms, np.hypot(*gradients.T), rtol=1e-15)


def test_noise_comes_on_top_of_mini_batches():
    setting = {
        "start": (0.0, 0.0),
        "learning_rate": 0.01,
        "n_iterations": 1,
        "seed": 3,
        "batch_size": 4,
    }

    quiet = optviz.run("regression", "sgd", **setting).iterates[1]
    noisy = [optviz.run("regression", "sgd", noise=s, **setting).iterates[1] for s in (1.0, 2.0)]

    np.testing.assert_allclose(noisy[1] - quiet, 2 * (noisy[0] - quiet), rtol=1e-9)
