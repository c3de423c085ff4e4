"""Run a tape at a few points: for folding, and for what an expression finds out about itself."""

from __future__ import annotations

import numpy as np

from optviz.expressions.curvature import hessian
from optviz.expressions.interpreter import value_and_gradient
from optviz.signatures import Matrix, Vector, call_hessian, call_surface, kernel


@kernel
def _run(surface, z, values, gradient, tape):  # type: ignore[no-untyped-def]
    call_surface(surface, z, values, gradient, tape, 0)


@kernel
def _run_hessian(hessian, z, curvatures, tape):  # type: ignore[no-untyped-def]
    call_hessian(hessian, z, curvatures, tape)


def values_and_gradients(tape: Vector, points: Matrix) -> tuple[Vector, Matrix]:
    """Values (n,) and gradients (n, 2) at points (n, 2)."""
    n = len(points)
    values, gradient = np.empty(n), np.empty(2 * n)
    z = np.ascontiguousarray(points.T).ravel()
    _run(value_and_gradient.address, z, values, gradient, tape)
    return values, gradient.reshape(2, n).T


def hessians(tape: Vector, points: Matrix) -> Matrix:
    """(n, 3): d²/dx², d²/dx dy, d²/dy² at points (n, 2)."""
    n = len(points)
    curvatures = np.empty(3 * n)
    _run_hessian(hessian.address, np.ascontiguousarray(points.T).ravel(), curvatures, tape)
    return curvatures.reshape(3, n).T
