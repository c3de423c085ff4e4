"""Trust region: minimize the local parabola exactly, but only inside a circle that adapts."""

from math import sqrt

import numpy as np

from optviz.optimizers.base import Optimizer
from optviz.optimizers.line_search import at_rest
from optviz.optimizers.oracle import ask, bill, curvature, eigen
from optviz.parameters import Parameter
from optviz.signatures import GO_ON, Matrix, Oracle, Vector, inlined, kernel, move_function

RADIUS = Parameter(
    "radius", "First radius", "Δ₀", 1.0, 0.0, 1e6, "log", low_open=True, slider=(0.01, 10.0)
)
RADIUS_MAX = Parameter(
    "radius_max", "Largest radius", "Δ₊", 1000.0, 0.0, 1e9, "log", low_open=True, slider=(0.1, 1e3)
)


@inlined
def _length(g1: float, g2: float, low: float, high: float, shift: float) -> float:
    """‖(Λ + shift I)⁻¹ g‖ in the eigenvectors' coordinates."""
    a = g1 / (low + shift)
    b = g2 / (high + shift)
    return sqrt(a * a + b * b)


@kernel
def exact_step(gx, gy, xx, xy, yy, radius):  # type: ignore[no-untyped-def]
    """Minimizer (px, py) of g'p + p'Hp / 2 over ‖p‖ <= radius.

    In the plane the eigenvectors are at hand: either Newton's step fits, or (H + λ I) p = -g with
    ‖p‖ = radius and λ > -λ_min, found by bisection; where g has no part along the lower eigenvector
    (the hard case) the rest of the radius is gone along it. Moré & Sorensen (1983), theorem 2.1.
    """
    low, high, c, s = eigen(xx, xy, yy)
    g1 = c * gx + s * gy
    g2 = c * gy - s * gx
    a, b = 0.0, 0.0
    if low > 0.0 and _length(g1, g2, low, high, 0.0) <= radius:
        a, b = -g1 / low, -g2 / high
    else:
        size = sqrt(g1 * g1 + g2 * g2)
        floor = max(0.0, -low)
        hard = -g2 / (high + floor) if high + floor > 0.0 else 0.0
        if abs(g1) <= 1e-14 * size and abs(hard) <= radius and low <= 0.0:
            b = hard
            a = sqrt(max(radius * radius - b * b, 0.0))
        else:
            near, far = floor, floor + size / radius
            for _ in range(200):
                middle = 0.5 * (near + far)
                if middle <= near or middle >= far:
                    break
                if _length(g1, g2, low, high, middle) > radius:
                    near = middle
                else:
                    far = middle
            a, b = -g1 / (low + far), -g2 / (high + far)
    return c * a - s * b, s * a + c * b


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
    """x ← x + p where f falls as the model promised; the radius grows or shrinks by how well.

    z, gradient : (2,)    iterate and ∇f there
    hyper       : (2,)    first and largest radius Δ
    state       : (1, 2)  (Δ, actual over predicted decrease of the last step)

    p minimizes the quadratic model inside the circle, exactly. It is taken if f falls by more than
    0.15 of the predicted one; below 0.25 Δ becomes Δ / 4, above 0.75 at the rim 2 Δ, as SciPy's
    trust-region methods do. A rejected step costs an iteration. Nocedal & Wright, alg. 4.1.
    """
    bill(oracle, 1, 2 if t == 1 else 1, 0)  # the value here is known from the last trial
    if t == 1:
        state[0, 0] = min(hyper[0], hyper[1])
    radius = state[0, 0]
    xx, xy, yy = curvature(oracle, z)
    low, _, _, _ = eigen(xx, xy, yy)
    if at_rest(gradient) and low >= 0.0:
        return GO_ON
    px, py = exact_step(gradient[0], gradient[1], xx, xy, yy, radius)
    predicted = -(gradient[0] * px + gradient[1] * py)
    predicted -= 0.5 * (xx * px * px + 2.0 * xy * px * py + yy * py * py)
    at = np.empty(2)
    at[0] = z[0] + px
    at[1] = z[1] + py
    new_value = np.empty(1)
    new_gradient = np.empty(2)
    ask(oracle, at, new_value, new_gradient, t)
    ratio = (value[0] - new_value[0]) / predicted if predicted > 0.0 else 0.0
    if not ratio >= 0.25:
        state[0, 0] = 0.25 * radius
    elif ratio > 0.75 and sqrt(px * px + py * py) >= 0.999 * radius:
        state[0, 0] = min(2.0 * radius, hyper[1])
    state[0, 1] = ratio
    if ratio > 0.15:
        z[0] = at[0]
        z[1] = at[1]
    return GO_ON


TRUST_REGION = Optimizer(
    key="trust_region",
    label="Trust region",
    step=move,
    slots=("radius_and_ratio",),
    hyperparameters=(RADIUS, RADIUS_MAX),
    reference="Moré & Sorensen 1983, Computing a trust region step, doi:10.1137/0904038",
    latex=r"p_t = \arg\min_{\|p\| \le \Delta_t} \; g_t^\top p + \tfrac{1}{2} p^\top H_t p, \quad "
    r"x_{t+1} = x_t + p_t",
    pseudocode=(
        "p = argmin dot(g, p) + dot(p, H @ p) / 2 over norm(p) <= radius",
        "ratio = (f(x) - f(x + p)) / predicted decrease",
        "if ratio < 0.25: radius = radius / 4",
        "if ratio > 0.75 and norm(p) == radius: radius = min(2 * radius, radius_max)",
        "if ratio > 0.15: x = x + p",
    ),
    evaluations=(1.0, 1.0, 1.0),
    memory=2.0,
)
