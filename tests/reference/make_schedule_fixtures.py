"""Write schedules.npz: the learning rates of torch.optim.lr_scheduler and optax, step by step.

    /opt/refenv/bin/python tests/reference/make_schedule_fixtures.py

Needs torch 2.13 and optax 0.2.8, which are no dependency of optviz. Each case is a schedule of ours
with its settings and the same one in the library's words; rates start from RATE and are stored as
factors of it (for one_cycle and cyclic of the peak).
"""

import json
import math
import warnings
from pathlib import Path

import jax
import numpy as np
import optax
import torch
from torch.optim import lr_scheduler

N_ITERATIONS = 130
RATE = 0.37


def torch_cases():
    """(name, key, settings, scheduler of an optimizer) for each case."""
    S = lr_scheduler
    yield "exponential", {"k": 0.03}, lambda o: S.ExponentialLR(o, math.exp(-0.03))
    yield "inverse_time", {"k": 0.05}, lambda o: S.LambdaLR(o, lambda t: 1 / (1 + 0.05 * t))
    yield "constant", {}, lambda o: S.ConstantLR(o, factor=1.0)
    yield "step", {"step_size": 30, "gamma": 0.2}, lambda o: S.StepLR(o, 30, 0.2)
    yield "step", {"step_size": 1, "gamma": 0.97}, lambda o: S.StepLR(o, 1, 0.97)
    yield (
        "multistep",
        {"milestones": [80, 5, 40], "gamma": 0.3},
        lambda o: S.MultiStepLR(o, [5, 40, 80], 0.3),
    )
    yield "multistep", {"milestones": [], "gamma": 0.3}, lambda o: S.MultiStepLR(o, [], 0.3)
    yield (
        "cosine",
        {"length": 50, "floor": 0.1},
        lambda o: S.CosineAnnealingLR(o, 50, eta_min=0.1 * RATE),
    )
    yield "cosine", {"length": 0}, lambda o: S.CosineAnnealingLR(o, N_ITERATIONS)
    yield (
        "cosine_restarts",
        {"period": 17, "growth": 2, "floor": 0.05},
        lambda o: S.CosineAnnealingWarmRestarts(o, 17, 2, eta_min=0.05 * RATE),
    )
    yield "cosine_restarts", {"period": 25}, lambda o: S.CosineAnnealingWarmRestarts(o, 25)
    yield (
        "linear_warmup",
        {"warmup": 20, "start_factor": 0.25, "end_factor": 0.9},
        lambda o: S.LinearLR(o, 0.25, 0.9, 20),
    )
    yield "linear_warmup", {"warmup": 5}, S.LinearLR
    yield "polynomial", {"length": 60, "power": 2.5}, lambda o: S.PolynomialLR(o, 60, 2.5)
    yield "polynomial", {"length": 60}, lambda o: S.PolynomialLR(o, 60, 1.0)
    for settings in ({}, {"rise": 0.15, "start_divisor": 10.0, "final_divisor": 100.0}):
        yield (
            "one_cycle",
            settings,
            lambda o, s=settings: S.OneCycleLR(
                o,
                max_lr=RATE,
                total_steps=N_ITERATIONS,
                pct_start=s.get("rise", 0.3),
                div_factor=s.get("start_divisor", 25.0),
                final_div_factor=s.get("final_divisor", 1e4),
            ),
        )
    for mode, shrink in (("triangular", 1.0), ("triangular2", 0.5)):
        for up, down in ((20, 0), (10, 25)):
            yield (
                "cyclic",
                {"n_up": up, "n_down": down, "floor": 0.2, "shrink": shrink},
                lambda o, m=mode, u=up, d=down: S.CyclicLR(
                    o,
                    base_lr=0.2 * RATE,
                    max_lr=RATE,
                    step_size_up=u,
                    step_size_down=d or u,
                    mode=m,
                ),
            )


def optax_cases():
    """(name, key, settings, function of the step) for each case."""
    yield (
        "warmup_cosine",
        {"warmup": 20, "length": 100, "start_factor": 0.1, "floor": 0.05},
        optax.warmup_cosine_decay_schedule(0.1 * RATE, RATE, 20, 100, 0.05 * RATE),
    )
    yield (
        "warmup_cosine",
        {"warmup": 35},
        optax.warmup_cosine_decay_schedule(0.0, RATE, 35, N_ITERATIONS),
    )
    yield (
        "polynomial",
        {"length": 80, "power": 3.0, "floor": 0.1},
        optax.polynomial_schedule(RATE, 0.1 * RATE, 3.0, 80),
    )
    yield (
        "linear_warmup",
        {"warmup": 40, "start_factor": 0.2, "end_factor": 1.0},
        optax.linear_schedule(0.2 * RATE, RATE, 40),
    )
    yield "exponential", {"k": 0.02}, optax.exponential_decay(RATE, 1, math.exp(-0.02))


def torch_rates(make):
    """The rate of each iteration, as the optimizer would use it."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE, momentum=0.9)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scheduler = make(optimizer)
        rates = []
        for t in range(N_ITERATIONS):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if t < N_ITERATIONS - 1:
                scheduler.step()
    return np.array(rates, dtype=np.float64)


def main():
    jax.config.update("jax_enable_x64", True)
    cases, factors = [], []
    for key, settings, make in torch_cases():
        cases.append({"library": "torch", "key": key, "settings": settings})
        factors.append(torch_rates(make) / RATE)
    for key, settings, function in optax_cases():
        cases.append({"library": "optax", "key": key, "settings": settings})
        factors.append(np.array([float(function(t)) for t in range(N_ITERATIONS)]) / RATE)
    path = Path(__file__).with_name("schedules.npz")
    np.savez_compressed(path, cases=json.dumps(cases), factors=np.array(factors))
    print(f"{path.name}: {len(cases)} cases of {N_ITERATIONS} steps")


if __name__ == "__main__":
    main()
