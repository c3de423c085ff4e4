"""Objectives typed as text: read by our own grammar, run by one precompiled interpreter."""

from optviz.expressions.errors import ExpressionError
from optviz.expressions.objective import Expression, expression

__all__ = ["Expression", "ExpressionError", "expression"]
