"""Saddle-free Newton: Newton's step lengths, but always downhill."""

from dataclasses import replace

from optviz.optimizers.base import LEARNING_RATE, Optimizer
from optviz.optimizers.oracle import bill, curvature, eigen
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
    """x ← x - η Q |Λ|⁻¹ Q' g with H = Q Λ Q', in place.

    z, gradient   : (2,)  iterate and ∇f there
    learning_rate : (2,)  η > 0, both the same
    state         : (0, 2)  no memory

    Along directions of negative curvature it moves away, so a saddle repels it. SINGULAR_HESSIAN
    where an eigenvalue is 0 and the gradient has a part along its direction.
    Dauphin et al. (2014), eq. 6, with the exact Hessian.
    """
    bill(oracle, 1, 0, 0)
    xx, xy, yy = curvature(oracle, z)
    low, high, c, s = eigen(xx, xy, yy)
    along_low = c * gradient[0] + s * gradient[1]
    along_high = c * gradient[1] - s * gradient[0]
    if (low == 0.0 and along_low != 0.0) or (high == 0.0 and along_high != 0.0):
        return SINGULAR_HESSIAN
    first = along_low / abs(low) if low != 0.0 else 0.0
    second = along_high / abs(high) if high != 0.0 else 0.0
    z[0] -= learning_rate[0] * (c * first - s * second)
    z[1] -= learning_rate[1] * (s * first + c * second)
    return GO_ON


NEWTON_SADDLE_FREE = Optimizer(
    key="newton_saddle_free",
    label="Newton, saddle-free",
    step=move,
    slots=(),
    hyperparameters=(replace(LEARNING_RATE, default=1.0),),
    reference="Dauphin et al. 2014, Attacking the saddle point problem, arXiv:1406.2572",
    latex=r"x_{t+1} = x_t - \eta \, Q \, |\Lambda|^{-1} Q^\top g_t, \quad H_t = Q \Lambda Q^\top",
    pseudocode=(
        "g = gradient(x)",
        "eigenvalues, Q = eigen(hessian(x))",
        "x = x - learning_rate * Q @ (Q.T @ g / abs(eigenvalues))",
    ),
    evaluations=(1.0, 0.0, 1.0),
    memory=2.0,
)
