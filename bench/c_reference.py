"""reference.c, compiled once per run with gcc -O3 -march=native and loaded through ctypes."""

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

DOUBLES = np.ctypeslib.ndpointer(np.float64, flags="C_CONTIGUOUS")
INTEGERS = np.ctypeslib.ndpointer(np.int64, flags="C_CONTIGUOUS")


@cache
def library() -> ctypes.CDLL | None:
    """The compiled reference, or None where there is no gcc."""
    gcc = shutil.which("gcc")
    if gcc is None:
        return None
    folder = tempfile.mkdtemp(prefix="optviz-bench-")
    target = Path(folder) / "reference.so"
    source = Path(__file__).with_name("reference.c")
    options = ["-O3", "-march=native", "-shared", "-fPIC", "-o", str(target), str(source), "-lm"]
    subprocess.run([gcc, *options], check=True)
    loaded = ctypes.CDLL(str(target))
    shutil.rmtree(folder)
    number, integer = ctypes.c_double, ctypes.c_int64
    loaded.adam_path.argtypes = [number, number, integer, *[number] * 3, *[DOUBLES] * 3]
    loaded.adam_path.restype = integer
    for name in ("sgd_swarm", "adam_swarm"):
        function = getattr(loaded, name)
        function.argtypes = [DOUBLES, integer, integer, *[number] * 3, DOUBLES, INTEGERS]
        function.restype = None
    return loaded


def adam_path(start, n, rate, limit, tolerance):
    """Iterates, values and gradient norms of Adam on Rosenbrock, in C."""
    iterates, values, norms = np.empty((n + 1, 2)), np.empty(n + 1), np.empty(n + 1)
    last = library().adam_path(*start, n, rate, limit, tolerance, iterates, values, norms)
    return iterates[: last + 1], values[: last + 1], norms[: last + 1]


def swarm(rule, starts, n, rate, limit, tolerance):
    """Last points and values (k, 3) and steps (k,) of `rule` on Rosenbrock, one start at a time, in
    C.
    """
    out, steps = np.empty((len(starts), 3)), np.empty(len(starts), dtype=np.int64)
    getattr(library(), f"{rule}_swarm")(starts, len(starts), n, rate, limit, tolerance, out, steps)
    return out, steps
