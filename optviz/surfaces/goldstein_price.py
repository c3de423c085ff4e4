"""Goldstein-Price: four minima in a landscape that spans six orders of magnitude."""

from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = (1 + s² P)(30 + d² Q), s = x + y + 1, d = 2 x - 3 y; minimum 3 at (0, -1).

    P = 19 - 14 x + 3 x² - 14 y + 6 x y + 3 y²
    Q = 18 - 32 x + 12 x² + 48 y - 36 x y + 27 y²
    """
    s = x + y + 1.0
    d = 2.0 * x - 3.0 * y
    p = 19.0 - 14.0 * x + 3.0 * (x * x) - 14.0 * y + 6.0 * (x * y) + 3.0 * (y * y)
    q = 18.0 - 32.0 * x + 12.0 * (x * x) + 48.0 * y - 36.0 * (x * y) + 27.0 * (y * y)
    u = 1.0 + s * s * p
    v = 30.0 + d * d * q
    us = 2.0 * s * p + s * s * (6.0 * (x + y) - 14.0)
    vx = 4.0 * d * q + d * d * (24.0 * x - 36.0 * y - 32.0)
    vy = -6.0 * d * q + d * d * (54.0 * y - 36.0 * x + 48.0)
    return u * v, us * v + u * vx, us * v + u * vy


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    s = x + y + 1.0
    d = 2.0 * x - 3.0 * y
    p = 19.0 - 14.0 * x + 3.0 * (x * x) - 14.0 * y + 6.0 * (x * y) + 3.0 * (y * y)
    q = 18.0 - 32.0 * x + 12.0 * (x * x) + 48.0 * y - 36.0 * (x * y) + 27.0 * (y * y)
    px = 6.0 * (x + y) - 14.0  # and p_y
    qx = 24.0 * x - 36.0 * y - 32.0
    qy = 54.0 * y - 36.0 * x + 48.0
    u = 1.0 + s * s * p
    v = 30.0 + d * d * q
    us = 2.0 * s * p + s * s * px
    uss = 2.0 * p + 4.0 * s * px + 6.0 * (s * s)
    vx = 4.0 * d * q + d * d * qx
    vy = -6.0 * d * q + d * d * qy
    vxx = 8.0 * q + 8.0 * d * qx + 24.0 * (d * d)
    vxy = -12.0 * q + 4.0 * d * qy - 6.0 * d * qx - 36.0 * (d * d)
    vyy = 18.0 * q - 12.0 * d * qy + 54.0 * (d * d)
    xx = uss * v + 2.0 * us * vx + u * vxx
    xy = uss * v + us * (vx + vy) + u * vxy
    yy = uss * v + 2.0 * us * vy + u * vyy
    return xx, xy, yy


GOLDSTEIN_PRICE = Surface(
    key="goldstein_price",
    label="Goldstein-Price",
    group="many minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(1.5, 0.8),
    stationary_points=(
        (0.0, -1.0),
        (-0.6, -0.4),
        (1.8, 0.2),
        (1.2, 0.8),
        (-0.4, -0.6),
        (1.2, -0.2),
        (1.4, 0.6),
        (0.6, 0.4),
        (0.8, 0.2),
    ),
    learning_rates=rates(
        gd=5e-05,
        mom=2e-05,
        nag=2e-05,
        rprop=0.05,
        adagrad=0.1,
        rmsprop=0.005,
        adadelta=5,
        adam=0.05,
        adamax=0.1,
        nadam=0.05,
        radam=5e-05,
        lion=0.01,
    ),
    formula=(
        "s = x+y+1",
        "P = 19-14*x+3*x**2-14*y+6*x*y+3*y**2",
        "d = 2*x-3*y",
        "Q = 18-32*x+12*x**2+48*y-36*x*y+27*y**2",
        "U = 1+s**2*P",
        "V = 30+d**2*Q",
        "U*V",
    ),
    source="Goldstein & Price 1971, On descent from local minima",
)
