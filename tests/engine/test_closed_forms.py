"""What pencil and paper, or the lecture's measured numbers, say about a run."""

import math

import numpy as np
import pytest

import optviz
from optviz.engine import finishing_iteration
from tests.engine.plain import step_of
from tests.engine.running import follow
from tests.reference import cases

RULES = cases.OPTIMIZERS


def ravine(kappa, theta=0.0):
    return {"mu": 1.0, "kappa": float(kappa), "theta": theta}


# --- one rule, a constant or given gradient
# -----------------------------------------------------------


@pytest.mark.parametrize("rate", [1e-3, 0.1, 3.0])
@pytest.mark.parametrize("gradient", [(1.0, 1.0), (1e3, -1e-3), (-1e-6, 5.0)])
def test_first_steps(rate, gradient):
    """Adam moves by the rate, RMSProp by 10 times it, AdaGrad by it, Rprop by it, SGD by rate x
    gradient.
    """
    first = {
        key: -np.diff(step_of(key, [gradient], rate, start=(0, 0)), axis=0)[0] for key in RULES
    }

    sign, g = np.sign(gradient), np.array(gradient)
    np.testing.assert_allclose(first["adam"], rate * g / (abs(g) + 1e-8), rtol=1e-12)
    np.testing.assert_allclose(first["rmsprop"], rate * g / (0.1 * abs(g) + 1e-8), rtol=1e-12)
    np.testing.assert_allclose(first["adagrad"], rate * g / (abs(g) + 1e-10), rtol=1e-12)
    np.testing.assert_array_equal(first["rprop"], rate * sign)
    np.testing.assert_allclose(first["sgd"], rate * g, rtol=1e-15)
    np.testing.assert_allclose(first["momentum"], rate * g, rtol=1e-15)
    np.testing.assert_allclose(first["nesterov"], 1.9 * rate * g, rtol=1e-15)


def test_constant_gradient():
    """Adam keeps a step of lr, AdaGrad's is lr/sqrt(t), RMSProp's shrinks to lr, momentum's grows
    to lr g/(1-b).
    """
    g, rate, n = 0.7, 0.1, 2000
    steps = {
        key: -np.diff(step_of(key, np.full((n, 1), g), rate, start=(0,)), axis=0)[:, 0]
        for key in RULES
    }
    t = np.arange(1, n + 1)

    np.testing.assert_allclose(steps["adam"], rate, rtol=1e-7)
    np.testing.assert_allclose(steps["adagrad"], rate / np.sqrt(t), rtol=1e-8)
    np.testing.assert_allclose(steps["rmsprop"], rate / np.sqrt(1 - 0.99**t), rtol=1e-6)
    np.testing.assert_allclose(steps["momentum"], rate * g * (1 - 0.9**t) / 0.1, rtol=1e-10)
    assert steps["momentum"][-1] == pytest.approx(rate * g / (1 - 0.9), rel=1e-12)
    np.testing.assert_allclose(steps["rprop"], np.minimum(0.1 * 1.2 ** (t - 1.0), 50), rtol=1e-10)
    np.testing.assert_allclose(steps["adagrad"][[0, 9, 199]] / rate, [1, 0.32, 0.07], atol=5e-3)


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9, 0.99])
def test_velocity_is_the_weighted_sum_of_gradients(momentum):
    """v_t = sum of b^(t-i) g_i, to 1e-12 (lecture row 20)."""
    g = np.random.default_rng(0).normal(size=(80, 2))
    v = [sum(momentum ** (t - i) * g[i] for i in range(t + 1)) for t in range(80)]

    path = step_of("momentum", g, 0.01, {"momentum": momentum})

    np.testing.assert_allclose(-np.diff(path, axis=0) / 0.01, v, atol=1e-12)


def test_rprop_on_nine_small_pushes_and_a_large_one():
    """+0.1 nine times, -0.9 once: SGD nets 0, Rprop is 20.80 deltas away (lecture row 31)."""
    tape = [[0.1]] * 9 + [[-0.9]]

    sgd, rprop = (step_of(key, tape, 1.0, start=(0,)) for key in ("sgd", "rprop"))

    assert sgd[-1, 0] == pytest.approx(0, abs=1e-15)
    assert -rprop[-1, 0] == pytest.approx(20.80, abs=0.005)
    assert -rprop[-1, 0] == pytest.approx((1.2**9 - 1) / 0.2, rel=1e-14)
    assert rprop[-1, 0] == rprop[-2, 0]


def test_nesterov_is_the_look_ahead_form():
    """v' = b v - a grad(x + b v), x' = x + v': ours is x + b v, to 1e-12 (lecture row 23)."""
    objective, a, b = optviz.objective("himmelblau"), 0.002, 0.9
    x, v = np.array([-0.5, -1.2]), np.zeros(2)
    expected = [x]
    for _ in range(100):
        v = b * v - a * objective.values_and_gradients([x + b * v])[1][0]
        x = x + v
        expected.append(x + b * v)

    t = follow("himmelblau", "nesterov", (-0.5, -1.2), a, 100, momentum=b)

    np.testing.assert_allclose(t.iterates, expected, atol=1e-12)


def test_momentum_with_the_rate_inside_is_the_same_while_the_rate_is_constant():
    """Sutskever's v = b v - a g, x += v: equal for a constant rate, different when it halves at
    step 20.
    """
    objective, start = optviz.objective("himmelblau"), (-0.5, -1.2)

    def inside(rates):
        x, v, path = np.array(start), np.zeros(2), [np.array(start)]
        for rate in rates:
            v = 0.9 * v - rate * objective.values_and_gradients([x])[1][0]
            x = x + v
            path.append(x)
        return np.array(path)

    halved = np.where(np.arange(60) < 20, 1.0, 0.5)
    constant = follow("himmelblau", "momentum", start, 0.001, 60)
    changing = follow("himmelblau", "momentum", start, 0.001, 60, schedule=halved)

    np.testing.assert_allclose(constant.iterates, inside(np.full(60, 0.001)), atol=1e-12)
    assert np.abs(changing.iterates - inside(0.001 * halved)).max() > 1e-3


