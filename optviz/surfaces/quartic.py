"""Quartic bowl: so flat at its minimum that the Hessian vanishes there."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = x⁴ + y⁴. Newton's method contracts by exactly 2/3 a step."""
    x3 = x * x * x
    y3 = y * y * y
    return x3 * x + y3 * y, 4.0 * x3, 4.0 * y3


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """diag(12 x², 12 y²)."""
    return 12.0 * (x * x), 0.0, 12.0 * (y * y)


QUARTIC = Surface(
    key="quartic",
    label="Quartic bowl",
    group="conditioning",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(1.6, -1.2),
    singular_points=((0.0, 0.0, "min"),),
    learning_rates=rates(
        gd=0.02,
        mom=0.01,
        nag=0.005,
        rprop=0.05,
        adagrad=0.5,
        rmsprop=0.05,
        adadelta=20,
        adam=0.2,
        adamax=0.5,
        nadam=0.5,
        radam=0.1,
        lion=0.02,
    ),
    formula=("x**4+y**4",),
    source="textbook",
)
