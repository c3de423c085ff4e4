"""Saddle: down without end along y, up along x."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = x² - y², unbounded below."""
    return x * x - y * y, 2.0 * x, -2.0 * y


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """diag(2, -2), everywhere."""
    return 2.0, 0.0, -2.0


SADDLE = Surface(
    key="saddle",
    label="Saddle",
    group="saddles",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.5, 0.001),
    stationary_points=((0.0, 0.0),),
    learning_rates=rates(
        gd=0.1,
        mom=0.02,
        nag=0.01,
        rprop=0.05,
        adagrad=0.1,
        rmsprop=0.01,
        adadelta=0.5,
        adam=0.02,
        adamax=0.05,
        nadam=0.02,
        radam=0.2,
        lion=0.05,
    ),
    formula=("x**2-y**2",),
    source="textbook",
    bounded_below=False,
)
