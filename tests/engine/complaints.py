"""What every refusal of an argument has to look like, and values nothing accepts."""

import re
from time import perf_counter

import numpy as np
import pytest

import optviz

NOT_NUMBERS = [
    "",
    "fast",
    "0.1",
    None,
    [],
    [0.1],
    (0.1, 0.2),
    {},
    True,
    False,
    1j,
    b"1",
    object(),
    np.ones(1),
]
NOT_FINITE = [float("nan"), float("inf"), -float("inf")]
HUGE = [1e300, -1e300, 10**400]

N = 12
PROBLEM = optviz.Regression(np.arange(N) / N, np.arange(N) * 0.5)
GOOD = {"start": (0.5, 0.5), "n_iterations": 5}


def complaint(field, value, **arguments):
    """The sentence `run` raises; checks its form."""
    objective = arguments.pop("objective", "himmelblau")
    optimizer = arguments.pop("optimizer", "adam")
    begin = perf_counter()
    with pytest.raises(optviz.InvalidValue) as caught:
        optviz.run(objective, optimizer, **(GOOD | arguments))
    error, seconds = caught.value, perf_counter() - begin
    sentence = str(error)

    assert isinstance(error, ValueError)
    assert seconds < 0.25
    assert "\n" not in sentence
    assert len(sentence) <= 240 or error.kind == "choice"  # lists what there is
    assert sentence.count(" must be ") == 1
    assert re.fullmatch(r"[\w .-]+ must be .+, got .+", sentence), sentence
    assert field in sentence
    assert error.field in sentence
    assert error.interval in sentence
    assert error.kind in ("range", "type", "choice", "limit")
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6:
        assert sentence.endswith(f"got {value:g}")
    if isinstance(value, str) and value:
        assert value in sentence
    return sentence
