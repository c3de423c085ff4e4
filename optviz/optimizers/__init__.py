"""The catalogue of update rules. To add one: a file beside this one, and one line in `_RULES`."""

from collections.abc import Mapping
from types import MappingProxyType

from optviz.optimizers.adabelief import ADABELIEF
from optviz.optimizers.adadelta import ADADELTA
from optviz.optimizers.adagrad import ADAGRAD
from optviz.optimizers.adam import ADAM
from optviz.optimizers.adam_slip import ADAM_SLIP
from optviz.optimizers.adamax import ADAMAX
from optviz.optimizers.adamw import ADAMW
from optviz.optimizers.adamw_amsgrad import ADAMW_AMSGRAD
from optviz.optimizers.adan import ADAN
from optviz.optimizers.ademamix import ADEMAMIX
from optviz.optimizers.adopt import ADOPT
from optviz.optimizers.amsgrad import AMSGRAD
from optviz.optimizers.asgd import ASGD
from optviz.optimizers.base import Optimizer
from optviz.optimizers.bfgs import BFGS
from optviz.optimizers.cg import CG
from optviz.optimizers.lbfgs import LBFGS
from optviz.optimizers.lecture import ADAGRAD_LECTURE, ADAM_LECTURE, RMSPROP_LECTURE
from optviz.optimizers.lion import LION
from optviz.optimizers.momentum import MOMENTUM_RULE
from optviz.optimizers.momentum_slip import MOMENTUM_SLIP
from optviz.optimizers.nadam import NADAM
from optviz.optimizers.nelder_mead import NELDER_MEAD
from optviz.optimizers.nesterov import NESTEROV
from optviz.optimizers.newton import NEWTON
from optviz.optimizers.newton_damped import NEWTON_DAMPED
from optviz.optimizers.newton_saddle_free import NEWTON_SADDLE_FREE
from optviz.optimizers.prodigy import PRODIGY
from optviz.optimizers.radam import RADAM
from optviz.optimizers.rmsprop import RMSPROP
from optviz.optimizers.rmsprop_centered import RMSPROP_CENTERED
from optviz.optimizers.rprop import RPROP
from optviz.optimizers.rprop_lecture import RPROP_LECTURE
from optviz.optimizers.rprop_slip import RPROP_SLIP
from optviz.optimizers.sam import SAM
from optviz.optimizers.schedule_free_adamw import SCHEDULE_FREE_ADAMW
from optviz.optimizers.schedule_free_sgd import SCHEDULE_FREE_SGD
from optviz.optimizers.sgd import SGD
from optviz.optimizers.sgd_slip import SGD_SLIP
from optviz.optimizers.sophia import SOPHIA
from optviz.optimizers.trust_region import TRUST_REGION
from optviz.optimizers.yogi import YOGI

_RULES = (
    SGD,
    MOMENTUM_RULE,
    NESTEROV,
    RPROP,
    ADAGRAD,
    RMSPROP,
    ADAM,
    RMSPROP_CENTERED,
    ADADELTA,
    AMSGRAD,
    ADAMW,
    ADAMW_AMSGRAD,
    ADAMAX,
    NADAM,
    RADAM,
    ASGD,
    LION,
    ADABELIEF,
    YOGI,
    ADAN,
    ADOPT,
    ADEMAMIX,
    SCHEDULE_FREE_SGD,
    SCHEDULE_FREE_ADAMW,
    SAM,
    PRODIGY,
    SOPHIA,
    NEWTON,
    NEWTON_DAMPED,
    NEWTON_SADDLE_FREE,
    BFGS,
    LBFGS,
    CG,
    NELDER_MEAD,
    TRUST_REGION,
    ADAGRAD_LECTURE,
    RMSPROP_LECTURE,
    ADAM_LECTURE,
    RPROP_LECTURE,
    SGD_SLIP,
    MOMENTUM_SLIP,
    ADAM_SLIP,
    RPROP_SLIP,
)

OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType({rule.key: rule for rule in _RULES})

__all__ = ["OPTIMIZERS", "Optimizer"]
