"""Optimizer: the record that describes an update rule, and the hyperparameters many rules share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

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


Kind = Literal["elementwise", "search"]


@dataclass(frozen=True, slots=True, eq=False)
class Optimizer:
    """An update rule: what it is called, what it remembers, what can be set, where it comes from.

    key              identifier in the API and in links
    label            name on the screen; names of methods are not translated
    step             the rule, in the STEP or the MOVE convention of `signatures`
    slots            names of the rows of its state; rows of one name belong together (a matrix)
    hyperparameters  learning_rate first if there is one; the others in the order of `hyper`
    reference        paper, year, and DOI or arXiv id where there is one
    latex            the update, as LaTeX
    pseudocode       the update, line by line, in the names of `hyperparameters` and `slots`
    powers           hyperparameters whose running powers β^t the engine appends to `hyper`, in this
                     order, updated before every step (a `pow` per step would cost 100 ns)
    evaluations      gradients, values and Hessians it asks for per iteration; a line search may ask
                     for more, and a run counts them
    memory           floats per parameter it must keep, given the hyperparameters; None: one a slot
    """

    key: str
    label: str
    step: CompiledFunction
    slots: tuple[str, ...]
    hyperparameters: tuple[Parameter, ...]
    reference: str
    latex: str
    pseudocode: tuple[str, ...]
    powers: tuple[str, ...] = ()
    evaluations: tuple[float, float, float] = (1.0, 0.0, 0.0)
    memory: float | Callable[[Mapping[str, float]], float] | None = None

    @property
    def n_slots(self) -> int:
        """Rows of the state."""
        return len(self.slots)

    @property
    def kind(self) -> Kind:
        """Which convention the rule follows: STEP is elementwise, MOVE may search."""
        return "search" if self.step.convention == "move" else "elementwise"

    def floats_per_parameter(self, values: Mapping[str, Any]) -> float:
        """Memory of the rule with these hyperparameters over the defaults."""
        memory = self.n_slots if self.memory is None else self.memory
        return float(memory(self.with_defaults(values)) if callable(memory) else memory)

    def with_defaults(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """All hyperparameters by name: the given values over the defaults."""
        return {p.key: values.get(p.key, p.default) for p in self.hyperparameters}

    def pack(self, values: Mapping[str, float]) -> tuple[Vector, NDArray[np.int64]]:
        """`hyper` as the rule reads it, (k + powers,), and which entries the powers are of."""
        names = [p.key for p in self.hyperparameters if p.key != LEARNING_RATE.key]
        hyper = np.array(
            [values[name] for name in names] + [1.0] * len(self.powers), dtype=np.float64
        )
        return hyper, np.array([names.index(power) for power in self.powers], dtype=np.int64)
