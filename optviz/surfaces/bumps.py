"""Bumps: three hills and three hollows in one bowl."""

import numpy as np

from optviz.elementary import exp
from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates

Q = Parameter("q", "Bowl", "q", 0.3, 0.0, 10.0, low_open=True, slider=(0.05, 1.0))
SHAPES = np.array(
    [  # center x, y, amplitude, -2 / width
        (-0.9, 0.4, 1.6, -2.0 / 0.3),
        (0.6, -1.1, 1.1, -2.0 / 0.4),
        (1.0, 0.9, -1.4, -2.0 / 0.35),
        (-0.6, -1.2, -1.0, -2.0 / 0.3),
        (1.5, -0.1, 0.9, -2.0 / 0.25),
        (-1.5, 1.1, -0.7, -2.0 / 0.25),
    ]
)


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = q (x² + y²) + Σ A exp(-d² / width), d the distance from a bump's center.

    parameters : (1,)  q > 0, the bowl
    """
    q = parameters[0]
    value = q * (x * x + y * y)
    dx = 2.0 * q * x
    dy = 2.0 * q * y
    for k in range(6):
        u = x - SHAPES[k, 0]
        v = y - SHAPES[k, 1]
        narrow = SHAPES[k, 3]
        g = SHAPES[k, 2] * exp(0.5 * narrow * (u * u + v * v))
        value += g
        dx += narrow * g * u
        dy += narrow * g * v
    return value, dx, dy


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    xx = 2.0 * parameters[0]
    xy = 0.0
    yy = xx
    for k in range(6):
        u = x - SHAPES[k, 0]
        v = y - SHAPES[k, 1]
        narrow = SHAPES[k, 3]
        g = narrow * SHAPES[k, 2] * exp(0.5 * narrow * (u * u + v * v))
        xx += g * (1.0 + narrow * (u * u))
        xy += g * narrow * (u * v)
        yy += g * (1.0 + narrow * (v * v))
    return xx, xy, yy


BUMPS = Surface(
    key="bumps",
    label="Bumps",
    group="local minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-2.5, 2.5), (-2.5, 2.5)),
    start=(-1.9, 1.9),
    stationary_points=(
        (0.9247964822636707, 0.841951772816294),
        (-0.5773873146082822, -1.0984530159503554),
        (-1.427016244083956, 1.0896539150663556),
        (-0.1403243029093843, -0.30315707354654964),
        (-0.8267786620379295, 1.2350892628948815),
        (-1.6768067837027356, 0.30548670282375434),
        (0.9293961411969375, -1.7012412639341248),
        (2.0297795756789925, -0.14698488043468294),
        (0.687702371426203, -1.2457258679472152),
        (1.659635496386407, -0.13463042886272839),
        (-0.9408264369535744, 0.4077900283140991),
    ),
    learning_rates=rates(
        gd=0.05,
        mom=0.01,
        nag=0.01,
        rprop=0.1,
        adagrad=0.2,
        rmsprop=0.02,
        adadelta=5,
        adam=0.1,
        adamax=0.1,
        nadam=0.1,
        radam=0.2,
        lion=0.02,
    ),
    formula=(
        "A = tensor([1.6, 1.1, -1.4, -1.0, 0.9, -0.7])",
        "px = tensor([-0.9, 0.6, 1.0, -0.6, 1.5, -1.5])",
        "py = tensor([0.4, -1.1, 0.9, -1.2, -0.1, 1.1])",
        "w = tensor([0.3, 0.4, 0.35, 0.3, 0.25, 0.25])",
        "X = x-px",
        "Y = y-py",
        "g = A*exp(-(X**2+Y**2)/w)",
        "q*(x**2+y**2)+sum(g)",
    ),
    source="optviz, after the landscapes of lilipads/gradient_descent_viz",
    parameters=(Q,),
)
