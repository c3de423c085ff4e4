"""Beale: flat center, steep walls at the corners."""

from optviz.signatures import Vector, hessian_function, inlined, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@inlined
def slope(x: float, y: float) -> tuple[float, float, float]:
    """Value and gradient, for the surfaces made of Beale's function."""
    y2 = y * y
    y3 = y2 * y
    e1 = 1.5 - x + x * y
    e2 = 2.25 - x + x * y2
    e3 = 2.625 - x + x * y3
    value = e1 * e1 + e2 * e2 + e3 * e3
    dx = 2.0 * (e1 * (y - 1.0) + e2 * (y2 - 1.0) + e3 * (y3 - 1.0))
    dy = 2.0 * x * (e1 + 2.0 * e2 * y + 3.0 * e3 * y2)
    return value, dx, dy


@inlined
def curvature(x: float, y: float) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    y2 = y * y
    y3 = y2 * y
    e1 = 1.5 - x + x * y
    e2 = 2.25 - x + x * y2
    e3 = 2.625 - x + x * y3
    d1 = y - 1.0
    d2 = y2 - 1.0
    d3 = y3 - 1.0
    xx = 2.0 * (d1 * d1 + d2 * d2 + d3 * d3)
    xy = 2.0 * (e1 + x * d1 + 2.0 * e2 * y + 2.0 * x * y * d2 + 3.0 * e3 * y2 + 3.0 * x * y2 * d3)
    slopes = 1.0 + 4.0 * y2 + 9.0 * (y2 * y2)
    yy = 2.0 * (x * x * slopes + 2.0 * e2 * x + 6.0 * e3 * x * y)
    return xx, xy, yy


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = Σ_k (c_k - x + x yᵏ)², c = 1.5, 2.25, 2.625, k = 1, 2, 3; minimum 0 at (3, 1/2)."""
    return slope(x, y)


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    return curvature(x, y)


BEALE = Surface(
    key="beale",
    label="Beale",
    group="valleys",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-4.5, 4.5), (-4.5, 4.5)),
    start=(-2.0, 1.6),
    stationary_points=(
        (3.0, 0.5),
        (0.10053793732415839, -2.644513585023125),
        (0.0, 1.0),
    ),
    learning_rates=rates(
        gd=0.001,
        mom=0.0002,
        nag=0.0002,
        rprop=0.1,
        adagrad=0.2,
        rmsprop=0.02,
        adadelta=2,
        adam=0.05,
        adamax=0.1,
        nadam=0.05,
        radam=0.0005,
        lion=0.005,
    ),
    formula=(
        "A = 1.5-x+x*y",
        "B = 2.25-x+x*y**2",
        "C = 2.625-x+x*y**3",
        "A**2+B**2+C**2",
    ),
    source="Beale 1958, On an iterative method for finding a local minimum",
)
