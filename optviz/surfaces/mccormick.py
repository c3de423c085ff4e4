"""McCormick: a trough with waves across it, deeper the farther one leaves the window."""

from optviz.elementary import cos, sin
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = sin(x + y) + (x - y)² - 1.5 x + 2.5 y + 1; unbounded below along x = y.

    In the window least at (1/2 - π/3, -1/2 - π/3), where f = -√3/2 - π/3.
    """
    d = x - y
    c = cos(x + y)
    value = sin(x + y) + d * d - 1.5 * x + 2.5 * y + 1.0
    return value, c + 2.0 * d - 1.5, c - 2.0 * d + 2.5


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Eigenvalues 2 - 2 sin(x + y) along the trough and 4 across."""
    s = sin(x + y)
    return 2.0 - s, -2.0 - s, 2.0 - s


MCCORMICK = Surface(
    key="mccormick",
    label="McCormick",
    group="many minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-1.5, 4.0), (-3.0, 4.0)),
    start=(3.0, 3.5),
    stationary_points=(
        (-0.5471975511965976, -1.5471975511965979),
        (2.5943951023931953, 1.5943951023931955),
        (1.5471975511965976, 0.5471975511965977),
    ),
    learning_rates=rates(
        gd=0.05,
        mom=0.005,
        nag=0.01,
        rprop=0.1,
        adagrad=0.5,
        rmsprop=0.05,
        adadelta=20,
        adam=0.1,
        adamax=0.2,
        nadam=0.1,
        radam=0.5,
        lion=0.02,
    ),
    formula=("sin(x+y)+(x-y)**2-1.5*x+2.5*y+1",),
    source="McCormick 1976, Computability of global solutions to factorable programs",
    bounded_below=False,
)
