"""The catalogue of objectives made of data."""

from collections.abc import Mapping
from types import MappingProxyType

from optviz.problems.base import Problem
from optviz.problems.regression import REGRESSION, Regression

PROBLEMS: Mapping[str, Problem] = MappingProxyType({REGRESSION.key: REGRESSION})

__all__ = ["PROBLEMS", "Problem", "Regression"]
