"""Styblinski-Tang: a double well along either axis, four minima of four depths."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface, grid
from optviz.surfaces.rates import rates

ALONG = (-2.903534027771177, 0.1567312567803401, 2.746802770990837)  # 2 t³ - 16 t + 2.5 = 0


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = (x⁴ - 16 x² + 5 x + y⁴ - 16 y² + 5 y) / 2."""
    xx = x * x
    yy = y * y
    value = 0.5 * (xx * (xx - 16.0) + 5.0 * x + yy * (yy - 16.0) + 5.0 * y)
    return value, x * (2.0 * xx - 16.0) + 2.5, y * (2.0 * yy - 16.0) + 2.5


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """diag(6 x² - 16, 6 y² - 16)."""
    return 6.0 * (x * x) - 16.0, 0.0, 6.0 * (y * y) - 16.0


STYBLINSKI_TANG = Surface(
    key="styblinski_tang",
    label="Styblinski-Tang",
    group="many minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(4.5, 0.3),
    stationary_points=grid(ALONG, ALONG),
    learning_rates=rates(
        gd=0.01,
        mom=0.002,
        nag=0.002,
        rprop=0.2,
        adagrad=1,
        rmsprop=0.1,
        adadelta=20,
        adam=0.5,
        adamax=0.5,
        nadam=0.2,
        radam=0.05,
        lion=0.2,
    ),
    formula=("0.5*(x**4-16*x**2+5*x+y**4-16*y**2+5*y)",),
    source="Styblinski & Tang 1990, Experiments in nonconvex optimization",
)
