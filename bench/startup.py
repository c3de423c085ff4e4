"""How long a new process takes to its first path, warm; and what a cold compile costs."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from statistics import median
from time import perf_counter

from bench.timing import Row

FIRST_PATH = """
import optviz
optviz.run("rosenbrock", "adam", start=(-1.2, 1.0), n_iterations=150, learning_rate=0.05)
"""
WITHOUT_SCIPY = "import sys; sys.modules['scipy'] = None\n"
EVERYTHING = """
import optviz
from optviz.engine import objective, swarm
from optviz.experiment import experiment
for key in (*optviz.SURFACES, *optviz.PROBLEMS):
    bound = objective(key)
    bound.hessian(0.0, 0.0)
    for rule in optviz.OPTIMIZERS:
        optviz.run(key, rule, start=bound.start, n_iterations=2)
swarm(experiment("rosenbrock", "adam", start=(0.0, 0.0), n_iterations=2), [(0.0, 0.0)])
"""


def spent(program: str, **environment: str) -> tuple[float, float]:
    """Wall and CPU seconds of a new Python that runs the program."""
    before, begin = os.times(), perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, **environment})
    wall, after = perf_counter() - begin, os.times()
    cpu = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return wall, cpu


def startup_rows() -> Iterator[Row]:
    """Warm wall time to the first path; CPU time of compiling the whole catalogue from nothing.

    Numba imports SciPy where there is one. The application is installed without, so SciPy is hidden
    from the process; the time with it is told beside.
    """
    spent(FIRST_PATH)
    spent(WITHOUT_SCIPY + FIRST_PATH)
    warm, fuller = [], []
    for _ in range(7):
        warm.append(spent(WITHOUT_SCIPY + FIRST_PATH))
        fuller.append(spent(FIRST_PATH))
    detail = f"CPU {median(cpu for _, cpu in warm):.2f} s, slowest {max(warm)[0]:.2f} s"
    detail += f"; with SciPy installed {median(fuller)[0]:.2f} s" if find_spec("scipy") else ""
    seconds = median(wall for wall, _ in warm)
    yield Row("warm start of a process to its first path", seconds, "s", at_most=0.8, detail=detail)
    with tempfile.TemporaryDirectory() as empty:
        _, cold = spent(EVERYTHING, NUMBA_CACHE_DIR=empty)
        wall, again = spent(EVERYTHING, NUMBA_CACHE_DIR=empty)
    detail = f"everything from the cache: {wall:.2f} s, {again:.2f} CPU s"
    yield Row("cold compile of everything, CPU time", cold, "s", at_most=15, detail=detail)
