"""The catalogues are complete and consistent: keys, intervals, texts, sources, fixtures."""

import inspect

import numpy as np
import pytest

import optviz
from optviz.parameters import InvalidValue, Parameter
from tests.reference import cases, fixtures

RECORDS = [*optviz.OPTIMIZERS.values(), *optviz.SURFACES.values(), *optviz.PROBLEMS.values()]
PARAMETERS = [
    (record, p)
    for record in RECORDS
    for p in getattr(record, "hyperparameters", None) or getattr(record, "parameters", ())
]
RULES = ("sgd", "momentum", "nesterov", "rprop", "adagrad", "rmsprop", "adam")
SURFACES = (
    "four_lakes",
    "quadratic",
    "saddle",
    "saddle_bounded",
    "rosenbrock",
    "beale",
    "himmelblau",
    "two_wells",
)
NAMES = {
    "learning_rate",
    "momentum",
    "dampening",
    "weight_decay",
    "decay",
    "beta1",
    "beta2",
    "epsilon",
    "eta_minus",
    "eta_plus",
    "step_min",
    "step_max",
    "learning_rate_decay",
    "initial_accumulator",
}
TORCH_DEFAULTS = {
    "sgd": {"learning_rate": 1e-3, "weight_decay": 0},
    "momentum": {"learning_rate": 1e-3, "momentum": 0.9, "dampening": 0, "weight_decay": 0},
    "nesterov": {"learning_rate": 1e-3, "momentum": 0.9, "weight_decay": 0},
    "rprop": {
        "learning_rate": 1e-2,
        "eta_minus": 0.5,
        "eta_plus": 1.2,
        "step_min": 1e-6,
        "step_max": 50,
    },
    "adagrad": {
        "learning_rate": 1e-2,
        "epsilon": 1e-10,
        "learning_rate_decay": 0,
        "initial_accumulator": 0,
        "weight_decay": 0,
    },
    "rmsprop": {
        "learning_rate": 1e-2,
        "decay": 0.99,
        "epsilon": 1e-8,
        "momentum": 0,
        "weight_decay": 0,
    },
    "adam": {
        "learning_rate": 1e-3,
        "beta1": 0.9,
        "beta2": 0.999,
        "epsilon": 1e-8,
        "weight_decay": 0,
    },
}


def test_the_catalogues_hold_what_they_promise():
    assert tuple(optviz.OPTIMIZERS)[: len(RULES)] == RULES
    assert set(optviz.SURFACES) >= set(SURFACES)
    assert "regression" in optviz.PROBLEMS


@pytest.mark.parametrize("catalogue", [optviz.OPTIMIZERS, optviz.SURFACES, optviz.PROBLEMS])
def test_catalogues_are_keyed_by_key_and_frozen(catalogue):
    assert all(record.key == key for key, record in catalogue.items())
    with pytest.raises(TypeError):
        catalogue["new"] = None
    with pytest.raises(AttributeError):
        next(iter(catalogue.values())).key = "other"


def test_keys_and_labels_are_unique():
    """One word, one thing: over all catalogues together."""
    assert len({r.key for r in RECORDS}) == len(RECORDS)
    assert len({r.label for r in RECORDS}) == len(RECORDS)
    for record in RECORDS:
        assert record.key == record.key.lower().strip()
        assert record.key.isidentifier()
        assert record.label.strip()


@pytest.mark.parametrize(("record", "parameter"), PARAMETERS, ids=lambda r: r.key)
def test_parameters_describe_themselves(record, parameter):
    """The default is inside the interval, the slider inside both, the words are there."""
    p = parameter

    assert p.check(p.default) == p.default
    assert p.low < p.high
    assert p.scale in ("linear", "log", "integer")
    assert p.label
    assert p.key.isidentifier()
    assert p.interval[0] in "[("
    assert p.interval[-1] in "])"
    if p.slider:
        low, high = p.slider
        assert p.low <= low < high <= p.high
        assert p.scale != "log" or low > 0
        assert p.check(low) == low
        assert p.check(high) == high


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.key)
def test_parameter_keys_are_unique_within_a_record(record):
    keys = [p.key for r, p in PARAMETERS if r is record]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("key", RULES)
def test_hyperparameters_are_named_and_set_as_in_the_issue(key):
    """The learning rate first, the agreed names, torch's defaults."""
    rule = optviz.OPTIMIZERS[key]

    assert rule.hyperparameters[0].key == "learning_rate"
    assert {p.key for p in rule.hyperparameters} <= NAMES
    assert {p.key: p.default for p in rule.hyperparameters} == TORCH_DEFAULTS[key]


