"""How every pair of surface and optimizer ends: 200 steps from the default start, default rate."""

import numpy as np
import pytest

import optviz
from optviz import Termination

SURFACES = (
    "quadratic",
    "quartic",
    "l1_valley",
    "booth",
    "matyas",
    "saddle",
    "saddle_bounded",
    "monkey_saddle",
    "rosenbrock",
    "sine_valley",
    "beale",
    "beale_wall",
    "cliff_ravine",
    "easom",
    "plateau",
    "neuron_mse",
    "four_lakes",
    "two_wells",
    "bumps",
    "himmelblau",
    "three_hump_camel",
    "six_hump_camel",
    "styblinski_tang",
    "rastrigin",
    "ackley",
    "griewank",
    "levy",
    "mccormick",
    "goldstein_price",
    "linreg",
    "logreg",
    "svm_hinge",
)

# A column a surface, in the order of SURFACES:
#   *  the gap to the minimum fell to a thousandth or less     D  diverged
#   +  ended lower than it began                               S  Newton met a singular Hessian
#   o  was lower on the way, ended higher                      F  the line search failed (a kink)
#   -  never lower
# D on the saddles is right: they have no bottom. Newton goes to whatever is stationary. The slips
# ascend or walk off: that is what they are there to show.
# fmt: off
OUTCOMES = {
    "sgd":                 "**+**D*D++++***+*++*+++++++++***",
    "momentum":            "**+**D*D++++***+*++*+++++++++***",
    "nesterov":            "**+****D++++***+*++*+++++++++***",
    "rprop":               "********++++****+++*+++++++++***",
    "adagrad":             "**+*****++++***++++*+++++++++***",
    "rmsprop":             "**+*****++++***++++*+++++++++***",
    "adam":                "**+*****++++***++++*+++++++++***",
    "rmsprop_centered":    "**+*****++++***++++*+++++++++***",
    "adadelta":            "**+****D+++++**++++*++++++++++**",
    "amsgrad":             "**+*****++++***++++*+++++++++***",
    "adamw":               "********++++***++++*+++++++++***",
    "adamw_amsgrad":       "********++++***++++*+++++++++***",
    "adamax":              "**+*****++++***++++*+++++++++***",
    "nadam":               "********++++***++++*+++++++++***",
    "radam":               "+*+++***+++****+*++**++++++++***",
    "asgd":                "**+**D*D++++*****++*+++++++++***",
    "lion":                "+*******+++++**+++*++*+++++++*++",
    "adabelief":           "**+*****++++***++++*+++++++++***",
    "yogi":                "********++++***++++*+++++++++***",
    "adan":                "+*+++*+*++++*++++++++++++++*+*++",
    "adopt":               "**+*+***++++***++++*+++++++++***",
    "ademamix":            "**+*****++++***++++*+++++++++***",
    "schedule_free_sgd":   "**+*+**++++++**++++*+++++++++***",
    "schedule_free_adamw": "**+*****++++***++++*+++++++++***",
    "sam":                 "**+**++D++++*+*+*++*+++++++++***",
    "prodigy":             "**+**D*D+*++***++++*+*+++++o+**+",
    "sophia":              "**+***+**+++++++++++++++++++++++",
    "newton":              "**S**+++**o-*--S+++-++++----+*o+",
    "newton_damped":       "**+**D*D**++***+**+*+++++++*+***",
    "newton_saddle_free":  "**S**D*D**So**o*+***+++o+++*+*o+",
    "bfgs":                "**F**D*D**++****+++*+*+++++*****",
    "lbfgs":               "**+**D*D**++***++++*+++++++++***",
    "cg":                  "**+**D*D**++***+**+*+++++++*****",
    "nelder_mead":         "*****D*D**++*****++*+++++++++***",
    "trust_region":        "**+*******++*****++*+++++++++***",
    "adagrad_lecture":     "**+*****++++***++++*+++++++++***",
    "rmsprop_lecture":     "**+*****++++***++++*+++++++++***",
    "adam_lecture":        "**+*****++++***++++*+++++++++***",
    "rprop_lecture":       "*****D*D++++****+++*+++++++++***",
    "sgd_slip":            "DD-DDDDDDDD-D-------DDD----DDD--",
    "momentum_slip":       "DD-DDDDDDDD-D-------DDD----DDD--",
    "adam_slip":           "**+*****+*++***+++****+++++*+***",
    "rprop_slip":          "DDDDDDDDDDDDD--+DDDDDDDooooDDDDD",
}
# fmt: on


def outcome(key, optimizer):
    """One letter of the table."""
    surface, rule = optviz.SURFACES[key], optviz.OPTIMIZERS[optimizer]
    own = "learning_rate" in {p.key for p in rule.hyperparameters}
    rates = surface.learning_rates if own else {}
    rate = {"learning_rate": rates[optimizer]} if optimizer in rates else {}
    t = optviz.run(key, optimizer, start=surface.start, n_iterations=200, **rate)
    ends = {
        Termination.DIVERGED: "D",
        Termination.SINGULAR_HESSIAN: "S",
        Termination.LINE_SEARCH_FAILED: "F",
    }
    if t.termination is not Termination.BUDGET_SPENT:
        return ends.get(t.termination, "?")
    assert np.isfinite(t.values).all()
    best = optviz.objective(key).minimum
    if t.values[-1] - best <= 1e-3 * (t.values[0] - best):
        return "*"
    return "+" if t.values[-1] < t.values[0] else "o" if t.values.min() < t.values[0] else "-"


def test_the_table_covers_the_catalogues():
    assert tuple(optviz.SURFACES) == SURFACES
    assert tuple(optviz.OPTIMIZERS) == tuple(OUTCOMES)


@pytest.mark.parametrize("optimizer", OUTCOMES)
def test_every_pair_ends_as_the_table_says(optimizer):
    found = {key: outcome(key, optimizer) for key in SURFACES}

    assert found == dict(zip(SURFACES, OUTCOMES[optimizer], strict=True))


def test_only_slips_end_worse_than_they_began_on_a_bowl():
    """On the quadratic every honest rule gets lower."""
    for optimizer, row in OUTCOMES.items():
        assert (row[0] in "*+") == (optimizer not in ("sgd_slip", "momentum_slip", "rprop_slip"))
