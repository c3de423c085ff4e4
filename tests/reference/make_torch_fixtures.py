"""Make the reference trajectories with torch.optim (by hand; tests only read its files).

    python3 -m venv /tmp/refenv
    /tmp/refenv/bin/pip install torch==2.13.0 numpy==2.4.6
    /tmp/refenv/bin/python tests/reference/make_torch_fixtures.py [topic ...]

float64, CPU, one thread, single-tensor loops (foreach=False). Gradients are autograd's, of the
formulas in torch_objectives.py, so nothing of optviz is used. About five minutes.

Chaos is measured, not guessed: each run is repeated three times with the gradient taken at
x (1 + 4e-16 u), u uniform in [-1, 1]. `horizon` is the last step before a repetition is more than
1e-10 (1 + X) away, X the largest coordinate so far; rounding alone decides what comes after, so the
tests compare up to there. Cases marked `exact` rest on a gradient that is exactly zero or infinite:
they are compared to the end.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from cases import (
    batch_cases,
    batch_sizes,
    default_cases,
    default_parameters,
    hyper_cases,
    parameter_cases,
    surface_cases,
    vendored,
)
from edge_cases import edge_cases
from torch_objectives import regression, surface

HERE = Path(__file__).parent
REPETITIONS = 3
JITTER = 4e-16
HORIZON_DISTANCE = 1e-10


def torch_optimizer(name, point, learning_rate, hyper):
    """The torch.optim object for our name and our words."""
    h = dict(hyper)
    options = {"lr": learning_rate, "foreach": False}
    words = {
        "epsilon": "eps",
        "decay": "alpha",
        "learning_rate_decay": "lr_decay",
        "initial_accumulator": "initial_accumulator_value",
    }
    if name == "adam":
        options["betas"] = (h.pop("beta1", 0.9), h.pop("beta2", 0.999))
    if name == "rprop":
        options["etas"] = (h.pop("eta_minus", 0.5), h.pop("eta_plus", 1.2))
        options["step_sizes"] = (h.pop("step_min", 1e-6), h.pop("step_max", 50.0))
    if name in ("momentum", "nesterov"):
        options["momentum"] = h.pop("momentum", 0.9)
        options["nesterov"] = name == "nesterov"
    options |= {words.get(k, k): v for k, v in h.items()}
    classes = {"rprop": "Rprop", "adagrad": "Adagrad", "rmsprop": "RMSprop", "adam": "Adam"}
    return getattr(torch.optim, classes.get(name, "SGD"))([point], **options)


def gradient(objective, at, rows):
    """Autograd of the objective at a detached copy of the point."""
    leaf = at.detach().clone().requires_grad_(True)
    objective(leaf, rows).backward()
    return leaf.grad


def trajectory(case, objective, batches=None, jitter=None, make=torch_optimizer):
    """Iterates (T+1, 2) of one case; `jitter`: a generator to disturb the gradient with; `make`:
    what makes the optimizer.
    """
    point = torch.nn.Parameter(torch.tensor(case["start"], dtype=torch.float64))
    optimizer = make(case["optimizer"], point, case["learning_rate"], case["hyper"])
    iterates = [point.detach().numpy().copy()]
    for t in range(case["n_iterations"]):
        at = point.detach()
        if jitter is not None:
            at = at * (1 + JITTER * torch.tensor(jitter.uniform(-1, 1, 2)))
        point.grad = gradient(objective, at, None if batches is None else batches[t])
        optimizer.step()
        iterates.append(point.detach().numpy().copy())
    return np.array(iterates)


def horizon(reference, repetitions):
    """First step at which some repetition has left the reference, else the number of steps."""
    n_steps = len(reference) - 1
    largest = np.maximum.accumulate(np.nan_to_num(np.abs(reference), posinf=0.0), axis=0)
    for other in repetitions:
        with np.errstate(all="ignore"):
            same = (np.abs(other - reference) <= HORIZON_DISTANCE * (1 + largest)) | (
                other == reference
            )
        same |= np.isnan(other) & np.isnan(reference)
        apart = np.flatnonzero(~same.all(axis=1))
        n_steps = min(n_steps, int(apart[0]) - 1 if apart.size else n_steps)
    return n_steps


def measured(case, objective, batches=None, make=torch_optimizer):
    """The case with its horizon, and its reference iterates."""
    reference = trajectory(case, objective, batches, make=make)
    seeds = () if case.get("exact") else range(REPETITIONS)
    repetitions = [
        trajectory(case, objective, batches, np.random.default_rng(seed), make) for seed in seeds
    ]
    return case | {"horizon": horizon(reference, repetitions)}, reference


def save(name, cases, iterates, **more):
    """One .npz a topic: padded iterates, the cases as a JSON string, other arrays; no pickle."""
    stacked = np.stack(iterates)
    np.savez_compressed(
        HERE / f"{name}.npz",
        cases=np.array(json.dumps(cases)),
        iterates=stacked,
        torch=np.array(torch.__version__),
        **more,
    )
    short = [c for c in cases if c["horizon"] < c["n_iterations"]]
    print(
        f"{name}: {len(cases)} cases, {len(short)} with a shorter horizon, "
        f"{(HERE / f'{name}.npz').stat().st_size / 1e6:.2f} MB"
    )


def make_surfaces(name, cases, make=torch_optimizer):
    """Trajectories on closed-form surfaces."""
    made = []
    for case in cases:
        key = case["objective"]
        parameters = default_parameters(key) | case["parameters"]
        objective = surface(key, parameters, vendored().get(key))
        made.append(measured(case, objective, make=make))
    save(name, [c for c, _ in made], [iterates for _, iterates in made])


def make_batches():
    """Trajectories of mini-batch regression, with the data and the index sequences."""
    rng = np.random.default_rng(20261123)
    x = np.round(rng.normal(0.7, 1.2, 40), 6)
    y = np.round(1.7 * x - 0.6 + rng.normal(0.0, 0.5, 40), 6)
    sequences = {
        name: index_sequence(rng, name, size, x.size) for name, size in batch_sizes(x.size).items()
    }
    loss = regression(x, y)
    made = [measured(c, loss, sequences[c["batches"]]) for c in batch_cases(x.size)]
    save(
        "torch_batches",
        [c for c, _ in made],
        [i for _, i in made],
        x=x,
        y=y,
        **{f"batches_{k}": v for k, v in sequences.items()},
    )


def index_sequence(rng, name, size, n_samples, n_steps=200):
    """(T, B) row indices: whole epochs of permutations cut into batches, or independent draws."""
    if name == "repeats":
        return rng.integers(0, n_samples, (n_steps, size))
    per_epoch = n_samples // size
    epochs = [
        rng.permutation(n_samples).reshape(per_epoch, size) for _ in range(-(-n_steps // per_epoch))
    ]
    return np.concatenate(epochs)[:n_steps]


if __name__ == "__main__":
    torch.set_num_threads(1)
    topics = {
        "torch_defaults": default_cases,
        "torch_settings": hyper_cases,
        "torch_parameters": parameter_cases,
        "torch_edges": edge_cases,
        "torch_surfaces": surface_cases,
    }
    for topic in sys.argv[1:] or [*topics, "torch_batches"]:
        make_batches() if topic == "torch_batches" else make_surfaces(topic, list(topics[topic]()))
