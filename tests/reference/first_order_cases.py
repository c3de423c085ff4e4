"""Which runs of the elementwise rules beyond the first seven are compared with torch and optax.

Same shape as cases.py: a case is plain data in the engine's names. The settings of each rule are
drawn once, from a seed, inside the intervals below; surfaces, starts and rates are those of
cases.py.
"""

from itertools import product

import numpy as np
from cases import STARTS, case, table_rate
from edge_cases import BOWL, STRETCHED

SEED = 20261123
RATE_FACTORS = (1.0, 0.3)
FOUR_LAKES_RATES = {
    "gd": 0.08,
    "mom": 0.03,
    "adagrad": 1.5,
    "rmsprop": 0.04,
    "adadelta": 10.0,
    "adam": 0.12,
    "adamax": 0.2,
    "nadam": 0.1,
    "radam": 0.2,
    "lion": 0.05,
}
UNIT = ("uniform", 0.0, 0.98)
SMALL = ("log", 1e-12, 1e-1)
L2 = ("log", 1e-4, 1e-1)
LONG = ("complement", 1e-4, 0.3)
TINY = ("log", 1e-12, 1e-3)
ADAM = {
    "beta1": UNIT,
    "beta2": LONG,
    "epsilon": SMALL,
    "weight_decay": L2,
}
# Rule: the column of the table of rates in surfaces.json, and what is drawn for its settings.
TORCH_RULES = {
    "rmsprop_centered": (
        "rmsprop",
        {
            "decay": ("complement", 1e-2, 0.3),
            "epsilon": ("log", 1e-4, 1e-1),
            "momentum": ("uniform", 0.0, 0.9),
            "weight_decay": L2,
        },
    ),
    "adadelta": ("adadelta", {"decay": UNIT, "epsilon": ("log", 1e-8, 1e-2), "weight_decay": L2}),
    "amsgrad": ("adam", ADAM),
    "adamw": ("adam", ADAM),
    "adamw_amsgrad": ("adam", ADAM),
    "adamax": ("adamax", ADAM),
    "nadam": ("nadam", ADAM | {"momentum_decay": ("log", 1e-4, 1.0)}),
    "radam": ("radam", ADAM),
    "asgd": (
        "gd",
        {
            "lambd": ("log", 1e-5, 1.0),
            "power": ("uniform", 0.0, 2.0),
            "t0": ("uniform", 0.0, 150.0),
            "weight_decay": L2,
        },
    ),
    "adagrad_lecture": ("adagrad", {"epsilon": SMALL}),
    "rmsprop_lecture": ("rmsprop", {"decay": UNIT, "epsilon": SMALL}),
    "adam_lecture": ("adam", {"beta1": UNIT, "beta2": LONG, "epsilon": SMALL}),
    "sgd_slip": ("gd", {}),
    "momentum_slip": ("mom", {"momentum": UNIT}),
}
OPTAX_RULES = {
    "lion": ("lion", {"beta1": UNIT, "beta2": UNIT, "weight_decay": L2}),
    "adabelief": ("adam", {"beta1": UNIT, "beta2": LONG, "epsilon": SMALL, "epsilon_root": TINY}),
    "yogi": (
        "adam",
        {
            "beta1": UNIT,
            "beta2": LONG,
            "epsilon": ("log", 1e-8, 1e-1),
            "initial_accumulator": ("log", 1e-8, 1e-2),
        },
    ),
    "adan": (
        "adam",
        {
            "beta1": UNIT,
            "beta2": UNIT,
            "beta3": UNIT,
            "epsilon": SMALL,
            "epsilon_root": TINY,
            "weight_decay": L2,
        },
    ),
    "adopt": (
        "adam",
        {"beta1": UNIT, "beta2": ("complement", 1e-5, 0.3), "epsilon": ("log", 1e-8, 1e-1)},
    ),
    "ademamix": (
        "adam",
        {
            "beta1": UNIT,
            "beta2": LONG,
            "beta3": LONG,
            "alpha": ("uniform", 0.0, 8.0),
            "epsilon": SMALL,
            "weight_decay": L2,
        },
    ),
    "schedule_free_sgd": ("gd", {"beta1": ("uniform", 0.1, 0.98), "weight_decay": L2}),
    "schedule_free_adamw": (
        "adam",
        {"beta1": ("uniform", 0.1, 0.98), "beta2": LONG, "epsilon": SMALL, "weight_decay": L2},
    ),
}
RULES = TORCH_RULES | OPTAX_RULES


def first_order_cases(rules):
    """Per rule: 8 surfaces x 3 starts x (2 rates with the defaults, 1 with drawn settings)."""
    for optimizer, (key, starts) in product(rules, STARTS.items()):
        column, intervals = RULES[optimizer]
        rate = FOUR_LAKES_RATES[column] if key == "four_lakes" else table_rate(key, column)
        for i, start in enumerate(starts):
            for factor in RATE_FACTORS:
                yield case(optimizer, key, start, factor * rate)
            seed = [SEED, list(RULES).index(optimizer), list(STARTS).index(key), i]
            rng = np.random.default_rng(seed)
            hyper = {name: draw(rng, *interval) for name, interval in intervals.items()}
            yield case(optimizer, key, start, rng.uniform(0.2, 1.5) * rate, hyper)


def draw(rng, kind, low, high):
    """A number to four digits; "log" by magnitude, "complement": 1 minus such a number."""
    if kind == "uniform":
        number = rng.uniform(low, high)
    else:
        number = np.exp(rng.uniform(np.log(low), np.log(high)))
        number = 1.0 - number if kind == "complement" else number
    return float(f"{number:.6g}")


def first_order_edges(rules):
    """Zero gradients, overflow, underflow and 0 / 0, for every rule; 60 steps."""
    for optimizer in rules:
        for why, key, start, rate, hyper, parameters in _corners(RULES[optimizer][1]):
            yield case(optimizer, key, start, rate, hyper, parameters, 60, why=why, exact=True)


def _corners(settings):
    yield "at a minimum", "himmelblau", (3, 2), 0.1, {}, {}
    yield "at a minimum", "rosenbrock", (1, 1), 0.01, {}, {}
    yield "at the saddle", "saddle_bounded", (0.0, 0.0), 0.1, {}, {}
    yield "on the ridge", "saddle_bounded", (-1.5, 0.0), 0.1, {}, {}
    yield "start (1e3, 1e3)", "rosenbrock", (1e3, 1e3), 1e-3, {}, {}
    yield "gradient overflows", "rosenbrock", (1e110, 1.0), 1e-3, {}, {}
    yield "squared gradient overflows", "quadratic", (1e200, 1.0), 1e-2, {}, BOWL
    yield "squared gradient overflows", "saddle_bounded", (0.5, 1e60), 1e-2, {}, {}
    yield "gradient 1e-180", "quadratic", (1.0, -2.0), 0.01, {}, BOWL | {"mu": 1e-180}
    if "epsilon" in settings:
        yield "epsilon 0", "quadratic", (-4.0, 0.0), 0.1, {"epsilon": 0.0}, STRETCHED
    if "beta1" in settings and "beta2" in settings:
        yield "betas 0", "himmelblau", (-0.5, -1.2), 0.01, {"beta1": 0.0, "beta2": 0.0}, {}
