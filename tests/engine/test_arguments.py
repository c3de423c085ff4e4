"""Bad arguments: one sentence each, with the field, what is allowed and the value; good ones pass
unchanged.
"""

import pytest

import optviz
from tests.engine.complaints import GOOD, HUGE, NOT_FINITE, NOT_NUMBERS, PROBLEM, complaint

NUMBERS = {
    "n_iterations": [0, -1, 1.5, 10**9, 10**12, *HUGE, *NOT_FINITE, *NOT_NUMBERS],
    "noise": [-1, -1e-9, *HUGE, *NOT_FINITE, *NOT_NUMBERS],
    "seed": [-1, 2**32, 0.5, *HUGE, *NOT_FINITE, *NOT_NUMBERS],
    "tolerance": [-1, *HUGE, *NOT_FINITE, *NOT_NUMBERS],
    "divergence_limit": [0, -1, -1e300, float("nan"), -float("inf"), *NOT_NUMBERS],
}


@pytest.mark.parametrize(
    ("field", "value"),
    [(f, v) for f, values in NUMBERS.items() for v in values],
    ids=lambda v: repr(v)[:24],
)
def test_settings_of_a_run(field, value):
    complaint(field, value, **{field: value})


HYPERPARAMETERS = [(o, p) for o in optviz.OPTIMIZERS.values() for p in o.hyperparameters]


@pytest.mark.parametrize(("optimizer", "parameter"), HYPERPARAMETERS, ids=lambda r: r.key)
def test_hyperparameters(optimizer, parameter):
    """Outside the interval, just outside an open end, not finite, not a number: for every one there
    is.
    """
    p = parameter
    outside = [p.low - 1, p.high + 1, p.high * 2 + 1, -1e300, 1e300, 10**400]
    outside += [p.low] if p.low_open else []
    outside += [p.high] if p.high_open else []

    for value in (*outside, *NOT_FINITE, *NOT_NUMBERS):
        complaint(p.key, value, optimizer=optimizer.key, **{p.key: value})
    for value in outside[:2]:
        assert p.interval in complaint(p.key, value, optimizer=optimizer.key, **{p.key: value})


@pytest.mark.parametrize(("optimizer", "parameter"), HYPERPARAMETERS, ids=lambda r: r.key)
def test_ends_of_closed_intervals_are_inside(optimizer, parameter):
    p = parameter
    ends = [] if p.low_open else [p.low]
    ends += [] if p.high_open else [p.high]

    for value in ends:
        together = {p.key: value}
        if p.key == "step_min" and value > 50:
            together["step_max"] = 1e12
        if p.key == "step_max":
            together["step_min"] = min(value, 1e-6)
        optviz.run("himmelblau", optimizer.key, **GOOD, **together)


SURFACE_PARAMETERS = [
    (s, p) for s in (*optviz.SURFACES.values(), *optviz.PROBLEMS.values()) for p in s.parameters
]


@pytest.mark.parametrize(("surface", "parameter"), SURFACE_PARAMETERS, ids=lambda r: r.key)
def test_surface_parameters(surface, parameter):
    p = parameter
    outside = [p.low - 1, p.high + 1, 1e300, 10**400] + ([p.low] if p.low_open else [])

    for value in (*outside, *NOT_FINITE, *NOT_NUMBERS):
        complaint(p.key, value, objective=surface.key, parameters={p.key: value})


@pytest.mark.parametrize(
    "value", ["", "himmelblaw", None, 3, 1.5, [], ["adam"], {}, True, object()]
)
def test_unknown_keys_are_answered_with_the_known_ones(value):
    assert "himmelblau" in complaint("objective", value, objective=value)
    assert "adam" in complaint("optimizer", value, optimizer=value)


def test_unknown_names():
    """A hyperparameter of another rule, a misspelling, a parameter of another surface."""
    assert "beta1" in complaint("beta3", "beta3", beta3=0.9)
    assert "learning_rate" in complaint("lr", "lr", lr=0.1)
    complaint("momentum", "momentum", momentum=0.9)
    complaint("kappa", "kappa", parameters={"kappa": 3.0})
    assert "kappa" in complaint("Kappa", "Kappa", objective="quadratic", parameters={"Kappa": 3.0})
    complaint("parameters", "", objective="quadratic", parameters={3: 3.0})
    for wrong in ("kappa", 3.0, ["kappa"], [("kappa", 3.0)], True):
        complaint("parameters", None, objective="quadratic", parameters=wrong)
    complaint("parameters", None, objective=PROBLEM, parameters={"n": 3})
