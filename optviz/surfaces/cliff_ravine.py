"""Cliff and ravine: a plateau, a steep drop, then a ravine that slopes gently to the minimum."""

from optviz.elementary import sigmoid
from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates

H = Parameter("h", "Height of the cliff", "h", 4.0, 0.0, 1e6, slider=(0.0, 10.0))
S = Parameter("s", "Sharpness of the cliff", "s", 2.0, 0.0, 1e3, low_open=True, slider=(0.5, 10.0))
X0 = Parameter("x0", "Place of the cliff", "x₀", -2.0, -1e3, 1e3, slider=(-5.0, 2.0))
M = Parameter("m", "Slope of the ravine", "m", 0.05, 0.0, 1e3, low_open=True, slider=(0.01, 0.5))
XM = Parameter("xm", "Place of the minimum", "xₘ", 3.0, -1e3, 1e3, slider=(0.0, 5.0))
K = Parameter("k", "Steepness of the ravine", "k", 2.0, 0.0, 1e6, low_open=True, slider=(0.1, 20.0))


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = h σ(-s (x - x₀)) + m (x - xₘ)² + k y², σ the logistic function.

    parameters : (6,)  h >= 0, s > 0, x₀, m > 0, xₘ, k > 0
    """
    h = parameters[0]
    s = parameters[1]
    m = parameters[3]
    k = parameters[5]
    u = x - parameters[4]
    z = sigmoid(-s * (x - parameters[2]))
    value = h * z + m * (u * u) + k * (y * y)
    return value, 2.0 * m * u - h * s * z * (1.0 - z), 2.0 * k * y


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    s = parameters[1]
    z = sigmoid(-s * (x - parameters[2]))
    xx = parameters[0] * (s * s) * z * (1.0 - z) * (1.0 - 2.0 * z) + 2.0 * parameters[3]
    return xx, 0.0, 2.0 * parameters[5]


CLIFF_RAVINE = Surface(
    key="cliff_ravine",
    label="Cliff and ravine",
    group="plateaus",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-6.0, 6.0), (-2.0, 2.0)),
    start=(-5.0, 1.2),
    stationary_points=((3.0036055727072797, 0.0),),
    learning_rates=rates(
        gd=0.2,
        mom=0.05,
        nag=0.05,
        rprop=0.1,
        adagrad=2,
        rmsprop=0.1,
        adadelta=20,
        adam=0.5,
        adamax=0.5,
        nadam=0.2,
        radam=0.5,
        lion=0.05,
    ),
    formula=(
        "z = sigmoid(-s*(x-x0))",
        "h*z+m*(x-xm)**2+k*y**2",
    ),
    source="optviz, after the cliffs of Pascanu, Mikolov & Bengio 2013",
    parameters=(H, S, X0, M, XM, K),
)
