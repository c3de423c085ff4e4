"""Easom: a needle in a plain that is flat to machine precision a little farther away."""

from math import pi

from optviz.elementary import cos, exp, sin
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface, grid
from optviz.surfaces.rates import rates

NEAR, FAR = 1.3049954504376675, 4.978189856741919  # where sin t + 2 (t - π) cos t = 0, beside π


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = -cos x cos y exp(-(x - π)² - (y - π)²), minimum -1 at (π, π)."""
    u = x - pi
    v = y - pi
    cx = cos(x)
    cy = cos(y)
    bell = exp(-(u * u) - v * v)
    return -cx * cy * bell, cy * bell * (sin(x) + 2.0 * u * cx), cx * bell * (sin(y) + 2.0 * v * cy)


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    u = x - pi
    v = y - pi
    cx = cos(x)
    cy = cos(y)
    sx = sin(x)
    sy = sin(y)
    bell = exp(-(u * u) - v * v)
    xx = -cy * bell * (4.0 * u * sx + (4.0 * (u * u) - 3.0) * cx)
    xy = -bell * (sx + 2.0 * u * cx) * (sy + 2.0 * v * cy)
    yy = -cx * bell * (4.0 * v * sy + (4.0 * (v * v) - 3.0) * cy)
    return xx, xy, yy


EASOM = Surface(
    key="easom",
    label="Easom",
    group="plateaus",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-1.0, 7.0), (-1.0, 7.0)),
    start=(1.6, 4.4),
    stationary_points=grid((NEAR, pi, FAR), (NEAR, pi, FAR)),
    learning_rates=rates(
        gd=0.5,
        mom=0.2,
        nag=0.1,
        rprop=0.1,
        adagrad=0.2,
        rmsprop=0.01,
        adadelta=1,
        adam=0.05,
        adamax=0.1,
        nadam=0.02,
        radam=0.5,
        lion=0.02,
    ),
    formula=(
        "e = exp(-(x-pi)**2-(y-pi)**2)",
        "cx = cos(x)",
        "cy = cos(y)",
        "-cx*cy*e",
    ),
    source="Easom 1990, A survey of global optimization techniques",
)
