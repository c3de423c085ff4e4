"""Newton's method: step to the stationary point of the local parabola."""

from optviz.optimizers.base import Optimizer
from optviz.optimizers.oracle import bill, curvature
from optviz.signatures import GO_ON, SINGULAR_HESSIAN, Matrix, Oracle, Vector, move_function


@move_function
def move(
    z: Vector,
    value: Vector,
    gradient: Vector,
    learning_rate: Vector,
    hyper: Vector,
    state: Matrix,
    t: int,
    oracle: Oracle,
) -> int:
    """x ← x - H⁻¹ ∇f(x), in place; no learning rate, no safeguard.

    z, gradient : (2,)  iterate and ∇f there
    state       : (0, 2)  no memory

    Goes to whatever is stationary: a saddle or a maximum as gladly as a minimum. Where det H = 0
    and the gradient is not, there is no such step: SINGULAR_HESSIAN. The lecture's form.
    """
    bill(oracle, 1, 0, 0)
    if gradient[0] == 0.0 and gradient[1] == 0.0:
        return GO_ON
    xx, xy, yy = curvature(oracle, z)
    determinant = xx * yy - xy * xy
    if determinant == 0.0:
        return SINGULAR_HESSIAN
    z[0] -= (yy * gradient[0] - xy * gradient[1]) / determinant
    z[1] -= (xx * gradient[1] - xy * gradient[0]) / determinant
    return GO_ON


NEWTON = Optimizer(
    key="newton",
    label="Newton",
    step=move,
    slots=(),
    hyperparameters=(),
    reference="Nocedal & Wright 2006, Numerical optimization, 3.3, doi:10.1007/978-0-387-40065-5",
    latex=r"x_{t+1} = x_t - H(x_t)^{-1} g_t",
    pseudocode=("g = gradient(x)", "H = hessian(x)", "x = x - solve(H, g)"),
    evaluations=(1.0, 0.0, 1.0),
    memory=2.0,
)
