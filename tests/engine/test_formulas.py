"""The yardstick itself: the vendored formulas are consistent before the engine is measured with
them.
"""

import numpy as np
import pytest

from tests.reference import formulas

KEYS = ["four_lakes", *formulas.specification()]


@pytest.mark.parametrize("key", KEYS)
def test_vendored_derivatives_agree_with_central_differences(key):
    rng = np.random.default_rng(1)
    x, y = rng.uniform(-2, 2, (2, 400))
    h = 1e-5
    _, gradient, hessian = formulas.evaluate(key, x, y)

    f = [formulas.evaluate(key, x + dx, y + dy) for dx, dy in ((h, 0), (-h, 0), (0, h), (0, -h))]
    numeric = np.array([f[0][0] - f[1][0], f[2][0] - f[3][0]]) / (2 * h)
    second = np.array([f[0][1][0] - f[1][1][0], f[2][1][0] - f[3][1][0], f[2][1][1] - f[3][1][1]])
    second = second / (2 * h)

    # All but the few points whose differences straddle a kink (l1_valley, svm_hinge).
    errors = np.sort(np.abs(numeric - gradient).max(axis=0)) / (1 + np.abs(gradient).max())
    assert errors[-4] <= 1e-6
    errors = np.sort(np.abs(second - hessian).max(axis=0)) / (1 + np.abs(hessian).max())
    assert errors[-4] <= 1e-6
