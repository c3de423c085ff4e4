"""Walled Beale: the logarithm of Beale's function between soft walls."""

from optviz.elementary import log, sign
from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.beale import curvature, slope
from optviz.surfaces.rates import rates

W = Parameter("w", "Steepness of the walls", "w", 5.0, 0.0, 1e6, slider=(0.0, 50.0))
R = Parameter("R", "Place of the walls", "R", 4.0, 0.0, 1e3, low_open=True, slider=(2.0, 4.6))


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = ln(1 + Beale) + w (max(|x| - R, 0)² + max(|y| - R, 0)²), minimum 0 at (3, 1/2).

    parameters : (2,)  w >= 0, R > 0
    """
    w = parameters[0]
    r = parameters[1]
    q, qx, qy = slope(x, y)
    d = 1.0 + q
    beyond_x = max(abs(x) - r, 0.0)
    beyond_y = max(abs(y) - r, 0.0)
    value = log(d) + w * (beyond_x * beyond_x + beyond_y * beyond_y)
    dx = qx / d + 2.0 * w * beyond_x * sign(x)
    dy = qy / d + 2.0 * w * beyond_y * sign(y)
    return value, dx, dy


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same; on a wall's foot those of its inner side."""
    q, qx, qy = slope(x, y)
    qxx, qxy, qyy = curvature(x, y)
    d = 1.0 + q
    gx = qx / d
    gy = qy / d
    wall_x = 2.0 * parameters[0] if abs(x) > parameters[1] else 0.0
    wall_y = 2.0 * parameters[0] if abs(y) > parameters[1] else 0.0
    return qxx / d - gx * gx + wall_x, qxy / d - gx * gy, qyy / d - gy * gy + wall_y


BEALE_WALL = Surface(
    key="beale_wall",
    label="Walled Beale",
    group="valleys",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-4.6, 4.6), (-4.6, 4.6)),
    start=(-2.0, 1.6),
    stationary_points=(
        (3.0, 0.5),
        (-4.004296707949247, 1.2059236777176523),
        (0.032196993285250726, -4.002941970729766),
        (0.1005379373241584, -2.6445135850231245),
        (0.0, 1.0),
    ),
    learning_rates=rates(
        gd=0.01,
        mom=0.002,
        nag=0.002,
        rprop=0.1,
        adagrad=0.2,
        rmsprop=0.2,
        adadelta=2,
        adam=0.05,
        adamax=0.05,
        nadam=0.05,
        radam=0.5,
        lion=0.02,
    ),
    formula=(
        "A = 1.5-x+x*y",
        "B = 2.25-x+x*y**2",
        "C = 2.625-x+x*y**3",
        "q = A**2+B**2+C**2",
        "D = 1+q",
        "log(D)+w*(relu(abs(x)-R)**2+relu(abs(y)-R)**2)",
    ),
    source="optviz, after Beale 1958",
    parameters=(W, R),
)
