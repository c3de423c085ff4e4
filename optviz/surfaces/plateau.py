"""Plateau: one round basin in a plain where a sigmoid is saturated and the slope is lost."""

from optviz.elementary import sigmoid
from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates

S = Parameter("s", "Sharpness of the rim", "s", 1.0, 0.0, 1e3, low_open=True, slider=(0.2, 4.0))
R2 = Parameter("R2", "Squared radius of the basin", "R²", 4.0, -1e3, 1e3, slider=(0.0, 9.0))


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = σ(s (x² + y² - R²)), σ the logistic function; least at the origin.

    parameters : (2,)  s > 0, R²
    """
    s = parameters[0]
    z = sigmoid(s * (x * x + y * y - parameters[1]))
    d = s * z * (1.0 - z)
    return z, 2.0 * x * d, 2.0 * y * d


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    s = parameters[0]
    z = sigmoid(s * (x * x + y * y - parameters[1]))
    d = s * z * (1.0 - z)
    dd = 4.0 * s * d * (1.0 - 2.0 * z)
    return 2.0 * d + x * x * dd, x * y * dd, 2.0 * d + y * y * dd


PLATEAU = Surface(
    key="plateau",
    label="Plateau",
    group="plateaus",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(-2.6, 1.5),
    stationary_points=((0.0, 0.0),),
    learning_rates=rates(
        gd=2,
        mom=0.1,
        nag=0.2,
        rprop=0.1,
        adagrad=0.5,
        rmsprop=0.05,
        adadelta=20,
        adam=0.5,
        adamax=0.5,
        nadam=0.5,
        radam=1,
        lion=0.05,
    ),
    formula=(
        "z = sigmoid(s*(x**2+y**2-R2))",
        "z",
    ),
    source="optviz, after the landscapes of lilipads/gradient_descent_viz",
    parameters=(S, R2),
)
