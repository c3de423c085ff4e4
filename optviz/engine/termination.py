"""Termination: why a path ended, as data."""

from enum import StrEnum
from math import inf, isnan

from optviz import signatures
from optviz.signatures import inlined


class Termination(StrEnum):
    """Why a path ended. Nothing is clipped and nothing raises on the way.

    BUDGET_SPENT        it took all its iterations
    CONVERGED           the gradient norm fell to the tolerance
    AT_SADDLE           so it did, where a direction of negative curvature leads on down
    DIVERGED            a coordinate passed the divergence limit, or a value overflowed
    LEFT_DOMAIN         the objective is not defined where the iterate stands (its value is nan)
    LINE_SEARCH_FAILED  no step length was good enough
    SINGULAR_HESSIAN    Newton's step does not exist there
    """

    BUDGET_SPENT = "budget_spent"
    CONVERGED = "converged"
    AT_SADDLE = "at_saddle"
    DIVERGED = "diverged"
    LEFT_DOMAIN = "left_domain"
    LINE_SEARCH_FAILED = "line_search_failed"
    SINGULAR_HESSIAN = "singular_hessian"


CODES = tuple(Termination)  # kernels speak in positions of this tuple
BUDGET_SPENT, CONVERGED, AT_SADDLE, DIVERGED, LEFT_DOMAIN, LINE_SEARCH_FAILED, SINGULAR_HESSIAN = (
    range(len(CODES))
)


@inlined
def reason_of_status(status):  # type: ignore[no-untyped-def]
    """The code of what a MOVE returned."""
    if status == signatures.GO_ON:
        return BUDGET_SPENT
    return LINE_SEARCH_FAILED if status == signatures.LINE_SEARCH_FAILED else SINGULAR_HESSIAN


@inlined
def reason_to_stop(x, y, value, g2, ends):  # type: ignore[no-untyped-def]
    """Why a path must end at (x, y), as a code; BUDGET_SPENT to go on.

    value, g2  the objective and the squared gradient norm there, on all data
    ends       the Ends of the run
    """
    if ends.limit < inf:
        if not (abs(x) <= ends.limit and abs(y) <= ends.limit) or abs(value) == inf:
            return DIVERGED
        if isnan(value):
            return LEFT_DOMAIN
    if g2 <= ends.tolerance_squared:
        return CONVERGED
    return BUDGET_SPENT
