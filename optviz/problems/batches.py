"""Mini-batches: which rows of the data each iteration sees, as a pure function of the seed."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from optviz.rows import Rows


@lru_cache(maxsize=8)
def shuffled_batches(
    n_samples: int, batch_size: int, n_iterations: int, seed: int
) -> tuple[Rows, Rows]:
    """Row indices of every iteration: the data is shuffled anew at each epoch and cut into batches.

    Returns (offsets (T + 1,), rows): iteration t = 1..T reads rows[offsets[t-1]:offsets[t]]. The
    last batch of an epoch is short when B does not divide N, and is kept, as in torch's DataLoader.
    Within a batch rows keep the order of the data, so that B = N adds up exactly as all rows do.
    Cached, because every lane of a race asks for the same rows.
    """
    per_epoch = -(-n_samples // batch_size)
    n_epochs = -(-n_iterations // per_epoch)
    generator = np.random.default_rng(seed)
    order = generator.permuted(np.tile(np.arange(n_samples), (n_epochs, 1)), axis=1)
    whole = n_samples // batch_size * batch_size
    batches = order[:, :whole].reshape(n_epochs, -1, batch_size)
    order[:, :whole] = np.sort(batches, axis=2).reshape(n_epochs, whole)
    order[:, whole:] = np.sort(order[:, whole:], axis=1)
    sizes = np.full((n_epochs, per_epoch), batch_size)
    sizes[:, -1] = n_samples - (per_epoch - 1) * batch_size
    offsets = np.concatenate(([0], np.cumsum(sizes.ravel()[:n_iterations])))
    return offsets, order.ravel()[: offsets[-1]]


def given_batches(batches: Rows) -> tuple[Rows, Rows]:
    """The same layout from an explicit (T, B) array of row indices."""
    n_iterations, batch_size = batches.shape
    return np.arange(n_iterations + 1) * batch_size, np.ascontiguousarray(batches).ravel()
