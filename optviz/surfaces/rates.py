"""Default learning rates of a surface: one number a family, from the specification's table."""

from collections.abc import Mapping
from types import MappingProxyType


def rates(
    *,
    gd: float,
    mom: float,
    nag: float,
    rprop: float,
    adagrad: float,
    rmsprop: float,
    adadelta: float,
    adam: float,
    adamax: float,
    nadam: float,
    radam: float,
    lion: float,
) -> Mapping[str, float]:
    """Learning rates by optimizer key; rules that step alike share the rate of their family.

    The table (surfaces.md) was made by a search from the default start: the geometric middle of the
    smoothest and the fastest rate that settles within 400 steps.
    """
    families = (
        (gd, "sgd asgd schedule_free_sgd sam sgd_slip"),
        (mom, "momentum momentum_slip"),
        (nag, "nesterov"),
        (rprop, "rprop rprop_lecture rprop_slip"),
        (adagrad, "adagrad adagrad_lecture"),
        (rmsprop, "rmsprop rmsprop_centered rmsprop_lecture"),
        (adadelta, "adadelta"),
        (adam, "adam adamw amsgrad adamw_amsgrad adam_lecture adabelief yogi adan adopt ademamix"),
        (adam, "schedule_free_adamw adam_slip"),
        (adamax, "adamax"),
        (nadam, "nadam"),
        (radam, "radam"),
        (lion, "lion sophia"),
    )
    return MappingProxyType({key: rate for rate, keys in families for key in keys.split()})
