"""Objectives made of data: a mean over rows, all of them or those of one mini-batch.

The vector such an objective reads is laid out as

    [k constants, N, T, column 0 (N), column 1 (N), ..., offsets (T + 1), rows ...]

with N rows of data and T mini-batches; iteration t = 1..T sees rows[offsets[t-1]:offsets[t]], and
t = 0, or T = 0, means every row. `pack` writes it; `mean_over_rows` reads it for the SURFACE
convention, `mean_curvature` for the CURVATURE convention.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optviz.signatures import Vector, inlined

Rows = NDArray[np.int64]


def pack(
    constants: Sequence[float],
    columns: Sequence[ArrayLike],
    offsets: Rows | None = None,
    rows: Rows | None = None,
) -> Vector:
    """Constants, data and the batches, if there are any, in one vector."""
    n_samples = np.size(columns[0])
    n_batches = 0 if offsets is None else offsets.size - 1
    head = np.array([*constants, n_samples, n_batches], dtype=np.float64)
    tail = [] if offsets is None or rows is None else [offsets, rows]
    return np.concatenate([head, *columns, *tail], dtype=np.float64)


@inlined
def mean_over_rows(
    loss: Any,
    n_constants: int,
    n_columns: int,
    z: Vector,
    values: Vector,
    gradient: Vector,
    parameters: Vector,
    n_lanes: int,
    t: int,
) -> None:
    """Mean of a row's loss and its gradient over the batch of iteration t, for every lane.

    loss  inlined (x, y, parameters, at, n) -> (value, d/dx, d/dy); the row's entry of column j is
          parameters[at + j * n]

    Rows outside, lanes inside: the inner loop vectorizes.
    """
    n_samples = int(parameters[n_constants])
    n_batches = int(parameters[n_constants + 1])
    data = n_constants + 2
    offsets = data + n_columns * n_samples
    rows = offsets + n_batches + 1
    everything = t == 0 or n_batches == 0
    first = 0 if everything else int(parameters[offsets + t - 1])
    last = n_samples if everything else int(parameters[offsets + t])
    for i in range(n_lanes):
        values[i] = 0.0
        gradient[i] = 0.0
        gradient[n_lanes + i] = 0.0
    for k in range(first, last):
        row = k if everything else int(parameters[rows + k])
        for i in range(n_lanes):
            value, dx, dy = loss(z[i], z[n_lanes + i], parameters, data + row, n_samples)
            values[i] += value
            gradient[i] += dx
            gradient[n_lanes + i] += dy
    count = float(last - first)
    for i in range(n_lanes):
        values[i] /= count
        gradient[i] /= count
        gradient[n_lanes + i] /= count


@inlined
def mean_curvature(
    curvature: Any, n_constants: int, x: float, y: float, parameters: Vector
) -> tuple[float, float, float]:
    """Mean of a row's second derivatives (h_xx, h_xy, h_yy) over all rows.

    curvature  inlined, with the arguments of a `loss`
    """
    n_samples = int(parameters[n_constants])
    xx = 0.0
    xy = 0.0
    yy = 0.0
    for row in range(n_samples):
        a, b, c = curvature(x, y, parameters, n_constants + 2 + row, n_samples)
        xx += a
        xy += b
        yy += c
    return xx / n_samples, xy / n_samples, yy / n_samples