@pytest.mark.parametrize("key", optviz.OPTIMIZERS)
def test_every_rule_has_a_source_a_docstring_and_fixtures(key):
    rule = optviz.OPTIMIZERS[key]
    doc = inspect.getdoc(rule.step.py_func)

    assert rule.reference
    assert any(year in rule.reference for year in map(str, range(1840, 2027)))
    assert doc
    assert rule.latex
    assert rule.pseudocode
    assert all(f"{p.key} " in f"{doc} " or "hyper" in doc for p in rule.hyperparameters)
    for topic in fixtures.TOPICS if key in RULES else ():
        assert fixtures.select([topic], optimizer=key), topic


@pytest.mark.parametrize("key", optviz.SURFACES)
def test_every_surface_has_a_source_a_group_rates_and_fixtures(key):
    surface = optviz.SURFACES[key]
    (x_low, x_high), (y_low, y_high) = surface.domain

    assert surface.source
    assert surface.group
    assert x_low < surface.start[0] < x_high
    assert y_low < surface.start[1] < y_high
    assert set(RULES) <= set(surface.learning_rates) <= set(optviz.OPTIMIZERS)
    for optimizer, rate in surface.learning_rates.items():
        assert optviz.OPTIMIZERS[optimizer].hyperparameters[0].check(rate) == rate
    for optimizer in RULES if key in cases.STARTS else ():
        assert fixtures.select(["torch_defaults"], optimizer=optimizer, objective=key)
    assert inspect.getdoc(surface.value_and_gradient.py_func)


@pytest.mark.parametrize("key", optviz.PROBLEMS)
def test_every_problem_binds_its_defaults(key):
    objective = optviz.objective(key)
    (x_low, x_high), (y_low, y_high) = objective.domain

    assert objective.n_samples > 0
    assert x_low < objective.start[0] < x_high
    assert y_low < objective.start[1] < y_high
    assert set(RULES) <= set(objective.learning_rates) <= set(optviz.OPTIMIZERS)
    assert len(objective.data["x"]) == len(objective.data["y"]) == objective.n_samples


@pytest.mark.parametrize("locale", ["en", "pt-BR"])
def test_every_record_and_parameter_has_a_text(locale):
    """Labels, and a field name for every setting an error sentence may speak of."""
    texts = pytest.importorskip("optviz.text").text(locale)
    fields = {p.key for _, p in PARAMETERS}

    assert not [key for key in fields if not texts.get(f"field.{key}", "").strip()]


def test_text_is_the_same_set_of_keys_in_both_languages():
    text = pytest.importorskip("optviz.text").text

    assert set(text("en")) == set(text("pt-BR"))


def test_parameter_checks_what_it_says():
    """[0, 1): ends, sentences, whole numbers."""
    p = Parameter("momentum", "Momentum", "b", 0.9, 0.0, 1.0, high_open=True)
    whole = Parameter("n", "Points", "n", 3, 1, 5, "integer")

    assert p.interval == "[0, 1)"
    assert p.check(0) == 0.0
    assert whole.check(5.0) == 5
    assert whole.check(np.int16(2)) == 2
    for value in (1, -0.1, float("nan")):
        with pytest.raises(InvalidValue, match=r"^momentum must be in \[0, 1\), got"):
            p.check(value)
    with pytest.raises(InvalidValue, match=r"^n must be a whole number in \[1, 5\], got 2.5$"):
        whole.check(2.5)
    error = InvalidValue("learning_rate", "(0, 1e6]", -1)
    assert str(error) == "learning_rate must be in (0, 1e6], got -1"
    assert (error.field, error.interval, error.value, error.kind) == (
        "learning_rate",
        "(0, 1e6]",
        -1,
        "range",
    )


def test_fixtures_cover_every_setting():
    """Each hyperparameter and each surface parameter is away from its default in some reference
    run.
    """
    moved = {key: set() for key in RULES}
    for r in fixtures.references(*fixtures.TOPICS):
        moved[r.case["optimizer"]] |= {*r.case["hyper"], "learning_rate"}
    for key in RULES:
        assert moved[key] >= {p.key for p in optviz.OPTIMIZERS[key].hyperparameters}, key
    for key, sets in cases.PARAMETERS.items():
        assert {name for some in sets for name in some} == {
            p.key for p in optviz.SURFACES[key].parameters
        }


def test_import_alone_does_not_load_the_compiler():
    """`import optviz` is cheap; torch, SciPy, dash and plotly are never loaded by the engine."""
    import subprocess
    import sys

    program = (
        "import sys, optviz; assert 'numba' not in sys.modules; "
        "optviz.run('beale', 'adam', start=(1, 1), n_iterations=3); "
        "print(*{'torch', 'jax', 'optax', 'dash', 'plotly', 'flask'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == ""
