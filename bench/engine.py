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
LIMITS = {"divergence_limit": 1e3, "tolerance": 1e-300}
LONG, SHORT, RATE = 5000, 500, 0.002  # past 5000 fresh memory pages cost more than steps


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
    yield against_c(LONG, calls=2, at_most=1.5, goal="1.2")
    yield against_c(SHORT, calls=50)

    setting = path_of(SHORT)
    slow = interleaved(
        {
            "optviz": lambda: run(setting),
            "NumPy": lambda: adam_path_in_numpy(START, SHORT, RATE),
        },
        repetitions=9,
    )
    detail = f"NumPy {1e9 * median(slow['NumPy']) / SHORT:.0f} ns/step"
    times = ratio(slow["NumPy"], slow["optviz"])
    yield Row(f"Adam path, {SHORT} steps: NumPy / optviz", times, "x", detail=detail)

    whole = interleaved(
        {
            "run": lambda: optviz.run(
                "rosenbrock", "adam", start=START, n_iterations=150, learning_rate=0.05
            )
        },
        repetitions=41,
        calls=20,
    )
    yield Row("optviz.run of 150 steps, arguments checked", 1e6 * median(whole["run"]), "us")


def path_of(n):
    """The experiment whose loop reference.c has, n steps long."""
    setting = {"start": START, "learning_rate": RATE, **LIMITS}
    return experiment("rosenbrock", "adam", n_iterations=n, **setting)


def against_c(n, calls, **limits) -> Row:
    """A path of n steps beside the same in C; a short one shows what a call costs."""
    what = f"Adam path on Rosenbrock, {n} steps: optviz / C"
    if c_reference.library() is None:
        return Row(what, None, "x", detail=NO_GCC, **limits)
    setting = path_of(n)
    check_paths(run(path_of(2000)), c_reference.adam_path(START, 2000, RATE, *LIMITS.values()))
    seconds = interleaved(
        {
            "optviz": lambda: run(setting),
            "C": lambda: c_reference.adam_path(START, n, RATE, *LIMITS.values()),
        },
        repetitions=41,
        calls=calls,
    )
    detail = ", ".join(f"{k} {1e9 * median(s) / n:.1f} ns/step" for k, s in seconds.items())
    return Row(what, ratio(seconds["optviz"], seconds["C"]), "x", detail=detail, **limits)


def check_paths(ours, theirs) -> None:
    """Both did the same work, before chaos sets in; else there is no ratio to print."""
    np.testing.assert_allclose(ours.iterates, theirs[0], rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(ours.values, theirs[1], rtol=1e-4, atol=1e-12)


FIRST_SEVEN = ("sgd", "momentum", "nesterov", "rprop", "adagrad", "rmsprop", "adam")
FIRST_TWELVE = (*FIRST_SEVEN, "adamw", "amsgrad", "adamax", "lion", "adabelief")


def race_rows() -> Iterator[Row]:
    """All seven rules from one start, 500 steps each, as the page asks for them."""
    lanes = [
        experiment("four_lakes", key, start=(0.2, -1.6), n_iterations=500) for key in FIRST_SEVEN
    ]
    seconds = interleaved({"race": lambda: race(lanes)}, repetitions=41, calls=5)
    yield Row(
        f"race of {len(lanes)} x 500 steps on Four lakes",
        1e3 * median(seconds["race"]),
        "ms",
    )
    for keys, goal in ((FIRST_SEVEN, ""), (FIRST_TWELVE, "0.25")):
        lanes = [
            experiment("rosenbrock", key, start=START, n_iterations=500, learning_rate=1e-4)
            for key in keys
        ]
        seconds = interleaved({"race": lambda lanes=lanes: race(lanes)}, repetitions=41, calls=5)
        what = f"race of {len(lanes)} x 500 steps on Rosenbrock"
        yield Row(what, 1e3 * median(seconds["race"]), "ms", goal=goal)


def swarm_rows(side: int = 256, n: int = 300) -> Iterator[Row]:
    """256 x 256 starts, 300 steps, stop tests on: on one core, on two, and in C."""
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
                rule, starts, n, rate, *LIMITS.values()
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
