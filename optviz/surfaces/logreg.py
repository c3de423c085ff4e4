"""Logistic regression: two weights that tell two clouds of points apart, softly."""

from optviz.elementary import exp, log1p
from optviz.parameters import Parameter
from optviz.rows import mean_curvature, mean_over_rows
from optviz.signatures import Vector, block_function, hessian_function, inlined
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates
from optviz.surfaces.two_classes import CLASS, P, Q

LAM = Parameter("lam", "L2 penalty", "λ", 0.02, 0.0, 1e3, slider=(0.0, 1.0))


@inlined
def loss(x: float, y: float, parameters: Vector, at: int, n: int) -> tuple[float, float, float]:
    """ln(1 + e^-m) of one point's margin m = c (x p + y q), in the form that cannot overflow."""
    lam = parameters[0]
    p = parameters[at]
    q = parameters[at + n]
    c = parameters[at + n + n]
    margin = c * (x * p + y * q)
    small = exp(-abs(margin))
    doubt = (small if margin > 0.0 else 1.0) / (1.0 + small)  # σ(-m)
    value = max(-margin, 0.0) + log1p(small) + lam * (x * x + y * y)
    return value, 2.0 * lam * x - doubt * c * p, 2.0 * lam * y - doubt * c * q


@inlined
def curvature(
    x: float, y: float, parameters: Vector, at: int, n: int
) -> tuple[float, float, float]:
    """Second derivatives of the same: σ(m) σ(-m) times the outer product of (p, q)."""
    lam = parameters[0]
    p = parameters[at]
    q = parameters[at + n]
    small = exp(-abs(x * p + y * q))
    spread = small / ((1.0 + small) * (1.0 + small))
    return spread * p * p + 2.0 * lam, spread * p * q, spread * q * q + 2.0 * lam


@block_function
def value_and_gradient(
    z: Vector, values: Vector, gradient: Vector, parameters: Vector, n_lanes: int, t: int
) -> None:
    """Mean log-loss over the rows of iteration t, plus λ (x² + y²), the penalty in full.

    z, values, gradient : as the SURFACE convention; (x, y) are the weights, there is no bias
    parameters          : λ >= 0, columns p, q and c = ±1, batches: see `optviz.rows`
    """
    mean_over_rows(loss, 1, 3, z, values, gradient, parameters, n_lanes, t)


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Mean of the same over all rows."""
    return mean_curvature(curvature, 1, x, y, parameters)


LOGREG = Surface(
    key="logreg",
    label="Logistic regression",
    group="data",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-4.0, 6.0), (-4.0, 6.0)),
    start=(-3.0, 5.0),
    stationary_points=((1.2219798709652736, 0.006996243145976671),),
    learning_rates=rates(
        gd=1,
        mom=0.2,
        nag=0.2,
        rprop=0.2,
        adagrad=1,
        rmsprop=0.1,
        adadelta=20,
        adam=0.5,
        adamax=1,
        nadam=0.2,
        radam=1,
        lion=0.2,
    ),
    formula=(
        "p, q, c = columns",
        "mgn = c*(x*p+y*q)",
        "mean(log1p(exp(-mgn)))+lam*(x**2+y**2)",
    ),
    source="Cox 1958, The regression analysis of binary sequences",
    parameters=(LAM,),
    columns=(P, Q, CLASS),
)
