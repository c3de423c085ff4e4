"""Booth: a plain quadratic of condition number 9, given as two equations in two unknowns."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = (x + 2 y - 7)² + (2 x + y - 5)², minimum 0 at (1, 3)."""
    p = x + 2.0 * y - 7.0
    q = 2.0 * x + y - 5.0
    return p * p + q * q, 2.0 * p + 4.0 * q, 4.0 * p + 2.0 * q


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Eigenvalues 2 and 18, everywhere."""
    return 10.0, 8.0, 10.0


BOOTH = Surface(
    key="booth",
    label="Booth",
    group="conditioning",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, -7.0),
    stationary_points=((1.0, 3.0),),
    learning_rates=rates(
        gd=0.01,
        mom=0.001,
        nag=0.002,
        rprop=0.2,
        adagrad=5,
        rmsprop=0.5,
        adadelta=50,
        adam=0.5,
        adamax=1,
        nadam=0.5,
        radam=0.02,
        lion=0.2,
    ),
    formula=("(x+2*y-7)**2+(2*x+y-5)**2",),
    source="Booth 1949, An application of the method of steepest descents",
)
