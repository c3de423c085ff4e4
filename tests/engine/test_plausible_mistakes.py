"""The torch fixtures notice every plausible mistake: each wrong rule below leaves some reference
run.
"""

from functools import partial

import numpy as np
import pytest

from tests.engine import textbook
from tests.reference import fixtures, formulas

SURFACES = ("himmelblau", "quadratic")
TOPICS = ("torch_defaults", "torch_settings")

MISTAKES = {
    "sgd climbs (slip E1)": ("sgd", partial(textbook.sgd, uphill=True)),
    "momentum: running mean instead of a sum": (
        "momentum",
        partial(textbook.momentum, averages=True),
    ),
    "momentum: dampens the first gradient": (
        "momentum",
        partial(textbook.momentum, damps_first=True),
    ),
    "momentum: no dampening": ("momentum", partial(textbook.momentum, ignores_dampening=True)),
    "momentum: velocity one step old": ("momentum", partial(textbook.momentum, old_v=True)),
    "nesterov: plain momentum": ("nesterov", partial(textbook.nesterov, no_look_ahead=True)),
    "nesterov: looks along the old velocity": ("nesterov", partial(textbook.nesterov, old_v=True)),
    "rprop: step sizes unbounded": ("rprop", partial(textbook.rprop, no_clip=True)),
    "rprop: moves at once after a flip": ("rprop", partial(textbook.rprop, keeps_gradient=True)),
    "rprop: grows at the first step": ("rprop", partial(textbook.rprop, grows_first=True)),
    "rprop: gradient instead of its sign": ("rprop", partial(textbook.rprop, by_size=True)),
    "adagrad: epsilon inside the root": ("adagrad", partial(textbook.adagrad, inside=True)),
    "adagrad: rate decays from t = 1": ("adagrad", partial(textbook.adagrad, t_from_one=True)),
    "adagrad: forgets": ("adagrad", partial(textbook.adagrad, forgets=True)),
    "adagrad: accumulator starts at 0": ("adagrad", partial(textbook.adagrad, no_start=True)),
    "rmsprop: epsilon inside the root": ("rmsprop", partial(textbook.rmsprop, inside=True)),
    "rmsprop: bias correction": ("rmsprop", partial(textbook.rmsprop, corrected=True)),
    "rmsprop: decay and 1 - decay swapped": ("rmsprop", partial(textbook.rmsprop, swapped=True)),
    "rmsprop: v one step old": ("rmsprop", partial(textbook.rmsprop, old_v=True)),
    "adam: epsilon inside the root": ("adam", partial(textbook.adam, inside=True)),
    "adam: no bias correction (slip E2)": ("adam", partial(textbook.adam, corrected=False)),
    "adam: second moment uncorrected": ("adam", partial(textbook.adam, corrects_second=False)),
    "adam: t one too late": ("adam", partial(textbook.adam, t_late=1)),
    "adam: epsilon scaled by the correction": ("adam", partial(textbook.adam, scales_epsilon=True)),
    "adam: betas swapped": ("adam", partial(textbook.adam, swapped=True)),
    "adam: |g| for g squared": ("adam", partial(textbook.adam, l1=True)),
    "adam: weight decay decoupled": ("adam", textbook.decoupled(textbook.adam)),
}


def accepts(rule, reference):
    """Whether the rule stays on the reference up to its horizon."""
    case = reference.case
    hyper = textbook.DEFAULTS[case["optimizer"]] | case["hyper"]
    gradient = partial(formulas.gradient, case["objective"])
    steps = textbook.path(
        rule, gradient, case["start"], case["learning_rate"], hyper, case["horizon"]
    )
    with np.errstate(all="ignore"):
        for x, expected in zip(steps, reference.iterates[1:], strict=False):
            near = np.abs(x - expected) <= 1e-9 * (1 + np.abs(expected))
            if not np.all(near | (x == expected) | (np.isnan(x) & np.isnan(expected))):
                return False
    return True


def chosen(optimizer):
    """The reference runs of a rule on two surfaces, default and other settings."""
    runs = [fixtures.select(TOPICS, optimizer=optimizer, objective=key) for key in SURFACES]
    return [reference for some in runs for reference in some]


@pytest.mark.parametrize("optimizer", textbook.RULES)
def test_the_right_rule_passes(optimizer):
    """Written a third time, in plain NumPy, the rule as we understand it is torch's."""
    references = [r for r in chosen(optimizer) if r.case["learning_rate"] > 0][::3]

    left = [r.label for r in references if not accepts(textbook.RULES[optimizer], r)]

    assert not left


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_rule_is_noticed(mistake):
    optimizer, rule = MISTAKES[mistake]

    noticed = [r for r in chosen(optimizer) if not accepts(rule, r)]

    assert noticed, f"no fixture notices: {mistake}"
