"""Problem: the record of an objective made of data, which its parameters generate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from optviz.parameters import Parameter


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A family of data sets and the loss on them.

    key, label, group, source  as a Surface
    parameters                 what generates the data: sizes, noise, truth, seed
    bind                       parameter values by name -> an objective that holds its data
    """

    key: str
    label: str
    group: str
    parameters: tuple[Parameter, ...]
    bind: Callable[[Mapping[str, Any]], Any]
    source: str
