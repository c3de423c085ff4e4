"""Griewank: a checkerboard of minima on a bowl so wide that they are almost equally deep."""

from math import pi, sqrt

from optviz.elementary import cos, sin
from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface, grid
from optviz.surfaces.rates import rates

Q = Parameter(
    "q", "Width of the bowl", "q", 4000.0, 0.0, 1e9, "log", low_open=True, slider=(10.0, 1e5)
)
ROOT_HALF = sqrt(0.5)
EXTREMES = grid([pi * i for i in range(-3, 4)], [pi / ROOT_HALF * i for i in range(-2, 3)])
SADDLES = grid(
    [pi * (i + 0.5) for i in range(-3, 3)], [pi / ROOT_HALF * (i + 0.5) for i in range(-2, 2)]
)


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = 1 + (x² + y²) / q - cos x cos(y / √2), minimum 0 at the origin.

    parameters : (1,)  q > 0
    """
    q = parameters[0]
    v = y * ROOT_HALF
    cx = cos(x)
    cv = cos(v)
    value = 1.0 + (x * x + y * y) / q - cx * cv
    return value, 2.0 * x / q + sin(x) * cv, 2.0 * y / q + ROOT_HALF * cx * sin(v)


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    bowl = 2.0 / parameters[0]
    v = y * ROOT_HALF
    both = cos(x) * cos(v)
    return bowl + both, -ROOT_HALF * sin(x) * sin(v), bowl + 0.5 * both


GRIEWANK = Surface(
    key="griewank",
    label="Griewank",
    group="many minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-7.0, 5.0),
    stationary_points=EXTREMES + SADDLES,
    learning_rates=rates(
        gd=0.2,
        mom=0.05,
        nag=0.05,
        rprop=0.2,
        adagrad=0.5,
        rmsprop=0.05,
        adadelta=10,
        adam=0.2,
        adamax=0.2,
        nadam=0.1,
        radam=0.5,
        lion=0.1,
    ),
    formula=(
        "t = y/2**0.5",
        "1+(x**2+y**2)/q-cos(x)*cos(t)",
    ),
    source="Griewank 1981, Generalized descent for global optimization",
    parameters=(Q,),
)
