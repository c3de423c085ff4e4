"""Two wells: a shallow and a deep minimum in one bowl."""

from optviz.elementary import exp
from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates

WIDTH = 0.45
Q = Parameter("q", "Bowl", "q", 0.25, 0.0, 10.0, low_open=True, slider=(0.05, 1.0))


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = q (x² + y²) - 3 exp(-d₁²/0.45) - 1.6 exp(-d₂²/0.45), wells at (1.1, 0.3) and (-1, -0.2).

    parameters : (1,)  q > 0, the bowl
    """
    q = parameters[0]
    x1 = x - 1.1
    y1 = y - 0.3
    x2 = x + 1.0
    y2 = y + 0.2
    g1 = -3.0 * exp(-(x1 * x1 + y1 * y1) / WIDTH)
    g2 = -1.6 * exp(-(x2 * x2 + y2 * y2) / WIDTH)
    value = q * (x * x + y * y) + (g1 + g2)
    dx = 2.0 * q * x - 2.0 / WIDTH * (x1 * g1 + x2 * g2)
    dy = 2.0 * q * y - 2.0 / WIDTH * (y1 * g1 + y2 * g2)
    return value, dx, dy


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    q = parameters[0]
    x1 = x - 1.1
    y1 = y - 0.3
    x2 = x + 1.0
    y2 = y + 0.2
    g1 = -3.0 * exp(-(x1 * x1 + y1 * y1) / WIDTH)
    g2 = -1.6 * exp(-(x2 * x2 + y2 * y2) / WIDTH)
    scale = 4.0 / (WIDTH * WIDTH)
    bowl = 2.0 * q - 2.0 / WIDTH * (g1 + g2)
    xx = bowl + scale * (x1 * x1 * g1 + x2 * x2 * g2)
    xy = scale * (x1 * y1 * g1 + x2 * y2 * g2)
    yy = bowl + scale * (y1 * y1 * g1 + y2 * y2 * g2)
    return xx, xy, yy


TWO_WELLS = Surface(
    key="two_wells",
    label="Two wells",
    group="local minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-2.5, 2.5), (-2.5, 2.5)),
    start=(-1.8, 1.5),
    stationary_points=(
        (1.060044532269963, 0.28910482333680615),
        (-0.9334585653940729, -0.18668317318615574),
        (-0.02868564948679254, 0.02147306187490488),
    ),
    learning_rates=rates(
        gd=0.05,
        mom=0.01,
        nag=0.01,
        rprop=0.1,
        adagrad=0.2,
        rmsprop=0.05,
        adadelta=10,
        adam=0.2,
        adamax=0.2,
        nadam=0.05,
        radam=0.5,
        lion=0.05,
    ),
    formula=(
        "A = tensor([-3.0, -1.6])",
        "px = tensor([1.1, -1.0])",
        "py = tensor([0.3, -0.2])",
        "w = tensor([0.45, 0.45])",
        "X = x-px",
        "Y = y-py",
        "g = A*exp(-(X**2+Y**2)/w)",
        "q*(x**2+y**2)+sum(g)",
    ),
    source="optviz, after the landscapes of lilipads/gradient_descent_viz",
    parameters=(Q,),
)
