"""Six-hump camel: six minima in three pairs, two of them the lowest."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = (4 - 2.1 x² + x⁴/3) x² + x y + (4 y² - 4) y²."""
    xx = x * x
    yy = y * y
    x4 = xx * xx
    value = (4.0 - 2.1 * xx + x4 / 3.0) * xx + x * y + (4.0 * yy - 4.0) * yy
    return value, x * (8.0 - 8.4 * xx + 2.0 * x4) + y, x + y * (16.0 * yy - 8.0)


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    xx = x * x
    return 8.0 - 25.2 * xx + 10.0 * (xx * xx), 1.0, 48.0 * (y * y) - 8.0


SIX_HUMP_CAMEL = Surface(
    key="six_hump_camel",
    label="Six-hump camel",
    group="many minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-2.0, 2.0), (-1.1, 1.1)),
    start=(-1.9, -0.9),
    stationary_points=(
        (0.08984201310031807, -0.7126564030207396),
        (-0.08984201310031807, 0.7126564030207396),
        (1.7036067149699805, -0.7960835686726251),
        (-1.7036067149699807, 0.7960835686726251),
        (1.6071047529201976, 0.5686514548841313),
        (-1.6071047529201974, -0.5686514548841314),
        (0.0, 0.0),
        (1.1092053368047865, -0.7682680925095399),
        (-1.1092053368047865, 0.7682680925095399),
        (-1.6380679841897785, -0.22867406904439408),
        (1.6380679841897785, 0.22867406904439408),
        (-1.2960702671671092, -0.6050843880386585),
        (1.2960702671671092, 0.6050843880386585),
        (1.2302298765166526, 0.16233458445899498),
        (-1.2302298765166524, -0.16233458445899493),
    ),
    learning_rates=rates(
        gd=0.01,
        mom=0.002,
        nag=0.002,
        rprop=0.05,
        adagrad=0.2,
        rmsprop=0.02,
        adadelta=5,
        adam=0.05,
        adamax=0.1,
        nadam=0.05,
        radam=0.02,
        lion=0.05,
    ),
    formula=("(4-2.1*x**2+x**4/3)*x**2+x*y+(4*y**2-4)*y**2",),
    source="Dixon & Szegő 1978, Towards global optimisation 2",
)
