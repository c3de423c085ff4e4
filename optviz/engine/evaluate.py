"""Evaluate an objective at many points: values, gradients, Hessians, in blocks of lanes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from optviz.experiment import Objective
from optviz.signatures import Matrix, Vector, call_hessian, call_surface, kernel

LANES = 128  # blocks of 64 to 128 lanes fill the vector units and stay in the first-level cache


@kernel
def _values_and_gradients(surface, points, parameters, values, gradients):  # type: ignore[no-untyped-def]
    n = points.shape[0]
    for first in range(0, n, LANES):
        lanes = min(LANES, n - first)
        z = np.empty(2 * lanes)
        g = np.empty(2 * lanes)
        for i in range(lanes):
            z[i] = points[first + i, 0]
            z[lanes + i] = points[first + i, 1]
        call_surface(surface, z, values[first : first + lanes], g, parameters, 0)
        for i in range(lanes):
            gradients[first + i, 0] = g[i]
            gradients[first + i, 1] = g[lanes + i]


@kernel
def _hessians(hessian, points, parameters, out):  # type: ignore[no-untyped-def]
    n = points.shape[0]
    z = np.empty(2)
    h = np.empty(3)
    for i in range(n):
        z[0] = points[i, 0]
        z[1] = points[i, 1]
        call_hessian(hessian, z, h, parameters)
        out[i, 0, 0] = h[0]
        out[i, 0, 1] = h[1]
        out[i, 1, 0] = h[1]
        out[i, 1, 1] = h[2]


def values_and_gradients(objective: Objective, points: Iterable[Any]) -> tuple[Vector, Matrix]:
    """Values (n,) and gradients (n, 2) of the full objective at points (n, 2)."""
    at = np.ascontiguousarray(points, dtype=np.float64).reshape(-1, 2)
    values = np.empty(len(at))
    gradients = np.empty_like(at)
    _values_and_gradients(
        objective.value_and_gradient.address, at, objective.pack(), values, gradients
    )
    return values, gradients


def hessians(objective: Objective, points: Iterable[Any]) -> Matrix:
    """Hessians (n, 2, 2) of the full objective at points (n, 2)."""
    at = np.ascontiguousarray(points, dtype=np.float64).reshape(-1, 2)
    out = np.empty((len(at), 2, 2))
    _hessians(objective.hessian.address, at, objective.pack(), out)
    return out


def eigenvalues(matrices: Matrix) -> Matrix:
    """Eigenvalues (n, 2), the smaller first, of symmetric (n, 2, 2); nan where not finite."""
    finite = np.isfinite(matrices).all(axis=(1, 2))
    found = np.full((len(matrices), 2), np.nan)
    found[finite] = np.linalg.eigvalsh(matrices[finite])
    return found
