"""Monkey saddle: three ways down, three up, and no curvature at the center."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = x³ - 3 x y², unbounded below."""
    xx = x * x
    yy = y * y
    return x * (xx - 3.0 * yy), 3.0 * (xx - yy), -6.0 * x * y


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Eigenvalues ±6 times the distance from the origin."""
    return 6.0 * x, -6.0 * y, -6.0 * x


MONKEY_SADDLE = Surface(
    key="monkey_saddle",
    label="Monkey saddle",
    group="saddles",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-1.5, 1.5), (-1.5, 1.5)),
    start=(1.2, 0.02),
    singular_points=((0.0, 0.0, "degenerate"),),
    learning_rates=rates(
        gd=0.02,
        mom=0.005,
        nag=0.01,
        rprop=0.05,
        adagrad=0.1,
        rmsprop=0.01,
        adadelta=1,
        adam=0.02,
        adamax=0.05,
        nadam=0.02,
        radam=0.2,
        lion=0.02,
    ),
    formula=("x**3-3*x*y**2",),
    source="Hilbert & Cohn-Vossen 1932, Anschauliche Geometrie",
    bounded_below=False,
)
