"""The objectives written once more, in torch: autograd, not our gradients, makes the fixtures.

Formulas: /shared/spec/surfaces.json (values only) and interface.md section 7 (Four lakes).
"""

import math

import torch

# (cx, cy, amplitude, sx, sy, rotation) of each Gaussian, interface.md section 7.
LAKES = (
    (-1.15, 0.55, 1.35, 0.75, 0.62, 0.5),
    (2.35, -1.15, 3.1, 1.15, 0.62, -0.45),
    (1.35, 1.75, 1.65, 0.85, 0.65, 0.35),
    (-2.1, -1.75, 1.6, 1.05, 0.6, 0.25),
    (3.6, 1.2, -0.8, 0.8, 0.9, 0.0),
)


def four_lakes(x, y, p):
    """Bowl minus rotated Gaussians; the constant f_min is left out, it has no gradient."""
    f = 0.11 * x**2 + 0.17 * y**2
    for cx, cy, amplitude, sx, sy, rotation in LAKES:
        c, s = math.cos(rotation), math.sin(rotation)
        along = c * (x - cx) + s * (y - cy)
        across = -s * (x - cx) + c * (y - cy)
        f = f - amplitude * torch.exp(-0.5 * ((along / sx) ** 2 + (across / sy) ** 2))
    return f


def quadratic(x, y, p):
    """Half of u'Au with eigenvalues mu and mu kappa; the flat axis at angle theta."""
    c, s = math.cos(p["theta"]), math.sin(p["theta"])
    mu, kappa = p["mu"], p["kappa"]
    a11 = mu * (c * c + kappa * s * s)
    a12 = mu * (1 - kappa) * c * s
    a22 = mu * (s * s + kappa * c * c)
    u, v = x - p["cx"], y - p["cy"]
    return 0.5 * (a11 * u * u + 2 * a12 * u * v + a22 * v * v)


def saddle(x, y, p):
    """x squared minus y squared, unbounded below."""
    return x**2 - y**2


def saddle_bounded(x, y, p):
    """A saddle at the origin between two minima."""
    return 0.5 * x**2 - 0.5 * y**2 + 0.25 * y**4


def rosenbrock(x, y, p):
    """The banana valley."""
    return (p["a"] - x) ** 2 + p["b"] * (y - x**2) ** 2


def beale(x, y, p):
    """Three squared residuals."""
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def himmelblau(x, y, p):
    """Four equal minima."""
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def two_wells(x, y, p):
    """Bowl q r^2 plus two Gaussians A exp(-d^2 / w)."""
    deep = -3.0 * torch.exp(-((x - 1.1) ** 2 + (y - 0.3) ** 2) / 0.45)
    shallow = -1.6 * torch.exp(-((x + 1.0) ** 2 + (y + 0.2) ** 2) / 0.45)
    return p["q"] * (x**2 + y**2) + (deep + shallow)


SURFACES = {
    f.__name__: f
    for f in (
        four_lakes,
        quadratic,
        saddle,
        saddle_bounded,
        rosenbrock,
        beale,
        himmelblau,
        two_wells,
    )
}


WORDS = {  # of surfaces.json, for the surfaces not written out above
    "abs": torch.abs,
    "cos": torch.cos,
    "exp": lambda z: torch.exp(torch.as_tensor(z, dtype=torch.float64)),
    "log": torch.log,
    "log1p": torch.log1p,
    "mean": torch.mean,
    "pi": math.pi,
    "relu": torch.relu,
    "sig": torch.sigmoid,
    "sign": torch.sign,
    "sin": torch.sin,
    "sqrt": lambda z: torch.sqrt(torch.as_tensor(z, dtype=torch.float64)),
    "step": lambda z: (z > 0).to(torch.float64),
    "sum": torch.sum,
}


def specified(entry):
    """The formula of a surfaces.json entry, value only: its gradients are not looked at."""
    data = {name: torch.tensor(v, dtype=torch.float64) for name, v in entry["data"].items()}

    def formula(x, y, p):
        names = {**WORDS, **data, **p, "x": x, "y": y}
        for name, expression in entry["lets"]:
            names[name] = eval(expression, {"__builtins__": {}}, names)
        return eval(entry["f"], {"__builtins__": {}}, names)

    return formula


def surface(key, parameters, entry=None):
    """Objective of a point tensor of shape (2,) and an ignored batch."""
    formula = SURFACES[key] if key in SURFACES else specified(entry)
    return lambda point, _rows: formula(point[0], point[1], parameters)


def regression(x, y):
    """Mean squared error of w x + b over the rows of the batch (all rows when it is None)."""
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)

    def loss(point, rows):
        chosen = slice(None) if rows is None else torch.tensor(rows)
        return ((point[0] * x[chosen] + point[1] - y[chosen]) ** 2).mean()

    return loss
