"""Linear regression: the slope and intercept of a line through 24 points, by least squares."""

import numpy as np

from optviz.rows import mean_curvature, mean_over_rows
from optviz.signatures import Vector, block_function, hessian_function, inlined
from optviz.surfaces.base import Surface, column
from optviz.surfaces.rates import rates

X = column(
    """
    0.022 0.216 2.305 0.789 2.024 1.627 -0.576 0.152 0.982 0.804 -0.233 -0.399 1.062 -0.194
    0.559 2.415 2.916 0.677 0.624 2.283 -0.197 0.161 0.956 1.098
    """
)
Y = column(
    """
    -0.481 -0.171 3.081 1.001 3.031 2.154 -1.889 0.224 0.774 0.2 -1.032 -0.862 2.339 -1.1
    0.787 3.558 3.537 0.354 0.519 3.521 -1.251 -0.048 1.866 1.358
    """
)


@inlined
def loss(w: float, b: float, parameters: Vector, at: int, n: int) -> tuple[float, float, float]:
    """Squared residual of one point, without the factor 1/2, as in the lecture."""
    x = parameters[at]
    residual = w * x + b - parameters[at + n]
    return residual * residual, 2.0 * residual * x, 2.0 * residual


@inlined
def curvature(
    w: float, b: float, parameters: Vector, at: int, n: int
) -> tuple[float, float, float]:
    """2 (x², x, 1), everywhere the same."""
    x = parameters[at]
    return 2.0 * x * x, 2.0 * x, 2.0


@block_function
def value_and_gradient(
    z: Vector, values: Vector, gradient: Vector, parameters: Vector, n_lanes: int, t: int
) -> None:
    """Mean squared residual of y ≈ w x + b over the rows of iteration t.

    z, values, gradient : as the SURFACE convention; z = w_0 .. w_{L-1}, b_0 .. b_{L-1}
    parameters          : no constants, columns x and y, batches: see `optviz.rows`
    """
    mean_over_rows(loss, 0, 2, z, values, gradient, parameters, n_lanes, t)


@hessian_function
def hessian(w: float, b: float, parameters: Vector) -> tuple[float, float, float]:
    """2 (mean x², mean x, 1), over all rows."""
    return mean_curvature(curvature, 0, w, b, parameters)


def best_line(x: Vector, y: Vector) -> tuple[float, float]:
    """(w, b) of least cost, from the normal equations; the smallest such if many."""
    design = np.column_stack((x, np.ones_like(x)))
    w, b = np.linalg.lstsq(design, y, rcond=None)[0]
    return float(w), float(b)


LINREG = Surface(
    key="linreg",
    label="Linear regression",
    group="data",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-2.0, 5.0), (-5.0, 4.0)),
    start=(-1.0, 3.0),
    stationary_points=((1.6376268459522363, -0.4750868199499683),),
    learning_rates=rates(
        gd=0.1,
        mom=0.02,
        nag=0.02,
        rprop=0.1,
        adagrad=1,
        rmsprop=0.05,
        adadelta=20,
        adam=0.2,
        adamax=0.2,
        nadam=0.1,
        radam=0.5,
        lion=0.1,
    ),
    formula=(
        "t, z = columns",
        "e = x*t+y-z",
        "mean(e**2)",
    ),
    source="Legendre 1805, Nouvelles méthodes pour la détermination des orbites des comètes",
    columns=(X, Y),
    fit=best_line,
)
