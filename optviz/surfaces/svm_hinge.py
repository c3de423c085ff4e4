"""Hinge loss: two weights that tell two clouds of points apart by a margin; kinks everywhere."""

from functools import cache

import numpy as np

from optviz.parameters import Parameter
from optviz.rows import mean_curvature, mean_over_rows
from optviz.signatures import Vector, block_function, hessian_function, inlined
from optviz.surfaces.base import SingularPoints, Surface, Values, grid
from optviz.surfaces.rates import rates
from optviz.surfaces.two_classes import CLASS, P, Q

LAM = Parameter("lam", "L2 penalty", "λ", 0.1, 0.0, 1e3, low_open=True, slider=(0.01, 1.0))
NEARBY = np.array(grid(np.linspace(-1, 1, 21), np.linspace(-1, 1, 21)))


@inlined
def loss(x: float, y: float, parameters: Vector, at: int, n: int) -> tuple[float, float, float]:
    """max(1 - m, 0) of one point's margin m = c (x p + y q); at the kink its slope is 0."""
    lam = parameters[0]
    p = parameters[at]
    q = parameters[at + n]
    c = parameters[at + n + n]
    short = 1.0 - c * (x * p + y * q)
    pull = c if short > 0.0 else 0.0
    value = max(short, 0.0) + lam * (x * x + y * y)
    return value, 2.0 * lam * x - pull * p, 2.0 * lam * y - pull * q


@inlined
def curvature(
    x: float, y: float, parameters: Vector, at: int, n: int
) -> tuple[float, float, float]:
    """2 λ, everywhere the same but on the kinks."""
    return 2.0 * parameters[0], 0.0, 2.0 * parameters[0]


@block_function
def value_and_gradient(
    z: Vector, values: Vector, gradient: Vector, parameters: Vector, n_lanes: int, t: int
) -> None:
    """Mean hinge loss over the rows of iteration t, plus λ (x² + y²), the penalty in full.

    z, values, gradient : as the SURFACE convention; (x, y) are the weights, there is no bias
    parameters          : λ > 0, columns p, q and c = ±1, batches: see `optviz.rows`

    The lecture writes the penalty without λ, which is λ = 1.
    """
    mean_over_rows(loss, 1, 3, z, values, gradient, parameters, n_lanes, t)


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Mean of the same over all rows."""
    return mean_curvature(curvature, 1, x, y, parameters)


@cache
def minimizer(values: Values) -> SingularPoints:
    """The least point for λ: in a smooth piece, on a kink, or where two kinks cross.

    A grid that closes in (f is convex, and λ |weights|² <= f(0) = 1) tells which margins are 1.
    With those held there and the pulls of the shorter ones known, the rest is linear.
    """
    lam = values[0]
    rows = np.array([P, Q]).T * np.array(CLASS)[:, None]
    center, half = np.zeros(2), lam**-0.5
    for _ in range(50):
        weights = center + half * NEARBY
        losses = np.maximum(1.0 - weights @ rows.T, 0.0).mean(axis=1)
        center = weights[(losses + lam * (weights * weights).sum(axis=1)).argmin()]
        half *= 0.6
    short = 1.0 - rows @ center
    kinks = rows[np.abs(short) < 1e-6]
    free = rows[short >= 1e-6].sum(axis=0) / (2.0 * lam * len(rows))
    x, y = free + np.linalg.pinv(kinks) @ (1.0 - kinks @ free)
    return ((float(x), float(y), "min"),)


SVM_HINGE = Surface(
    key="svm_hinge",
    label="Hinge loss",
    group="data",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-3.0, 4.0), (-3.0, 4.0)),
    start=(-2.5, 3.5),
    singular_points=minimizer,
    learning_rates=rates(
        gd=0.2,
        mom=0.01,
        nag=0.01,
        rprop=0.1,
        adagrad=0.5,
        rmsprop=0.02,
        adadelta=20,
        adam=0.1,
        adamax=0.1,
        nadam=0.1,
        radam=0.5,
        lion=0.1,
    ),
    formula=(
        "p, q, c = columns",
        "h = 1-c*(x*p+y*q)",
        "mean(relu(h))+lam*(x**2+y**2)",
    ),
    source="Cortes & Vapnik 1995, Support-vector networks",
    parameters=(LAM,),
    columns=(P, Q, CLASS),
)
