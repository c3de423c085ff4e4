"""Bounded saddle: a saddle at the origin between two minima."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = x²/2 - y²/2 + y⁴/4, minima at (0, ±1)."""
    yy = y * y
    return 0.5 * x * x - 0.5 * yy + 0.25 * (yy * yy), x, y * yy - y


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """diag(1, 3 y² - 1)."""
    return 1.0, 0.0, 3.0 * (y * y) - 1.0


SADDLE_BOUNDED = Surface(
    key="saddle_bounded",
    label="Bounded saddle",
    group="saddles",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.5, 0.001),
    stationary_points=(
        (0.0, -1.0),
        (0.0, 1.0),
        (0.0, 0.0),
    ),
    learning_rates=rates(
        gd=0.2,
        mom=0.05,
        nag=0.05,
        rprop=0.05,
        adagrad=0.5,
        rmsprop=0.02,
        adadelta=10,
        adam=0.1,
        adamax=0.2,
        nadam=0.05,
        radam=0.5,
        lion=0.02,
    ),
    formula=("0.5*x**2-0.5*y**2+0.25*y**4",),
    source="Ge, Huang, Jin & Yuan 2015, Escaping from saddle points, in this form",
)
