"""An experiment becomes a PyTorch program that walks the same path."""

import ast
import contextlib
import io

import numpy as np
import pytest

import optviz
from optviz.engine import run
from optviz.experiment import experiment
from optviz.export import _FAMILIES, _SAME_RULE

N = 30
RULES = (*_FAMILIES, *_SAME_RULE)


def of(objective, optimizer, **more):
    """An experiment from the defaults of a catalogue surface."""
    surface = optviz.SURFACES.get(objective)
    rates = surface.learning_rates if surface else {}
    rate = {"learning_rate": rates[optimizer]} if optimizer in rates else {}
    settings = {"start": surface.start if surface else (0.5, 1.5), "n_iterations": N} | rate
    return experiment(objective, optimizer, **(settings | {"divergence_limit": np.inf} | more))


EXPERIMENTS = [
    *(of("four_lakes", rule) for rule in RULES),
    *(of(key, "adam") for key in optviz.SURFACES),
    of("himmelblau", "momentum", noise=0.3, seed=5),
    of("rosenbrock", "lbfgs", noise=0.01, history=3),
    of("linreg", "sgd", batch_size=5, seed=2),
    of("svm_hinge", "adam", batch_size=7, schedule="cosine"),
    of("quadratic", "nesterov", schedule=("exponential", {"k": 0.05}), weight_decay=0.1),
    of("quadratic", "rprop", parameters={"kappa": 3.0, "theta": 0.0}, eta_minus=0.4),
    of("sin(x)*cos(y) + k*max(x^2, y^2)", "adam", parameters={"k": 0.2}, learning_rate=0.1),
    of(optviz.Regression([0, 1, 2.5], [1, 3, 5]), "adagrad", learning_rate=0.5),
]


@pytest.mark.parametrize("what", EXPERIMENTS, ids=lambda e: f"{e.objective.key}-{e.optimizer.key}")
def test_the_program_is_python_that_names_the_rule(what):
    program = optviz.to_pytorch(what)
    name = _FAMILIES[_SAME_RULE.get(what.optimizer.key, what.optimizer.key)][0]

    tree = ast.parse(program)

    assert f"torch.optim.{name}([point]" in program
    assert ast.get_docstring(tree).startswith(f"{what.optimizer.label} on {what.objective.label}")
    assert len(program.splitlines()) < 60


@pytest.mark.parametrize("what", EXPERIMENTS, ids=lambda e: f"{e.objective.key}-{e.optimizer.key}")
def test_the_program_walks_the_same_path(what):
    pytest.importorskip("torch", reason="torch is no dependency; pip install torch to compare")
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(optviz.to_pytorch(what), names)  # our own text, not a user's

    path = np.array([point.tolist() for point in names["path"]])

    np.testing.assert_allclose(path, run(what).iterates, rtol=1e-9, atol=1e-9)


def test_rules_torch_does_not_have_are_refused():
    for rule in ("newton", "yogi", "sgd_slip", "nelder_mead"):
        with pytest.raises(optviz.InvalidValue, match=r"^optimizer must be one torch.optim has"):
            optviz.to_pytorch(of("four_lakes", rule))


def test_long_batches_are_refused():
    with pytest.raises(optviz.InvalidValue, match=r"^batches must be at most 5000 rows together"):
        optviz.to_pytorch(of("linreg", "sgd", batch_size=20, n_iterations=1000))
