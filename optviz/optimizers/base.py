"""Optimizer: the record that describes an update rule, and the hyperparameters many rules share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.parameters import Parameter
from optviz.signatures import CompiledFunction, Vector

LEARNING_RATE = Parameter(
    "learning_rate", "Learning rate", "η", 1e-3, 0.0, 1e6, "log", low_open=True, slider=(1e-4, 10.0)
)
WEIGHT_DECAY = Parameter("weight_decay", "L2 penalty", "λ", 0.0, 0.0, 1e3, slider=(0.0, 1.0))
MOMENTUM = Parameter(
    "momentum", "Momentum", "β", 0.9, 0.0, 1.0, high_open=True, slider=(0.0, 0.999)
)
BETA1 = Parameter(
    "beta1", "First-moment decay", "β₁", 0.9, 0.0, 1.0, high_open=True, slider=(0.0, 0.999)
)
BETA2 = Parameter(
    "beta2", "Second-moment decay", "β₂", 0.999, 0.0, 1.0, high_open=True, slider=(0.0, 0.9999)
)
EPSILON = Parameter(
    "epsilon", "Stability constant", "ε", 1e-8, 0.0, 1.0, "log", slider=(1e-12, 1.0)
)


@dataclass(frozen=True, slots=True, eq=False)
class Optimizer:
    """An update rule: what it is called, what it remembers, what can be set, where it comes from.

    key              identifier in the API and in links
    label            name on the screen; names of methods are not translated
    step             the rule, in the STEP convention of `signatures`
    n_slots          floats of memory per parameter
    hyperparameters  learning_rate first; the others in the order the rule finds them in `hyper`
    reference        paper or lecture, year
    powers           hyperparameters whose running powers β^t the engine appends to `hyper`, in this
                     order, updated before every step (a `pow` per step would cost 100 ns)
    """

    key: str
    label: str
    step: CompiledFunction
    n_slots: int
    hyperparameters: tuple[Parameter, ...]
    reference: str
    powers: tuple[str, ...] = ()

    def with_defaults(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """All hyperparameters by name: the given values over the defaults."""
        return {p.key: values.get(p.key, p.default) for p in self.hyperparameters}

    def pack(self, values: Mapping[str, float]) -> tuple[Vector, NDArray[np.int64]]:
        """`hyper` as the rule reads it, (k + powers,), and which entries the powers are of."""
        names = [p.key for p in self.hyperparameters[1:]]
        hyper = np.array(
            [values[name] for name in names] + [1.0] * len(self.powers), dtype=np.float64
        )
        return hyper, np.array([names.index(power) for power in self.powers], dtype=np.int64)
