"""Runs through the public API, exactly as a user would: a fixture's case, or a few words."""

from functools import cache

import numpy as np

import optviz
from tests.reference import fixtures


@cache
def regression():
    """The data of the mini-batch fixtures as a problem of the engine."""
    stored = fixtures.arrays("torch_batches")
    return optviz.Regression(stored["x"], stored["y"])


def run_case(case, **changes):
    """The engine's Trajectory of a case; never ends early, because the fixture did not."""
    arguments = dict(
        start=case["start"],
        n_iterations=case["n_iterations"],
        learning_rate=case["learning_rate"],
        tolerance=0.0,
        divergence_limit=np.inf,
        unchecked="why" in case,
        **case["hyper"],
    )
    if "batches" in case:
        batches = fixtures.arrays("torch_batches")[f"batches_{case['batches']}"]
        return optviz.run(
            regression(), case["optimizer"], **(arguments | {"batches": batches} | changes)
        )
    arguments["parameters"] = case["parameters"] or None
    return optviz.run(case["objective"], case["optimizer"], **(arguments | changes))


def follow(key, optimizer, start, learning_rate, n=400, parameters=None, **hyper):
    """A deterministic run, most of it positional."""
    return optviz.run(
        key,
        optimizer,
        start=start,
        n_iterations=n,
        learning_rate=learning_rate,
        parameters=parameters,
        **hyper,
    )
