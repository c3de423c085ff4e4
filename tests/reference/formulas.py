"""The specification's surfaces in plain NumPy: value, gradient and Hessian from surfaces.json.

Independent of the engine: the formulas are the strings of the specification (vendored), Four lakes
is written from interface.md section 7.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np

LAKES = np.array(
    [  # cx, cy, amplitude, sx, sy, rotation
        (-1.15, 0.55, 1.35, 0.75, 0.62, 0.5),
        (2.35, -1.15, 3.1, 1.15, 0.62, -0.45),
        (1.35, 1.75, 1.65, 0.85, 0.65, 0.35),
        (-2.1, -1.75, 1.6, 1.05, 0.6, 0.25),
        (3.6, 1.2, -0.8, 0.8, 0.9, 0.0),
    ]
)
LAKES_MINIMUM = -2.3410066063587416  # SciPy BFGS at (2.1261, -1.0294), of the formula without f_min

FUNCTIONS = {  # the words of surfaces.json
    "abs": np.abs,
    "cos": np.cos,
    "exp": np.exp,
    "log": np.log,
    "log1p": np.log1p,
    "mean": lambda a: np.mean(a, axis=0),
    "pi": np.pi,
    "relu": lambda z: np.maximum(z, 0.0),
    "sig": lambda z: 1 / (1 + np.exp(-z)),
    "sign": np.sign,
    "sin": np.sin,
    "sqrt": np.sqrt,
    "step": lambda z: np.where(z > 0, 1.0, 0.0),
    "sum": lambda a: np.sum(a, axis=0),
}


@cache
def specification():
    """The vendored entries of surfaces.json, by key."""
    return json.loads(Path(__file__).with_name("surfaces.json").read_text())


def evaluate(key, x, y, parameters=None):
    """Value, gradient (2, ...) and Hessian (3, ...: xx, xy, yy) at points x, y of any one shape."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    return four_lakes(x, y) if key == "four_lakes" else _from_strings(key, x, y, parameters or {})


def gradient(key, point, parameters=None):
    """Gradient (2,) at one point (2,)."""
    return evaluate(key, point[0], point[1], parameters)[1]


def _from_strings(key, x, y, parameters):
    entry = specification()[key]
    data = {name: np.array(values) for name, values in entry["data"].items()}
    rows = (slice(None), *[None] * x.ndim)  # data along a first axis, points along the rest
    names = {name: values[rows] for name, values in data.items()}
    names |= FUNCTIONS | entry["params"] | parameters | {"x": x, "y": y}
    for name, expression in entry["lets"]:
        names[name] = eval(expression, {"__builtins__": {}}, names)
    f, gx, gy, hxx, hxy, hyy = (
        eval(entry[part], {"__builtins__": {}}, names) + 0.0 * x
        for part in ("f", "gx", "gy", "hxx", "hxy", "hyy")
    )
    return f, np.array([gx, gy]), np.array([hxx, hxy, hyy])


def four_lakes(x, y):
    """0.11 x^2 + 0.17 y^2 - sum A exp(-d'Md/2) - f_min."""
    f = 0.11 * x**2 + 0.17 * y**2 - LAKES_MINIMUM
    gx, gy = 0.22 * x, 0.34 * y
    hxx, hxy, hyy = 0.22 + 0 * x, 0 * x, 0.34 + 0 * x
    for cx, cy, amplitude, sx, sy, rotation in LAKES:
        c, s = np.cos(rotation), np.sin(rotation)
        a, b = c * (x - cx) + s * (y - cy), -s * (x - cx) + c * (y - cy)
        lake = amplitude * np.exp(-0.5 * ((a / sx) ** 2 + (b / sy) ** 2))
        u = a * c / sx**2 - b * s / sy**2
        v = a * s / sx**2 + b * c / sy**2
        f = f - lake
        gx, gy = gx + lake * u, gy + lake * v
        hxx = hxx + lake * (c * c / sx**2 + s * s / sy**2 - u * u)
        hxy = hxy + lake * (c * s / sx**2 - c * s / sy**2 - u * v)
        hyy = hyy + lake * (s * s / sx**2 + c * c / sy**2 - v * v)
    return f, np.array([gx, gy]), np.array([hxx, hxy, hyy])
