"""Quadratic bowl: eigenvalues mu and mu kappa, the flat axis turned by theta."""

from collections.abc import Sequence
from math import cos, pi, sin

from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates

MU = Parameter(
    "mu", "Smaller curvature", "μ", 1.0, 0.0, 1e6, "log", low_open=True, slider=(0.1, 10.0)
)
KAPPA = Parameter("kappa", "Condition number", "κ", 20.0, 1.0, 1e6, "log", slider=(1.0, 1000.0))
THETA = Parameter("theta", "Rotation", "θ", pi / 6, -2 * pi, 2 * pi, slider=(-pi / 2, pi / 2))
CX = Parameter("cx", "Center, first coordinate", "c₁", 0.0, -1e6, 1e6, slider=(-3.0, 3.0))
CY = Parameter("cy", "Center, second coordinate", "c₂", 0.0, -1e6, 1e6, slider=(-3.0, 3.0))


def prepare(values: Sequence[float]) -> tuple[float, ...]:
    """(μ, κ, θ, cx, cy) -> (a11, a12, a22, cx, cy) with A = R(θ) diag(μ, μ κ) R(θ)'."""
    mu, kappa, theta, cx, cy = values
    c, s = cos(theta), sin(theta)
    return (
        mu * (c * c + kappa * s * s),
        mu * (1.0 - kappa) * c * s,
        mu * (s * s + kappa * c * c),
        cx,
        cy,
    )


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = u' A u / 2 with u = (x - cx, y - cy); parameters (5,) as `prepare` makes them."""
    u = x - parameters[3]
    v = y - parameters[4]
    dx = parameters[0] * u + parameters[1] * v
    dy = parameters[1] * u + parameters[2] * v
    return 0.5 * (u * dx + v * dy), dx, dy


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """A, everywhere the same."""
    return parameters[0], parameters[1], parameters[2]


QUADRATIC = Surface(
    key="quadratic",
    label="Quadratic bowl",
    group="conditioning",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-4.0, 3.0),
    stationary_points=((0.0, 0.0),),
    learning_rates=rates(
        gd=0.01,
        mom=0.001,
        nag=0.002,
        rprop=0.2,
        adagrad=2,
        rmsprop=0.05,
        adadelta=20,
        adam=0.5,
        adamax=0.5,
        nadam=0.2,
        radam=0.1,
        lion=0.2,
    ),
    formula=(
        "c = cos(tensor(theta))",
        "s = sin(tensor(theta))",
        "a11 = mu*(c*c+kappa*s*s)",
        "a12 = mu*(1-kappa)*c*s",
        "a22 = mu*(s*s+kappa*c*c)",
        "u = x-cx",
        "v = y-cy",
        "0.5*(a11*u*u+2*a12*u*v+a22*v*v)",
    ),
    source="textbook; the condition number is kappa",
    parameters=(MU, KAPPA, THETA, CX, CY),
    prepare=prepare,
)
