"""Which runs are compared with torch: every case is plain data, chosen here and nowhere else.

A case is a dict with the keys optimizer, objective, start, learning_rate, hyper, parameters,
n_iterations and, for data, batches (the name of an index array). Names are the engine's;
make_torch_fixtures.py translates.
"""

import json
from itertools import product
from pathlib import Path

N_ITERATIONS = 200
OPTIMIZERS = ("sgd", "momentum", "nesterov", "rprop", "adagrad", "rmsprop", "adam")

STARTS = {
    "four_lakes": ((0.2, -1.6), (3.7, 1.4), (-3.0, 2.0)),
    "quadratic": ((-4.0, 3.0), (2.5, 0.5), (0.3, -4.8)),
    "saddle": ((-1.5, 0.001), (0.7, 0.4), (1.9, -1.2)),
    "saddle_bounded": ((-1.5, 0.001), (0.6, 1.8), (-0.2, -0.3)),
    "rosenbrock": ((-1.2, 1.0), (1.7, -0.6), (0.1, 2.4)),
    "beale": ((-2.0, 1.6), (1.2, -0.7), (3.4, 1.15)),
    "himmelblau": ((-0.5, -1.2), (4.2, 0.3), (-3.1, -0.2)),
    "two_wells": ((-1.8, 1.5), (-2.3, 0.2), (1.9, -1.4)),
}
VARIANTS = {
    "sgd": ({"weight_decay": 0.01}, {"weight_decay": 0.5}),
    "momentum": (
        {"momentum": 0.5},
        {"momentum": 0.99},
        {"momentum": 0.0},
        {"momentum": 0.9, "dampening": 0.5},
        {"momentum": 0.8, "dampening": 0.9, "weight_decay": 0.1},
    ),
    "nesterov": ({"momentum": 0.5}, {"momentum": 0.99}, {"momentum": 0.8, "weight_decay": 0.05}),
    "rprop": (
        {"eta_minus": 0.3, "eta_plus": 1.5},
        {"eta_minus": 0.9, "eta_plus": 1.05},
        {"step_min": 0.02, "step_max": 0.3},
        {"step_min": 1e-3, "step_max": 0.04, "eta_minus": 0.6},
    ),
    "adagrad": (
        {"epsilon": 0.1},
        {"epsilon": 1e-3, "learning_rate_decay": 0.01},
        {"learning_rate_decay": 0.2},
        {"initial_accumulator": 0.5},
        {"initial_accumulator": 0.1, "weight_decay": 0.05},
    ),
    "rmsprop": (
        {"decay": 0.9},
        {"decay": 0.5},
        {"epsilon": 0.1},
        {"epsilon": 1e-3, "weight_decay": 0.1},
        {"momentum": 0.9},
        {"momentum": 0.5, "decay": 0.95, "epsilon": 0.01},
    ),
    "adam": (
        {"beta1": 0.5, "beta2": 0.9},
        {"beta1": 0.99, "beta2": 0.9999},
        {"beta1": 0.0},
        {"epsilon": 0.1},
        {"epsilon": 1e-3, "beta2": 0.99},
        {"weight_decay": 0.1},
    ),
}
PARAMETERS = {
    "quadratic": (
        {"mu": 0.5, "kappa": 100.0, "theta": 1.1, "cx": 0.7, "cy": -0.4},
        {"mu": 2.0, "kappa": 1.0, "theta": 0.0, "cx": 0.0, "cy": 0.0},
        {"mu": 0.1, "kappa": 900.0, "theta": -0.4, "cx": -1.5, "cy": 2.0},
    ),
    "rosenbrock": ({"a": 0.5, "b": 10.0}, {"a": 1.5, "b": 1.0}),
    "two_wells": ({"q": 0.05}, {"q": 0.6}),
}
FOUR_LAKES_RATES = {
    "sgd": 0.08,
    "momentum": 0.03,
    "nesterov": 0.03,
    "rprop": 0.1,
    "adagrad": 0.5,
    "rmsprop": 0.04,
    "adam": 0.12,
}
TABLE_NAMES = {"sgd": "gd", "momentum": "mom", "nesterov": "nag"}
RATE_FACTORS = (1.0, 0.25, 2.5)


