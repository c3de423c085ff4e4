"""Matyas: a long, shallow quadratic along the diagonal."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = 0.26 (x² + y²) - 0.48 x y."""
    value = 0.26 * (x * x + y * y) - 0.48 * x * y
    return value, 0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Eigenvalues 0.04 and 1, everywhere."""
    return 0.52, -0.48, 0.52


MATYAS = Surface(
    key="matyas",
    label="Matyas",
    group="conditioning",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, 3.0),
    stationary_points=((0.0, 0.0),),
    learning_rates=rates(
        gd=0.2,
        mom=0.02,
        nag=0.05,
        rprop=0.2,
        adagrad=2,
        rmsprop=0.2,
        adadelta=50,
        adam=0.5,
        adamax=1,
        nadam=0.5,
        radam=0.5,
        lion=0.2,
    ),
    formula=("0.26*(x**2+y**2)-0.48*x*y",),
    source="Matyas 1965, Random optimization",
)
