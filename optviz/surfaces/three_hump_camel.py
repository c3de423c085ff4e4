"""Three-hump camel: one minimum in the middle, a shallower one on either side."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = 2 x² - 1.05 x⁴ + x⁶/6 + x y + y², minimum 0 at the origin."""
    xx = x * x
    x4 = xx * xx
    value = 2.0 * xx - 1.05 * x4 + x4 * xx / 6.0 + x * y + y * y
    return value, x * (4.0 - 4.2 * xx + x4) + y, x + 2.0 * y


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    xx = x * x
    return 4.0 - 12.6 * xx + 5.0 * (xx * xx), 1.0, 2.0


THREE_HUMP_CAMEL = Surface(
    key="three_hump_camel",
    label="Three-hump camel",
    group="many minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-2.5, 2.5), (-2.5, 2.5)),
    start=(-2.2, 1.8),
    stationary_points=(
        (0.0, 0.0),
        (-1.747552345830289, 0.8737761729151445),
        (1.747552345830289, -0.8737761729151445),
        (1.07054229182366, -0.53527114591183),
        (-1.0705422918236598, 0.5352711459118299),
    ),
    learning_rates=rates(
        gd=0.05,
        mom=0.005,
        nag=0.01,
        rprop=0.1,
        adagrad=0.5,
        rmsprop=0.02,
        adadelta=10,
        adam=0.05,
        adamax=0.1,
        nadam=0.1,
        radam=0.1,
        lion=0.2,
    ),
    formula=("2*x**2-1.05*x**4+x**6/6+x*y+y**2",),
    source="Branin 1972, Widely convergent method for finding multiple solutions",
)