def vendored():
    """The entries of the specification's surfaces.json that these tests need, by key."""
    return json.loads(Path(__file__).with_name("surfaces.json").read_text())


def default_parameters(key):
    """Parameters of the surface as the specification has them ({} for Four lakes)."""
    return {} if key == "four_lakes" else dict(vendored()[key]["params"])


def table_rate(key, optimizer):
    """The rate of the table in surfaces.md (interface.md section 7 for Four lakes)."""
    if key == "four_lakes":
        return FOUR_LAKES_RATES[optimizer]
    return vendored()[key]["lr"][TABLE_NAMES.get(optimizer, optimizer)]


def case(
    optimizer,
    objective,
    start,
    learning_rate,
    hyper=None,
    parameters=None,
    n_iterations=N_ITERATIONS,
    **more,
):
    """One run as plain data."""
    return {
        "optimizer": optimizer,
        "objective": objective,
        "start": [float(c) for c in start],
        "learning_rate": float(learning_rate),
        "hyper": hyper or {},
        "parameters": parameters if parameters is not None else {},
        "n_iterations": n_iterations,
        **more,
    }


def default_cases():
    """Defaults: 7 rules x 8 surfaces x 3 starts x 3 rates."""
    for optimizer, (key, starts) in product(OPTIMIZERS, STARTS.items()):
        for start, factor in product(starts, RATE_FACTORS):
            yield case(optimizer, key, start, factor * table_rate(key, optimizer))


def hyper_cases():
    """Each other setting of each rule on every surface, with start and rate changing together."""
    for optimizer, (key, starts) in product(OPTIMIZERS, STARTS.items()):
        for hyper in VARIANTS[optimizer]:
            for start, factor in zip(starts, RATE_FACTORS, strict=True):
                yield case(optimizer, key, start, factor * table_rate(key, optimizer), hyper)


def parameter_cases():
    """Every surface parameter away from its default, three rates each."""
    for optimizer, (key, sets) in product(OPTIMIZERS, PARAMETERS.items()):
        for parameters, (start, factor) in product(
            sets, zip(STARTS[key], RATE_FACTORS, strict=True)
        ):
            yield case(optimizer, key, start, factor * table_rate(key, optimizer), None, parameters)


def surface_cases():
    """The other surfaces of the specification: 7 rules, start and rate together."""
    for key, entry in vendored().items():
        if key in STARTS:
            continue
        x_low, x_high, y_low, y_high = entry["domain"]
        width, height = x_high - x_low, y_high - y_low
        inside = [(x_low + u * width, y_low + v * height) for u, v in ((0.27, 0.61), (0.83, 0.36))]
        for optimizer in OPTIMIZERS:
            rates = [factor * table_rate(key, optimizer) for factor in RATE_FACTORS]
            for start, rate in zip((entry["start"], *inside), rates, strict=True):
                yield case(optimizer, key, start, rate)


def batch_cases(n_samples):
    """Mini-batch regression on fixed index sequences: 7 rules x 5 sequences x 3 rates, and some
    settings.
    """
    starts = ((-1.0, 3.0), (2.0, -2.0), (0.0, 0.0))
    for optimizer, sequence in product(OPTIMIZERS, batch_sizes(n_samples)):
        rate = vendored()["linreg"]["lr"][TABLE_NAMES.get(optimizer, optimizer)]
        for start, factor in zip(starts, (1.0, 0.25, 2.0), strict=True):
            yield case(optimizer, "regression", start, factor * rate, batches=sequence)
        for hyper in VARIANTS[optimizer][:2]:
            yield case(optimizer, "regression", starts[0], 0.5 * rate, hyper, batches=sequence)


def batch_sizes(n_samples):
    """Names of the index sequences and their batch sizes; `repeats` draws with replacement."""
    return {"one": 1, "five": 5, "eight": 8, "repeats": 6, "all": n_samples}
