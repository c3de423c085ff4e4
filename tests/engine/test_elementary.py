"""exp, log, sin, cos and what is made of them: accurate, vectorizing, the same bits everywhere."""

import math
import platform

import numba
import numpy as np
import pytest

from optviz import elementary
from tests.engine.plain import same_bits

RANDOM = np.random.default_rng(7)
MULTIPLES = np.arange(1, 4000) * (math.pi / 2)  # where sine and cosine cancel to almost nothing
ANGLES = np.concatenate(
    [RANDOM.uniform(-7, 7, 4000), RANDOM.uniform(-1.6e6, 1.6e6, 4000), MULTIPLES, -MULTIPLES]
)
SPREAD = np.exp(RANDOM.uniform(-700, 700, 4000))
ARGUMENTS = {
    "exp": RANDOM.uniform(-708, 709, 4000),
    "log": np.concatenate([SPREAD, RANDOM.uniform(0.5, 2, 4000)]),
    "log1p": np.concatenate([SPREAD, RANDOM.uniform(0, 1, 4000)]),
    "sin": ANGLES,
    "cos": ANGLES,
    "sigmoid": RANDOM.uniform(-700, 40, 4000),
    "sign": RANDOM.uniform(-1, 1, 100),
}
SPECIAL = [0.0, -0.0, 1e-300, -1e-300, 5e-324, -709.5, 709.5, 1e15, 1e17, 1e300]
SPECIAL += [-1e15, -1e300, math.inf, -math.inf, math.nan]


def libm(name, x):
    """What the C library, itself within one ulp, says."""
    if name == "sigmoid":
        return 1 / (1 + math.exp(-x))
    return math.copysign(1.0, x) if name == "sign" else getattr(math, name)(x)


def compiled(name, arguments):
    """The function over a loop, as a surface calls it."""
    function = getattr(elementary, name)

    @numba.njit(error_model="numpy")
    def loop(xs, out):
        for i in range(xs.size):
            out[i] = function(xs[i])

    xs = np.array(arguments)
    out = np.empty_like(xs)
    loop(xs, out)
    return out, loop


@pytest.mark.parametrize("name", ARGUMENTS)
def test_within_two_units_in_the_last_place_of_libm(name):
    ours, _ = compiled(name, ARGUMENTS[name])
    theirs = np.array([libm(name, x) for x in ARGUMENTS[name]])

    ulps = np.abs(ours - theirs) / np.spacing(np.abs(theirs))
    assert ulps.max() <= (3 if name == "sigmoid" else 2)
    assert (ulps == 0).mean() >= (0.6 if name in ("sigmoid", "log1p") else 0.75)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_plain_python_is_the_same_arithmetic(name, monkeypatch):
    """Bit for bit, and with plain functions all the way down."""
    arguments = [*ARGUMENTS[name][:: max(1, len(ARGUMENTS[name]) // 500)], *SPECIAL]
    ours, _ = compiled(name, arguments)
    for other, value in vars(elementary).items():
        if hasattr(value, "py_func"):
            monkeypatch.setattr(elementary, other, value.py_func)

    with np.errstate(all="ignore"):
        plain = [float(getattr(elementary, name)(np.float64(x))) for x in arguments]

    assert same_bits(ours, plain)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="reads x86 assembly")
@pytest.mark.parametrize("name", ARGUMENTS)
def test_loops_vectorize(name):
    """Packed arithmetic, and no call of libm, which would stop it."""
    _, loop = compiled(name, [1.0])

    (assembly,) = loop.inspect_asm().values()
    assert "subpd" in assembly or "addpd" in assembly or "mulpd" in assembly
    assert not [line for line in assembly.splitlines() if "call" in line and name in line]


def test_special_values():
    """Ends of the ranges, infinities, nan; angles too large to mean anything."""
    values = {
        name: dict(zip(SPECIAL, compiled(name, SPECIAL)[0], strict=True)) for name in ARGUMENTS
    }

    assert values["exp"][-709.5] == 0.0
    assert values["exp"][709.5] == math.inf
    assert values["exp"][0.0] == 1.0
    assert values["log"][0.0] == -math.inf
    assert values["log"][math.inf] == math.inf
    assert math.isnan(values["log"][-1e-300])
    assert values["log1p"][1e-300] == 1e-300
    assert values["log1p"][math.inf] == math.inf
    assert values["sigmoid"][-math.inf] == 0.0
    assert values["sigmoid"][math.inf] == 1.0
    assert (values["sin"][0.0], values["cos"][0.0]) == (0.0, 1.0)
    assert (values["sin"][1e300], values["cos"][1e300]) == (0.0, 1.0)
    assert math.isnan(values["sin"][math.inf])
    assert math.isnan(values["cos"][-math.inf])
    assert (values["sign"][-1e-300], values["sign"][0.0], values["sign"][1e-300]) == (-1, 0, 1)
    for name in ("exp", "log", "log1p", "sin", "cos", "sigmoid"):
        assert math.isnan(compiled(name, [math.nan])[0][0])


def test_large_angles_are_those_of_a_neighbor():
    """Beyond 1.6e6 the result belongs to a number within a few ulp, and never leaves [-1, 1]."""
    x = np.exp(RANDOM.uniform(math.log(1.6e6), math.log(1e15), 2000))
    sine, cosine = compiled("sin", x)[0], compiled("cos", x)[0]

    turned = np.arctan2(
        sine * np.cos(x) - cosine * np.sin(x), cosine * np.cos(x) + sine * np.sin(x)
    )
    assert (np.abs(turned) <= 3 * np.spacing(x)).all()
    np.testing.assert_allclose(np.hypot(sine, cosine), 1, rtol=1e-15)
