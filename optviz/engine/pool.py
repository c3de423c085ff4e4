"""The threads of the engine: one lazily made pool per process, over kernels that hold no GIL."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

_pools: dict[tuple[int, int], ThreadPoolExecutor] = {}
_lock = Lock()


def n_cores() -> int:
    """Cores this process may run on."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def pool(n_threads: int) -> ThreadPoolExecutor:
    """The pool of that many threads. Keyed by process id: threads do not survive a fork."""
    with _lock:
        key = (os.getpid(), n_threads)
        if key not in _pools:
            _pools[key] = ThreadPoolExecutor(n_threads, thread_name_prefix="optviz")
        return _pools[key]
