"""Export: an experiment as a short PyTorch program that walks the same path."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from optviz.experiment import Experiment, Objective
from optviz.expressions import Expression
from optviz.parameters import InvalidValue
from optviz.problems import Regression
from optviz.surfaces import SURFACES, BoundSurface

MAX_ROWS = 5000  # of all mini-batches together: they are written out

# torch.optim's class for a rule, what is fixed, and its words where they are not ours.
_FAMILIES: Mapping[str, tuple[str, Mapping[str, object], Mapping[str, str]]] = {
    "sgd": ("SGD", {}, {}),
    "momentum": ("SGD", {}, {}),
    "nesterov": ("SGD", {"nesterov": True}, {}),
    "rprop": ("Rprop", {}, {}),
    "adagrad": ("Adagrad", {}, {}),
    "rmsprop": ("RMSprop", {}, {"decay": "alpha"}),
    "rmsprop_centered": ("RMSprop", {"centered": True}, {"decay": "alpha"}),
    "adadelta": ("Adadelta", {}, {"decay": "rho"}),
    "adam": ("Adam", {}, {}),
    "amsgrad": ("Adam", {"amsgrad": True}, {}),
    "adamw": ("AdamW", {}, {}),
    "adamw_amsgrad": ("AdamW", {"amsgrad": True}, {}),
    "adamax": ("Adamax", {}, {}),
    "nadam": ("NAdam", {}, {}),
    "radam": ("RAdam", {}, {}),
    "asgd": ("ASGD", {}, {"power": "alpha"}),
    "lbfgs": (
        "LBFGS",
        {"max_iter": 1, "max_eval": 25, "line_search_fn": "strong_wolfe"},
        {"history": "history_size"},
    ),
}
_SAME_RULE = {"adagrad_lecture": "adagrad", "rmsprop_lecture": "rmsprop", "adam_lecture": "adam"}
_WORDS = {
    "learning_rate": "lr",
    "epsilon": "eps",
    "learning_rate_decay": "lr_decay",
    "initial_accumulator": "initial_accumulator_value",
}
_PAIRS = {
    "betas": ("beta1", "beta2"),
    "etas": ("eta_minus", "eta_plus"),
    "step_sizes": ("step_min", "step_max"),
}
_FORMULA_WORDS = {"min": "minimum", "max": "maximum", "ln": "log"}
_LEAST_SQUARES = ("t, z = columns", "e = x*t+y-z", "mean(e**2)")


def to_pytorch(experiment: Experiment) -> str:
    """A runnable program: torch.optim on the same objective, the same path to rounding.

    experiment  as `optviz.experiment.experiment(...)` makes it, with the arguments of `optviz.run`

    The program leaves the iterates in `path`, (T + 1) tensors of two float64, and prints the last.
    It does not stop early: tolerance and divergence limit are optviz's own.
    Raises InvalidValue for a rule that torch.optim does not have, and for mini-batches of more than
    5000 rows together.
    """
    lines = _formula(experiment.objective)
    return _PROGRAM.format(
        functions=", ".join(_functions(lines)),
        rule=experiment.optimizer.label,
        objective=experiment.objective.label,
        formula="".join(f"    {line}\n" for line in lines[:-1]),
        value=lines[-1],
        extra=_extras(experiment),
        start=list(experiment.start),
        optimizer=_optimizer(experiment),
        n_iterations=experiment.n_iterations,
        rate=_rate(experiment),
        rows="rows[t]" if experiment.stochastic else "slice(None)",
        noise=" + noise[t] @ point" if experiment.noise else "",
    )


_PROGRAM = '''"""{rule} on {objective}, as optviz ran it. Needs torch and NumPy."""

from math import e, pi

import numpy as np
import torch
from torch import {functions}

torch.set_default_dtype(torch.float64)
{extra}

def objective(x, y, rows):
{formula}    return {value}


point = tensor({start}, requires_grad=True)
optimizer = torch.optim.{optimizer}
path = [point.detach().clone()]
for t in range({n_iterations}):{rate}

    def closure():
        optimizer.zero_grad()
        value = objective(*point, {rows}){noise}
        value.backward()
        return value

    optimizer.step(closure)
    path.append(point.detach().clone())
print(path[-1].tolist())
'''


def _functions(lines: list[str]) -> list[str]:
    """What the formula takes from torch, `tensor` always."""
    called = set(re.findall(r"([a-z]\w*)\(", " ".join(lines)))
    return sorted(called | {"tensor"})


def _formula(objective: Objective) -> list[str]:
    """Lines of Python in x and y, the value last."""
    if isinstance(objective, Expression):
        words = "|".join(_FORMULA_WORDS)
        text = re.sub(rf"\b({words})\(", lambda m: f"{_FORMULA_WORDS[m[1]]}(", objective.text)
        names = [f"{name} = tensor({value!r})" for name, value in objective.parameters.items()]
        return [*names, text.replace("^", "**")]
    if isinstance(objective, Regression):
        return [
            f"columns = tensor({[list(objective.x), list(objective.y)]})[:, rows]",
            *_LEAST_SQUARES,
        ]
    assert isinstance(objective, BoundSurface)
    surface = SURFACES[objective.key]
    names = [
        f"{p.key} = {value!r}"
        for p, value in zip(surface.parameters, objective.values, strict=True)
    ]
    if surface.columns:
        names.append(f"columns = tensor({[list(c) for c in surface.columns]})[:, rows]")
    return [*names, *surface.formula]


def _optimizer(experiment: Experiment) -> str:
    """The constructor call, every setting written out."""
    key = _SAME_RULE.get(experiment.optimizer.key, experiment.optimizer.key)
    if key not in _FAMILIES:
        known = ", ".join([*_FAMILIES, *_SAME_RULE])
        raise InvalidValue("optimizer", f"one torch.optim has: {known}", key, "choice")
    name, fixed, words = _FAMILIES[key]
    values = dict(experiment.hyperparameters)
    paired = {
        pair: tuple(values.pop(k) for k in keys)
        for pair, keys in _PAIRS.items()
        if keys[0] in values
    }
    settings = {words.get(k, _WORDS.get(k, k)): v for k, v in values.items()}
    if "history_size" in settings:
        settings["history_size"] = int(settings["history_size"])
    arguments = ", ".join(f"{k}={v!r}" for k, v in {**settings, **paired, **fixed}.items())
    return f"{name}([point], {arguments})"


def _extras(experiment: Experiment) -> str:
    """Noise, mini-batches and the schedule, where there are any."""
    lines = []
    if experiment.noise:
        lines.append(f"generator = np.random.default_rng([{experiment.seed}, 1])")
        drawn = f"generator.standard_normal(({experiment.n_iterations}, 2))"
        lines.append(f"noise = torch.from_numpy({experiment.noise!r} * {drawn})")
    if experiment.stochastic:
        lines.append(f"rows = {_batches(experiment)}")
    if (experiment.factors != 1.0).any():
        lines.append(f"factors = {experiment.factors.tolist()}")
    return "".join(f"{line}\n" for line in lines)


def _batches(experiment: Experiment) -> list[list[int]]:
    """The rows of every iteration, from the vector the engine reads."""
    tail = experiment.data[experiment.objective.pack().size :].astype(int)
    offsets, rows = tail[: experiment.n_iterations + 1], tail[experiment.n_iterations + 1 :]
    if rows.size > MAX_ROWS:
        raise InvalidValue("batches", f"at most {MAX_ROWS} rows together", int(rows.size), "limit")
    return [part.tolist() for part in np.split(rows, offsets[1:-1])]


def _rate(experiment: Experiment) -> str:
    """The line that sets the learning rate of iteration t, if it changes."""
    if (experiment.factors == 1.0).all():
        return ""
    return f"\n    optimizer.param_groups[0]['lr'] = {experiment.learning_rate!r} * factors[t]"
