"""Mini-batches: a seeded shuffle per epoch, no row left out, and the full batch is the
deterministic run.
"""

from collections import Counter

import numpy as np
import pytest

import optviz
from optviz.problems.batches import shuffled_batches
from tests.engine.plain import ELEMENTWISE, same_bits
from tests.reference import formulas

N = 24
SETTING = {"start": (-1.0, 3.0), "learning_rate": 0.02}


@pytest.fixture(scope="module")
def problem():
    data = formulas.specification()["linreg"]["data"]
    return optviz.Regression(data["t"], data["z"])


def rows_of(batch_size, n_iterations, seed, n_samples=N):
    """The rows of each iteration as a list of arrays."""
    offsets, rows = shuffled_batches(n_samples, batch_size, n_iterations, seed)
    return np.split(rows, offsets[1:-1])


@pytest.mark.parametrize("batch_size", [1, 2, 5, 7, 8, 23, 24])
@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_each_epoch_is_a_permutation(batch_size, seed):
    """Every row once an epoch; the last batch is short and kept; epochs differ from one another."""
    per_epoch = -(-N // batch_size)
    batches = rows_of(batch_size, 4 * per_epoch, seed)

    epochs = [np.concatenate(batches[k * per_epoch : (k + 1) * per_epoch]) for k in range(4)]

    for epoch in epochs:
        assert sorted(epoch) == list(range(N))
    sizes = [len(batch) for batch in batches[:per_epoch]]
    assert sizes[:-1] == [batch_size] * (per_epoch - 1)
    assert sizes[-1] == (N % batch_size or batch_size)
    if batch_size < N:
        assert len({tuple(epoch) for epoch in epochs}) >= 2  # B = 23 has only 24 different epochs


def test_shuffle_is_a_pure_function_of_the_seed():
    one, again, other = (np.concatenate(rows_of(5, 50, seed)) for seed in (3, 3, 4))

    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_longer_runs_begin_like_shorter_ones():
    """Asking for more iterations does not change the first ones."""
    for seed in (0, 9):
        short, long = rows_of(7, 11, seed), rows_of(7, 300, seed)
        assert all(np.array_equal(a, b) for a, b in zip(short, long, strict=False))


def test_every_row_is_equally_likely_in_the_first_batch():
    counts = Counter(int(rows_of(1, 1, seed)[0][0]) for seed in range(2400))

    assert len(counts) == N
    assert max(counts.values()) < 160
    assert min(counts.values()) > 55


@pytest.mark.parametrize("optimizer", ELEMENTWISE)
def test_full_batch_is_the_deterministic_run_bit_for_bit(problem, optimizer):
    """B = N, however it is asked for, on small data and on the built-in problem."""
    for objective, n in ((problem, N), ("regression", optviz.objective("regression").n_samples)):
        plain = optviz.run(objective, optimizer, n_iterations=100, **SETTING)
        asked = optviz.run(objective, optimizer, n_iterations=100, batch_size=n, seed=7, **SETTING)
        listed = optviz.run(
            objective,
            optimizer,
            n_iterations=100,
            batches=np.tile(np.arange(n), (100, 1)),
            **SETTING,
        )
        assert same_bits(plain.iterates, asked.iterates)
        assert same_bits(plain.iterates, listed.iterates)
        assert same_bits(plain.values, listed.values)


@pytest.mark.parametrize("optimizer", ELEMENTWISE)
@pytest.mark.parametrize("batch_size", [1, 6])
def test_given_batches_replace_the_shuffle(problem, optimizer, batch_size):
    """The rows of the seeded shuffle, given as an array, make the same run; the seed is then
    unused.
    """
    batches = np.array(rows_of(batch_size, 96, seed=5))

    shuffled = optviz.run(
        problem, optimizer, n_iterations=96, batch_size=batch_size, seed=5, **SETTING
    )
    given = optviz.run(problem, optimizer, n_iterations=96, batches=batches, seed=77, **SETTING)

    assert same_bits(shuffled.iterates, given.iterates)


def test_a_step_uses_the_rows_of_its_batch_and_no_others(problem):
    """The first SGD step is the gradient of the mean over exactly those rows."""
    for rows in ([3], [0, 5, 23], [4, 4, 9]):
        t = optviz.run(problem, "sgd", n_iterations=1, batches=[rows], **SETTING)
        x, y = problem.x[rows], problem.y[rows]
        residual = -1.0 * x + 3.0 - y
        gradient = 2 * np.array([(residual * x).mean(), residual.mean()])
        np.testing.assert_allclose(
            t.iterates[1], np.array([-1.0, 3.0]) - 0.02 * gradient, rtol=1e-14
        )


def test_recorded_values_are_of_all_the_data(problem):
    """values and gradient_norms describe the full objective even when the steps see one row."""
    t = optviz.run(problem, "sgd", n_iterations=60, batch_size=1, **SETTING)

    values, gradients = optviz.objective(problem).values_and_gradients(t.iterates)

    assert same_bits(t.values, values)
    np.testing.assert_allclose(t.gradient_norms, np.hypot(*gradients.T), rtol=1e-15)


def test_batch_size_changes_the_path_and_seed_changes_the_path():
    runs = [
        optviz.run(
            "regression", "sgd", n_iterations=30, batch_size=b, seed=s, **SETTING
        ).iterates.tobytes()
        for b, s in ((1, 0), (1, 1), (8, 0), (8, 1), (None, 0))
    ]

    assert len(set(runs)) == 5


def test_variance_of_the_mini_batch_gradient(problem):
    """Var = s^2 / B (1 - B/N) without replacement; the mean is the gradient (lecture row 16)."""
    point, rate = np.array([-1.0, 3.0]), 1e-3
    single = np.array(
        [
            optviz.objective(optviz.Regression([x], [y])).values_and_gradients(point[None])[1][0]
            for x, y in zip(problem.x, problem.y, strict=True)
        ]
    )
    full, s2 = single.mean(axis=0), single.var(axis=0, ddof=1)

    for batch_size in (1, 4, 12, 16):
        draws = np.array(
            [
                -(
                    optviz.run(
                        problem,
                        "sgd",
                        start=point,
                        n_iterations=1,
                        learning_rate=rate,
                        batch_size=batch_size,
                        seed=k,
                    ).iterates[1]
                    - point
                )
                / rate
                for k in range(1500)
            ]
        )
        theory = s2 / batch_size * (1 - batch_size / N)
        np.testing.assert_allclose(draws.var(axis=0, ddof=1), theory, rtol=0.12)
        np.testing.assert_allclose(draws.mean(axis=0), full, atol=4 * np.sqrt(theory.max() / 1500))
    # In w, as measured for the lecture: 37.2, 8.09, 0.809 for B = 1, 4, 16.
    measured = [s2[0] / b * (1 - b / N) for b in (1, 4, 16)]
    np.testing.assert_allclose(measured, [37.2, 8.09, 0.809], rtol=1e-3)


def test_larger_batches_take_more_steps_downhill(problem):
    """Share of steps lowering the full loss grows with B and is 1 at B = N (lecture, row 96)."""
    shares = []
    for batch_size in (1, 2, 4, 8, 24):
        runs = [
            optviz.run(
                problem,
                "sgd",
                start=(-1.0, 3.0),
                n_iterations=40,
                learning_rate=0.05,
                batch_size=batch_size,
                seed=k,
            )
            for k in range(60)
        ]
        shares.append(np.mean([np.diff(t.values) < 0 for t in runs]))

    assert shares == sorted(shares)
    assert shares[0] == pytest.approx(0.72, abs=0.06)
    assert shares[-1] == 1.0
