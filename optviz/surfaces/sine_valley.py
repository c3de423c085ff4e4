"""Sine valley: a long floor that winds, and slopes so gently that one must follow every bend."""

from optviz.elementary import cos, sin
from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates

K = Parameter("k", "Steepness", "k", 10.0, 0.0, 1e6, "log", low_open=True, slider=(1.0, 100.0))
A = Parameter("a", "Width of the bends", "a", 1.0, -10.0, 10.0, slider=(0.0, 2.0))
W = Parameter("w", "Bends per length", "w", 1.2, 0.0, 20.0, slider=(0.0, 3.0))
M = Parameter(
    "m", "Slope of the floor", "m", 0.1, 0.0, 1e3, "log", low_open=True, slider=(0.01, 1.0)
)


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = k (y - a sin w x)² / 2 + m x² / 2, minimum 0 at the origin.

    parameters : (4,)  k > 0, a, w, m > 0
    """
    k = parameters[0]
    a = parameters[1]
    w = parameters[2]
    m = parameters[3]
    r = y - a * sin(w * x)
    bend = a * w * cos(w * x)
    return 0.5 * k * (r * r) + 0.5 * m * (x * x), m * x - k * r * bend, k * r


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    k = parameters[0]
    a = parameters[1]
    w = parameters[2]
    m = parameters[3]
    height = a * sin(w * x)
    bend = a * w * cos(w * x)
    return k * (bend * bend) + k * (y - height) * (w * w) * height + m, -k * bend, k


SINE_VALLEY = Surface(
    key="sine_valley",
    label="Sine valley",
    group="valleys",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-4.0, 4.0), (-2.5, 2.5)),
    start=(-3.6, 1.8),
    stationary_points=((0.0, 0.0),),
    learning_rates=rates(
        gd=0.1,
        mom=0.02,
        nag=0.02,
        rprop=0.1,
        adagrad=1,
        rmsprop=0.05,
        adadelta=20,
        adam=0.1,
        adamax=0.2,
        nadam=0.05,
        radam=0.1,
        lion=0.05,
    ),
    formula=(
        "r = y-a*sin(w*x)",
        "0.5*k*r**2+0.5*m*x**2",
    ),
    source="optviz",
    parameters=(K, A, W, M),
)
