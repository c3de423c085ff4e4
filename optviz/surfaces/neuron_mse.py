"""One neuron: weight and bias of a sigmoid under squared error, flat where it saturates."""

from optviz.elementary import sigmoid
from optviz.rows import mean_curvature, mean_over_rows
from optviz.signatures import Vector, block_function, hessian_function, inlined
from optviz.surfaces.base import Surface, column
from optviz.surfaces.rates import rates

INPUT = column(
    """
    -3 -2.5 -2 -1.5 -1 -0.5 0 0.5 1 1.5 2 2.5 3
    """
)
TARGET = column(
    """
    0.000911 0.002473 0.006693 0.017986 0.047426 0.119203 0.268941 0.5 0.731059 0.880797
    0.952574 0.982014 0.993307
    """
)


@inlined
def loss(x: float, y: float, parameters: Vector, at: int, n: int) -> tuple[float, float, float]:
    """(σ(x t + y) - target)² of one row; the targets are σ(2 t - 1), rounded."""
    o = sigmoid(x * parameters[at] + y)
    error = o - parameters[at + n]
    dy = 2.0 * error * (o * (1.0 - o))
    return error * error, dy * parameters[at], dy


@inlined
def curvature(
    x: float, y: float, parameters: Vector, at: int, n: int
) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    input_ = parameters[at]
    o = sigmoid(x * input_ + y)
    d = o * (1.0 - o)
    k = 2.0 * (d * d + (o - parameters[at + n]) * d * (1.0 - 2.0 * o))
    return k * input_ * input_, k * input_, k


@block_function
def value_and_gradient(
    z: Vector, values: Vector, gradient: Vector, parameters: Vector, n_lanes: int, t: int
) -> None:
    """Mean squared error over the rows of iteration t.

    z, values, gradient : as the SURFACE convention; x is the weight, y the bias
    parameters          : no constants, columns input and target, batches: see `optviz.rows`
    """
    mean_over_rows(loss, 0, 2, z, values, gradient, parameters, n_lanes, t)


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Mean of the same over all rows."""
    return mean_curvature(curvature, 0, x, y, parameters)


NEURON_MSE = Surface(
    key="neuron_mse",
    label="One neuron",
    group="plateaus",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-8.0, 8.0), (-8.0, 8.0)),
    start=(-6.0, 5.0),
    stationary_points=((2.0000010533700974, -1.000000521253862),),
    learning_rates=rates(
        gd=10,
        mom=0.5,
        nag=0.5,
        rprop=0.2,
        adagrad=1,
        rmsprop=0.05,
        adadelta=20,
        adam=0.1,
        adamax=0.2,
        nadam=0.2,
        radam=0.5,
        lion=0.02,
    ),
    formula=(
        "t, z = columns",
        "o = sigmoid(x*t+y)",
        "e = o-z",
        "mean(e**2)",
    ),
    source="Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors",
    columns=(INPUT, TARGET),
)
