"""The lecture's AdaGrad, RMSProp and Adam: torch's rules with the ε of its code, 1e-7.

Momentum and Nesterov need no form of their own: the lecture's equal ours for a constant rate. Its
Adam, as written, forgets to use the corrected moments; this is the corrected one, and `adam_slip`
the literal one.
"""

from dataclasses import replace

from optviz.optimizers.adagrad import ADAGRAD
from optviz.optimizers.adam import ADAM
from optviz.optimizers.base import EPSILON, Optimizer
from optviz.optimizers.rmsprop import RMSPROP

LECTURE_EPSILON = replace(EPSILON, default=1e-7)


def _as_taught(rule: Optimizer) -> Optimizer:
    """The same step under another key, with the lecture's stability constant as the default."""
    return replace(
        rule,
        key=f"{rule.key}_lecture",
        label=f"{rule.label} (lecture)",
        hyperparameters=tuple(
            LECTURE_EPSILON if p.key == EPSILON.key else p for p in rule.hyperparameters
        ),
        reference=f"IF699 lecture notes, code cell `{rule.key}`, after {rule.reference}",
    )


ADAGRAD_LECTURE, RMSPROP_LECTURE, ADAM_LECTURE = map(_as_taught, (ADAGRAD, RMSPROP, ADAM))
