"""Termination: why a path ended, as data."""

from enum import StrEnum
from math import inf

from optviz.signatures import inlined


class Termination(StrEnum):
    """Why a path ended. Nothing is clipped and nothing raises on the way.

    BUDGET_SPENT        it took all its iterations
    CONVERGED           the gradient norm fell to the tolerance
    AT_SADDLE           so it did, where a direction of negative curvature leads on down
    DIVERGED            a coordinate passed the divergence limit, or something overflowed or became nan
    LEFT_DOMAIN         the objective is not defined where the iterate stands (its value is nan)
    LINE_SEARCH_FAILED  no step length was good enough
    """

    BUDGET_SPENT = "budget_spent"
    CONVERGED = "converged"
    AT_SADDLE = "at_saddle"
    DIVERGED = "diverged"
    LEFT_DOMAIN = "left_domain"
    LINE_SEARCH_FAILED = "line_search_failed"


CODES = tuple(Termination)  # kernels speak in positions of this tuple
BUDGET_SPENT, CONVERGED, AT_SADDLE, DIVERGED, LEFT_DOMAIN, LINE_SEARCH_FAILED = range(len(CODES))


@inlined
def reason_to_stop(x, y, value, g2, tolerance_squared, limit):  # type: ignore[no-untyped-def]
    """Why a path must end at (x, y), as a code; BUDGET_SPENT to go on.

    value, g2          the objective and the squared gradient norm there, on all data
    tolerance_squared  -1 to never stop early
    limit              largest coordinate; inf to follow the arithmetic wherever it leads
    """
    if limit < inf:
        if not (abs(x) <= limit and abs(y) <= limit) or abs(value) == inf:
            return DIVERGED
        if value != value:
            return LEFT_DOMAIN
    if g2 <= tolerance_squared:
        return CONVERGED
    return BUDGET_SPENT
