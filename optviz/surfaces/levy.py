"""Levy: many minima along either axis, in channels of different widths."""

from math import cos as exact_cos
from math import pi
from math import sin as exact_sin

from optviz.elementary import cos, sin
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface, grid
from optviz.surfaces.rates import rates

S1 = exact_sin(1.0)
C1 = exact_cos(1.0)
ALONG_X = (
    -8.244554665464946,
    -6.496199428308065,
    -4.205434985718203,
    -2.7053160403868706,
    1.0,
    2.768860451853794,
    3.7910821904505103,
    6.109058808819237,
    7.723082150790463,
    9.937873987907954,
)
ALONG_Y = (
    -8.959023320607939,
    -8.0894753704424,
    -6.948452278487519,
    -6.114563457271405,
    -4.930286250610244,
    -4.158843090997565,
    -2.8906496084617133,
    -2.256662218677807,
    1.0,
    4.256662218677807,
    4.890649608461714,
    6.158843090997567,
    6.930286250610243,
    8.114563457271407,
    8.948452278487519,
)


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = sin² πu + u² (1 + 10 sin²(πu + 1)) + v² (1 + sin² 2πv), minimum 0 at (1, 1).

    u = (x - 1) / 4, v = (y - 1) / 4: the usual p - 1 and q - 1, whose sines differ in sign only.
    """
    u = 0.25 * (x - 1.0)
    v = 0.25 * (y - 1.0)
    s = sin(pi * u)
    c = cos(pi * u)
    s1 = s * C1 + c * S1
    c1 = c * C1 - s * S1
    sv = sin(2.0 * pi * v)
    cv = cos(2.0 * pi * v)
    wide = 1.0 + 10.0 * (s1 * s1)
    tall = 1.0 + sv * sv
    value = s * s + u * u * wide + v * v * tall
    dx = 0.5 * (pi * (s * c) + u * wide + 10.0 * pi * (u * u) * (s1 * c1))
    dy = 0.5 * (v * tall + 2.0 * pi * (v * v) * (sv * cv))
    return value, dx, dy


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same; the coordinates do not mix."""
    u = 0.25 * (x - 1.0)
    v = 0.25 * (y - 1.0)
    s = sin(pi * u)
    s1 = sin(pi * u + 1.0)
    c1 = cos(pi * u + 1.0)
    sv = sin(2.0 * pi * v)
    cv = cos(2.0 * pi * v)
    bend = pi * pi * (1.0 - 2.0 * (s * s)) + 10.0 * (pi * pi) * (u * u) * (1.0 - 2.0 * (s1 * s1))
    xx = 0.125 * (bend + 1.0 + 10.0 * (s1 * s1) + 40.0 * pi * u * (s1 * c1))
    yy = 0.125 * (1.0 + sv * sv + 8.0 * pi * v * (sv * cv))
    return xx, 0.0, yy + 0.5 * (pi * pi) * (v * v) * (1.0 - 2.0 * (sv * sv))


LEVY = Surface(
    key="levy",
    label="Levy",
    group="many minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-7.0, 6.0),
    stationary_points=grid(ALONG_X, ALONG_Y),
    learning_rates=rates(
        gd=0.02,
        mom=0.005,
        nag=0.005,
        rprop=0.2,
        adagrad=0.5,
        rmsprop=0.05,
        adadelta=10,
        adam=0.1,
        adamax=0.1,
        nadam=0.05,
        radam=0.05,
        lion=0.5,
    ),
    formula=(
        "p = 1+(x-1)/4",
        "q = 1+(y-1)/4",
        "sin(pi*p)**2+(p-1)**2*(1+10*sin(pi*p+1)**2)+(q-1)**2*(1+sin(2*pi*q)**2)",
    ),
    source="Levy & Montalvo 1985, The tunneling algorithm for global minimization",
)
