"""Ackley: a lattice of minima in a funnel that ends in a cone point."""

from math import pi, sqrt

from optviz.elementary import cos, exp, sin
from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Points, Surface, Values, grid
from optviz.surfaces.rates import rates

A = Parameter("a", "Depth of the funnel", "a", 20.0, 0.0, 1e3, low_open=True, slider=(1.0, 40.0))
B = Parameter(
    "b", "Narrowness of the funnel", "b", 0.2, 0.0, 1e2, low_open=True, slider=(0.05, 1.0)
)
W = Parameter("w", "Waves per length", "w", 2.0 * pi, 0.0, 4.0 * pi, slider=(0.0, 4.0 * pi))
REACH = 5.0


def lattice(values: Values) -> Points:
    """Near which the stationary points are, but for the cone point: multiples of half a wave."""
    w = values[2]
    n = int(REACH * w / pi)
    along = [pi * i / w for i in range(-n, n + 1)] if n else []
    return tuple(point for point in grid(along, along) if point != (0.0, 0.0))


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = a + e - a exp(-b R) - exp((cos w x + cos w y) / 2), R = √((x² + y²) / 2); minimum 0.

    parameters : (3,)  a, b > 0, w >= 0

    The origin is the tip of a cone: there the gradient is 0, where autograd says nan.
    """
    a = parameters[0]
    b = parameters[1]
    w = parameters[2]
    r = sqrt(0.5 * (x * x + y * y))
    funnel = a * exp(-b * r)
    waves = exp(0.5 * (cos(w * x) + cos(w * y)))
    slope = b * funnel / (2.0 * r) if r > 0.0 else 0.0
    ripple = 0.5 * w * waves
    value = (a - funnel) + (exp(1.0) - waves)
    return value, slope * x + ripple * sin(w * x), slope * y + ripple * sin(w * y)


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same; at the origin those of the waves alone."""
    b = parameters[1]
    w = parameters[2]
    r = sqrt(0.5 * (x * x + y * y))
    slope = 0.5 * b * parameters[0] * exp(-b * r) / r if r > 0.0 else 0.0
    bend = (0.5 / r + 0.5 * b) / r if r > 0.0 else 0.0
    waves = 0.5 * (w * w) * exp(0.5 * (cos(w * x) + cos(w * y)))
    sx = sin(w * x)
    sy = sin(w * y)
    xx = slope * (1.0 - x * x * bend) + waves * (cos(w * x) - 0.5 * (sx * sx))
    xy = -slope * (x * y) * bend - 0.5 * waves * (sx * sy)
    yy = slope * (1.0 - y * y * bend) + waves * (cos(w * y) - 0.5 * (sy * sy))
    return xx, xy, yy


ACKLEY = Surface(
    key="ackley",
    label="Ackley",
    group="many minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-3.4, 2.7),
    stationary_points=lattice,
    singular_points=((0.0, 0.0, "min"),),
    learning_rates=rates(
        gd=0.01,
        mom=0.002,
        nag=0.002,
        rprop=0.2,
        adagrad=0.2,
        rmsprop=0.02,
        adadelta=2,
        adam=0.05,
        adamax=0.1,
        nadam=0.05,
        radam=0.1,
        lion=0.02,
    ),
    formula=(
        "R = sqrt(0.5*(x**2+y**2))",
        "E1 = a*exp(-b*R)",
        "E2 = exp(0.5*(cos(w*x)+cos(w*y)))",
        "a+e-E1-E2",
    ),
    source="Ackley 1987, A connectionist machine for genetic hillclimbing",
    parameters=(A, B, W),
)
