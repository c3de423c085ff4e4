"""Rastrigin: a bowl under a lattice of minima, one at every pair of whole numbers."""

from math import pi

from optviz.elementary import cos, sin
from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface, grid
from optviz.surfaces.rates import rates

A = Parameter("A", "Height of the waves", "A", 10.0, 0.0, 1e3, slider=(0.0, 20.0))
TURN = 2.0 * pi
HALVES = tuple(0.5 * i for i in range(-10, 11))  # near which the 441 stationary points are


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = 2 A + x² + y² - A cos 2πx - A cos 2πy, minimum 0 at the origin.

    parameters : (1,)  A >= 0
    """
    a = parameters[0]
    u = TURN * x
    v = TURN * y
    value = 2.0 * a + x * x + y * y - a * cos(u) - a * cos(v)
    return value, 2.0 * x + TURN * a * sin(u), 2.0 * y + TURN * a * sin(v)


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    scale = TURN * TURN * parameters[0]
    return 2.0 + scale * cos(TURN * x), 0.0, 2.0 + scale * cos(TURN * y)


RASTRIGIN = Surface(
    key="rastrigin",
    label="Rastrigin",
    group="many minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    start=(-3.3, 2.4),
    stationary_points=grid(HALVES, HALVES),
    learning_rates=rates(
        gd=0.0005,
        mom=0.0002,
        nag=0.0001,
        rprop=0.2,
        adagrad=0.2,
        rmsprop=0.01,
        adadelta=2,
        adam=0.05,
        adamax=0.05,
        nadam=0.02,
        radam=0.02,
        lion=0.02,
    ),
    formula=("2*A+x**2+y**2-A*cos(2*pi*x)-A*cos(2*pi*y)",),
    source="Rastrigin 1974, Systems of extremal control",
    parameters=(A,),
)
