"""Run a fixture's case through the public API, exactly as a user would."""

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
