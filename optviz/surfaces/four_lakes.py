"""Four lakes: one start, several destinations. The opening scene, made for optviz."""

import numpy as np

from optviz.elementary import exp
from optviz.signatures import Vector, hessian_function, surface_function
from optviz.surfaces.base import Surface
from optviz.surfaces.rates import rates


def _shapes() -> Vector:
    """(5, 6): center x, y, amplitude A; m11, m12, m22 of M = R' diag(1/sx², 1/sy²) R, R = R(θ)."""
    lakes = (  # cx, cy, A, sx, sy, θ; the fifth is a hill
        (-1.15, 0.55, 1.35, 0.75, 0.62, 0.5),
        (2.35, -1.15, 3.1, 1.15, 0.62, -0.45),
        (1.35, 1.75, 1.65, 0.85, 0.65, 0.35),
        (-2.1, -1.75, 1.6, 1.05, 0.6, 0.25),
        (3.6, 1.2, -0.8, 0.8, 0.9, 0.0),
    )
    rows = []
    for cx, cy, amplitude, sx, sy, theta in lakes:
        c, s = np.cos(theta), np.sin(theta)
        rotation = np.array([[c, s], [-s, c]])
        m = rotation.T @ np.diag([1.0 / sx**2, 1.0 / sy**2]) @ rotation
        rows.append((cx, cy, amplitude, m[0, 0], m[0, 1], m[1, 1]))
    return np.array(rows)


SHAPES = _shapes()
LOWEST = -2.341006606358742  # of the sum without it, at lake A


@surface_function
def value_and_gradient(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """f = 0.11 x² + 0.17 y² - Σ A exp(-d' M d / 2) - f_min, d = (x - cx, y - cy); minimum 0."""
    value = 0.11 * x * x + 0.17 * y * y - LOWEST
    dx = 0.22 * x
    dy = 0.34 * y
    for k in range(5):
        u = x - SHAPES[k, 0]
        v = y - SHAPES[k, 1]
        mu = SHAPES[k, 3] * u + SHAPES[k, 4] * v
        mv = SHAPES[k, 4] * u + SHAPES[k, 5] * v
        g = SHAPES[k, 2] * exp(-0.5 * (u * mu + v * mv))
        value -= g
        dx += g * mu
        dy += g * mv
    return value, dx, dy


@hessian_function
def hessian(x: float, y: float, parameters: Vector) -> tuple[float, float, float]:
    """Second derivatives of the same."""
    xx = 0.22
    xy = 0.0
    yy = 0.34
    for k in range(5):
        u = x - SHAPES[k, 0]
        v = y - SHAPES[k, 1]
        mu = SHAPES[k, 3] * u + SHAPES[k, 4] * v
        mv = SHAPES[k, 4] * u + SHAPES[k, 5] * v
        g = SHAPES[k, 2] * exp(-0.5 * (u * mu + v * mv))
        xx += g * (SHAPES[k, 3] - mu * mu)
        xy += g * (SHAPES[k, 4] - mu * mv)
        yy += g * (SHAPES[k, 5] - mv * mv)
    return xx, xy, yy


FOUR_LAKES = Surface(
    key="four_lakes",
    label="Four lakes",
    group="local minima",
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    domain=((-3.97, 4.37), (-2.9, 2.7)),
    start=(0.2, -1.6),
    stationary_points=(
        (2.1261023662264944, -1.0294488188578028),
        (-1.043721298124278, 0.5071870487226245),
        (1.18089577881231, 1.5692362895730723),
        (-1.752190833190046, -1.547965054461997),
        (0.19612459012262515, 0.9389289614998996),
        (0.16906583388624916, 0.1018981203192233),
        (-1.1352985976011367, -0.7071900604316269),
    ),
    learning_rates=rates(
        gd=0.08,
        mom=0.03,
        nag=0.03,
        rprop=0.1,
        adagrad=1.5,
        rmsprop=0.04,
        adadelta=10,
        adam=0.12,
        adamax=0.2,
        nadam=0.1,
        radam=0.2,
        lion=0.05,
    ),
    formula=(
        "cx = tensor([-1.15, 2.35, 1.35, -2.1, 3.6])",
        "cy = tensor([0.55, -1.15, 1.75, -1.75, 1.2])",
        "A = tensor([1.35, 3.1, 1.65, 1.6, -0.8])",
        "sx = tensor([0.75, 1.15, 0.85, 1.05, 0.8])",
        "sy = tensor([0.62, 0.62, 0.65, 0.6, 0.9])",
        "angle = tensor([0.5, -0.45, 0.35, 0.25, 0.0])",
        "u = cos(angle) * (x - cx) + sin(angle) * (y - cy)",
        "v = cos(angle) * (y - cy) - sin(angle) * (x - cx)",
        "g = A * exp(-0.5 * ((u / sx) ** 2 + (v / sy) ** 2))",
        "0.11 * x**2 + 0.17 * y**2 - sum(g) + 2.341006606358742",
    ),
    source="optviz",
)