# --- conditioning
# ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kappa", "gd", "heavy_ball"), [(10, 69, 26), (100, 691, 83), (1000, 6908, 264)]
)
def test_steps_to_1e_6_by_condition_number(kappa, gd, heavy_ball):
    """Best fixed rate 2/(mu + L): rate (k-1)/(k+1); the best heavy ball: its square root."""
    rate = 2 / (1 + kappa)
    plain = follow("quadratic", "sgd", (1.0, 1.0), rate, 7000, ravine(kappa))
    root = math.sqrt(kappa)
    ball = follow(
        "quadratic",
        "momentum",
        (1.0, 1.0),
        4 / (root + 1) ** 2,
        400,
        ravine(kappa),
        momentum=((root - 1) / (root + 1)) ** 2,
    )

    distance = np.hypot(*plain.iterates.T) / math.sqrt(2)
    assert int(np.argmax(distance <= 1e-6)) == gd
    ratios = distance[1:60] / distance[:59]
    np.testing.assert_allclose(ratios, (kappa - 1) / (kappa + 1), rtol=1e-10)
    reached = int(np.argmax(np.hypot(*ball.iterates.T) / math.sqrt(2) <= 1e-6))
    assert reached == pytest.approx(heavy_ball, rel=0.25)
    assert reached < gd / 2


def test_zigzag():
    """Just under 2/(mu + L) the steep coordinate flips 40 times of 40, the flat one never."""
    t = follow("quadratic", "sgd", (3.0, 3.0), 0.999 * 2 / 21, 40, ravine(20))

    changes = (np.diff(np.sign(t.iterates), axis=0) != 0).sum(axis=0)
    assert changes.tolist() == [0, 40]


@pytest.mark.parametrize(("factor", "distance"), [(0.99, 9.3e-4), (1.0, 3.0), (1.01, 8.3e3)])
def test_stability_limit(factor, distance):
    """a = 0.99, 1, 1.01 times 2/L from 3: 9.3e-4, 3 for ever, 8.3e3 after 400 steps."""
    t = follow("quadratic", "sgd", (3.0, 0.0), factor * 2.0, 400, ravine(1))

    assert abs(t.iterates[-1, 0]) == pytest.approx(distance, rel=0.01)
    if factor == 1.0:
        assert set(np.abs(t.iterates[:, 0])) == {3.0}


@pytest.mark.parametrize(
    ("rate", "after_20"), [(0.1, 0.486), (1.0, 0.0), (1.9, 0.486), (2.1, 26.9)]
)
def test_a_step_is_slope_times_rate(rate, after_20):
    """Lesson 1: from -4 on w^2/2."""
    t = follow("quadratic", "sgd", (-4.0, 0.0), rate, 20, ravine(1))

    assert abs(t.iterates[-1, 0]) == pytest.approx(after_20, abs=0.05)
    overshoots = (np.diff(np.sign(t.iterates[:, 0])) != 0).any() and rate != 1.0
    assert overshoots == (rate > 1.0)


def test_predicted_and_real_decrease():
    """a g^2 along the tangent, a g^2 - c a^2 g^2 / 2 in truth (lecture row 88)."""
    for c, rate in ((1.0, 0.3), (4.0, 0.1), (4.0, 0.6)):
        t = follow("quadratic", "sgd", (2.0, 0.0), rate, 1, {"mu": c, "kappa": 1.0})
        g2 = (2.0 * c) ** 2
        assert t.values[0] - t.values[1] == pytest.approx(
            rate * g2 - c * rate**2 * g2 / 2, rel=1e-12
        )


@pytest.mark.parametrize(
    ("rate", "steps"), [(0.02, 173), (2 / 26, 55), (0.079, 169), (0.082, None)]
)
def test_narrow_valleys_zigzag(rate, steps):
    """Lesson 3: ravine of kappa 25 turned by 0.45, from (-5, -0.2), to loss 0.01."""
    t = follow("quadratic", "sgd", (-5.0, -0.2), rate, 400, ravine(25, 0.45))

    assert finishing_iteration(t.values, 0.01) == steps


@pytest.mark.parametrize(
    ("optimizer", "momentum", "steps"),
    [
        ("momentum", 0.0, 173),
        ("momentum", 0.5, 83),
        ("momentum", 0.9, 81),
        ("momentum", 0.99, None),
        ("nesterov", 0.9, 55),
    ],
)
def test_momentum_remembers(optimizer, momentum, steps):
    """Lesson 7: the same ravine at rate 0.02 (Nesterov's own iterate is a step apart from ours)."""
    t = follow("quadratic", optimizer, (-5.0, -0.2), 0.02, 400, ravine(25, 0.45), momentum=momentum)
    found = finishing_iteration(t.values, 0.01)

    assert found == (None if steps is None else pytest.approx(steps, abs=2))


@pytest.mark.parametrize("rate", [0.1, 0.05, 0.025, 0.0125])
def test_steps_grow_as_one_over_the_rate(rate):
    """Lecture row 84, within 10 %."""
    t = follow("quadratic", "sgd", (1.0, 0.0), rate, 3000, ravine(1))

    assert np.argmax(t.iterates[:, 0] < 1e-3) * rate == pytest.approx(math.log(1e3), rel=0.1)
