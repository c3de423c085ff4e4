"""Rosenbrock: a bent, narrow valley."""

from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates

A = Parameter("a", "Valley floor", "a", 1.0, -10.0, 10.0, slider=(-1.5, 1.5))
B = Parameter("b", "Steepness", "b", 100.0, 0.0, 1e6, "log", low_open=True, slider=(1.0, 1000.0))


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = (a - x)² + b (y - x²)², minimum 0 at (a, a²).

    parameters : (2,)  a, b > 0
    """
    a = parameters[0]
    b = parameters[1]
    e = a - x
    r = y - x * x
    return e * e + b * (r * r), -2.0 * e - 4.0 * b * x * r, 2.0 * b * r


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    b = parameters[1]
    return 2.0 - 4.0 * b * (y - 3.0 * (x * x)), -4.0 * b * x, 2.0 * b


ROSENBROCK = Surface(
    key="rosenbrock",
    label="Rosenbrock",
    group="valleys",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-2.0, 2.0), (-1.0, 3.0)),
    start=(-1.2, 1.0),
    stationary_points=((1.0, 1.0),),
    learning_rates=rates(
        gd=0.0002,
        mom=0.0001,
        nag=0.0001,
        rprop=0.05,
        adagrad=0.1,
        rmsprop=0.01,
        adadelta=10,
        adam=0.05,
        adamax=0.1,
        nadam=0.01,
        radam=0.0002,
        lion=0.02,
    ),
    formula=("(a-x)**2+b*(y-x**2)**2",),
    source="Rosenbrock 1960, An automatic method for finding the greatest or least value",
    parameters=(A, B),
)
