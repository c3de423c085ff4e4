"""Himmelblau: four equally deep minima around one hill."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = (x² + y - 11)² + (x + y² - 7)², four minima of value 0."""
    p = x * x + y - 11.0
    q = x + y * y - 7.0
    return p * p + q * q, 4.0 * x * p + 2.0 * q, 2.0 * p + 4.0 * y * q


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    return 12.0 * (x * x) + 4.0 * y - 42.0, 4.0 * (x + y), 12.0 * (y * y) + 4.0 * x - 26.0


HIMMELBLAU = Surface(
    key="himmelblau",
    label="Himmelblau",
    group="many minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-0.5, -1.2),
    stationary_points=(
        (3.5844283403304917, -1.8481265269644034),
        (3.0, 2.0),
        (-3.779310253377747, -3.283185991286169),
        (-2.805118086952745, 3.131312518250573),
        (3.385154183607021, 0.07385187983774928),
        (0.08667750455539634, 2.884254701174776),
        (-3.0730257507643897, -0.08135304428796751),
        (-0.12796134673068005, -1.9537149802445766),
        (-0.2708445906673476, -0.9230385564799813),
    ),
    learning_rates=rates(
        gd=0.002,
        mom=0.001,
        nag=0.001,
        rprop=0.2,
        adagrad=0.5,
        rmsprop=0.02,
        adadelta=5,
        adam=0.5,
        adamax=0.5,
        nadam=0.1,
        radam=0.05,
        lion=0.1,
    ),
    formula=("(x**2+y-11)**2+(x+y**2-7)**2",),
    source="Himmelblau 1972, Applied nonlinear programming",
)
