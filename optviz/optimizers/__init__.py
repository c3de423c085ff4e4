"""The catalogue of update rules. To add one: a file beside this one, and one line in `_RULES`."""

from collections.abc import Mapping
from types import MappingProxyType

from optviz.optimizers.adagrad import ADAGRAD
from optviz.optimizers.adam import ADAM
from optviz.optimizers.base import Optimizer
from optviz.optimizers.momentum import MOMENTUM_RULE
from optviz.optimizers.nesterov import NESTEROV
from optviz.optimizers.rmsprop import RMSPROP
from optviz.optimizers.rprop import RPROP
from optviz.optimizers.sgd import SGD

_RULES = (SGD, MOMENTUM_RULE, NESTEROV, RPROP, ADAGRAD, RMSPROP, ADAM)

OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType({rule.key: rule for rule in _RULES})

__all__ = ["OPTIMIZERS", "Optimizer"]
