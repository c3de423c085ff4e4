"""L1 valley: a roof upside down, with a kink along either axis."""

from optviz.elementary import sign
from optviz.parameters import Parameter
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates

K = Parameter("k", "Steepness", "k", 5.0, 0.0, 1e6, "log", low_open=True, slider=(0.1, 50.0))


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = |x| + k |y|; on a kink the derivative across it is 0.

    parameters : (1,)  k > 0
    """
    k = parameters[0]
    return abs(x) + k * abs(y), sign(x), k * sign(y)


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """0, off the kinks and, by the same convention, on them."""
    return 0.0, 0.0, 0.0


L1_VALLEY = Surface(
    key="l1_valley",
    label="L1 valley",
    group="conditioning",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    start=(2.3, 1.7),
    singular_points=((0.0, 0.0, "min"),),
    learning_rates=rates(
        gd=0.02,
        mom=0.005,
        nag=0.002,
        rprop=0.1,
        adagrad=0.5,
        rmsprop=0.05,
        adadelta=10,
        adam=0.02,
        adamax=0.02,
        nadam=0.02,
        radam=0.2,
        lion=0.05,
    ),
    formula=("abs(x)+k*abs(y)",),
    source="textbook",
    parameters=(K,),
)
