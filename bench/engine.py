"""The engine against C and NumPy: a path, a race, a swarm."""

from collections.abc import Iterator
from statistics import median

import numpy as np

import optviz
from bench import c_reference
from bench.timing import Row, interleaved, ratio
from optviz.engine import race, run, swarm
from optviz.experiment import experiment

START = (-1.2, 1.0)
NO_GCC = "skipped: no gcc on this machine"
LIMITS = {"divergence_limit": 1e3, "tolerance": 1e-9}
LENGTH, RATE, REPEATED = 2000, 0.002, 20


def adam_path_in_numpy(start, n, rate):
    """The loop a NumPy user writes."""
    x, m, v = np.array(start), np.zeros(2), np.zeros(2)
    iterates, values, norms = np.empty((n + 1, 2)), np.empty(n + 1), np.empty(n + 1)
    for t in range(n + 1):
        u, w = 1 - x[0], x[1] - x[0] ** 2
        g = np.array([-2 * u - 400 * x[0] * w, 200 * w])
        iterates[t], values[t], norms[t] = x, u * u + 100 * w * w, np.linalg.norm(g)
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        x = x - rate * (m / (1 - 0.9 ** (t + 1))) / (np.sqrt(v / (1 - 0.999 ** (t + 1))) + 1e-8)
    return iterates, values, norms


def path_rows() -> Iterator[Row]:
    """Adam on Rosenbrock, every iterate, value and gradient norm recorded, both stop tests on."""
    setting = experiment(
        "rosenbrock", "adam", start=START, n_iterations=LENGTH, learning_rate=RATE, **LIMITS
    )
    what = f"Adam path on Rosenbrock, {LENGTH} steps"
    functions = {"optviz": lambda: run(setting)}
    if c_reference.library():
        functions["C"] = lambda: c_reference.adam_path(START, LENGTH, RATE, 1e3, 1e-9)
        check_paths(run(setting), functions["C"]())
    seconds = interleaved(functions, repetitions=41, calls=REPEATED)
    detail = ", ".join(
        f"{name} {1e9 * median(s) / LENGTH:.1f} ns/step" for name, s in seconds.items()
    )
    measured = ratio(seconds["optviz"], seconds["C"]) if "C" in seconds else None
    yield Row(
        f"{what} / C", measured, "x", at_most=1.5, goal="1.2", detail=detail if measured else NO_GCC
    )

    slow = interleaved(
        {"optviz": functions["optviz"], "NumPy": lambda: adam_path_in_numpy(START, LENGTH, RATE)},
        repetitions=5,
    )
    detail = f"NumPy {1e9 * median(slow['NumPy']) / LENGTH:.0f} ns/step"
    yield Row(
        "NumPy loop / the same path", ratio(slow["NumPy"], slow["optviz"]), "x", detail=detail
    )

    arguments = {"start": START, "n_iterations": 150, "learning_rate": 0.05}
    whole = interleaved(
        {"run": lambda: optviz.run("rosenbrock", "adam", **arguments)}, repetitions=41, calls=20
    )
    yield Row("optviz.run of 150 steps, arguments checked", 1e6 * median(whole["run"]), "us")


def check_paths(ours, theirs) -> None:
    """Both did the same work; a difference is a reason not to print a ratio."""
    np.testing.assert_allclose(ours.iterates, theirs[0], rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(ours.values, theirs[1], rtol=1e-4, atol=1e-12)


def race_rows() -> Iterator[Row]:
    """All seven rules from one start, 500 steps each, as the page asks for them."""
    lanes = [
        experiment("four_lakes", key, start=(0.2, -1.6), n_iterations=500)
        for key in optviz.OPTIMIZERS
    ]
    seconds = interleaved({"race": lambda: race(lanes)}, repetitions=41, calls=5)
    yield Row(
        f"race of {len(lanes)} x 500 steps on Four lakes",
        1e3 * median(seconds["race"]),
        "ms",
        goal="0.25",
    )
    lanes = [
        experiment("rosenbrock", key, start=START, n_iterations=500, learning_rate=1e-4)
        for key in optviz.OPTIMIZERS
    ]
    seconds = interleaved({"race": lambda: race(lanes)}, repetitions=41, calls=5)
    yield Row(
        f"race of {len(lanes)} x 500 steps on Rosenbrock",
        1e3 * median(seconds["race"]),
        "ms",
        goal="0.15",
    )


def swarm_rows(side: int = 256, n: int = 300) -> Iterator[Row]:
    """256 x 256 starts, 300 steps, stop tests on: one core of ours, two cores of ours, one core of
    C.
    """
    (x_low, x_high), (y_low, y_high) = optviz.SURFACES["rosenbrock"].domain
    grid = np.meshgrid(np.linspace(x_low, x_high, side), np.linspace(y_low, y_high, side))
    starts = np.stack(grid, axis=-1).reshape(-1, 2).copy()
    for rule, label, rate in (("sgd", "GD", 2e-4), ("adam", "Adam", 0.01)):
        setting = experiment(
            "rosenbrock", rule, start=START, n_iterations=n, learning_rate=rate, **LIMITS
        )
        functions = {
            "one": lambda setting=setting: swarm(setting, starts, n_threads=1),
            "two": lambda setting=setting: swarm(setting, starts, n_threads=2),
        }
        if c_reference.library():
            functions["C"] = lambda rule=rule, rate=rate: c_reference.swarm(
                rule, starts, n, rate, 1e3, 1e-9
            )
            theirs = functions["C"]()
            assert (functions["one"]().n_iterations == theirs[1]).mean() > 0.99
        seconds = interleaved(functions, repetitions=7)
        speed = {name: len(starts) * n / median(s) / 1e6 for name, s in seconds.items()}
        detail = ", ".join(f"{name} {s:.0f} Msteps/s" for name, s in speed.items())
        measured = ratio(seconds["C"], seconds["one"]) if "C" in seconds else None
        what = f"swarm {side}x{side} x {n} of {label}"
        yield Row(
            f"{what}: C / one thread",
            measured,
            "x",
            at_least=4,
            goal="5",
            detail=detail if measured else NO_GCC,
        )
        yield Row(
            f"{what}: one thread / two", ratio(seconds["one"], seconds["two"]), "x", goal="1.8"
        )
