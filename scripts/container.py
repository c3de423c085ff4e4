"""What the container runs: `container.py serve` and `health`, and at build time `warm`.

The image carries machine code for two kinds of x86-64 CPU. Numba finds it only if it is told at
start which of the two this machine is; on any other it compiles for itself, once, while serving.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

_V3 = {"avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"}
TARGETS = {
    "x86-64-v4": _V3 | {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"},
    "x86-64-v3": _V3,
}


def cpu_flags() -> set[str]:
    """What the first CPU of this machine can do, in the kernel's words."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return set()
    return next((set(line.split()) for line in lines if line.startswith("flags")), set())


def this_target() -> str | None:
    """The best target this machine runs; None where the image has none for it."""
    flags = cpu_flags()
    return next((name for name, needed in TARGETS.items() if needed <= flags), None)


def environment(target: str | None) -> dict[str, str]:
    """This environment with Numba aimed at `target`; features are part of its name."""
    aim = {"NUMBA_CPU_NAME": target, "NUMBA_CPU_FEATURES": ""} if target else {}
    return {**os.environ, **aim}


def serve() -> None:
    """Become gunicorn, so that signals reach it."""
    arguments = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"]
    os.execve(sys.executable, arguments, environment(this_target()))


def health() -> None:
    """Exit 0 if the server of this container answers."""
    port = os.environ.get("PORT", "8050")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=3) as answer:
        sys.exit(0 if answer.status == 200 else 1)


def warm() -> None:
    """Fill the cache for every target: run here for our own, only compile for the others."""
    ours = this_target()
    with tempfile.TemporaryDirectory() as folder:
        signatures = Path(folder) / "signatures"
        targets = [ours, *(name for name in TARGETS if name != ours and ours)]
        for target in targets:
            command = [sys.executable, __file__, "warm-one", str(signatures)]
            subprocess.run(command, env=environment(target), check=True)
            print(f"cache filled for {target or 'this machine'}", flush=True)


def warm_one(signatures: Path) -> None:
    """Fill the cache for the target of this process.

    The first process runs everything and writes down the signatures that were compiled; the next
    ones compile those, and run nothing: their machine code may be for another CPU.
    """
    from optviz.web.warm import warm as run_everything

    if not signatures.exists():
        run_everything()
        seen = {name: kernel.signatures for name, kernel in kernels().items()}
        signatures.write_bytes(pickle.dumps(seen))
        return
    ours = kernels()
    for name, types in pickle.loads(signatures.read_bytes()).items():
        for one in types:
            ours[name].compile(one)
    for function in compiled_functions():
        assert function.address


def _values() -> dict[str, Any]:
    """Everything defined below the web, where all that is compiled lives."""
    below = [name for name in sys.modules if name.startswith("optviz.") and ".web" not in name]
    rooms = [sys.modules[name] for name in below]
    return {f"{m.__name__}.{name}": value for m in rooms for name, value in vars(m).items()}


def kernels() -> dict[str, Any]:
    """Every loop of the engine by name: what has signatures and can compile more."""
    return {
        k: v for k, v in _values().items() if hasattr(v, "signatures") and hasattr(v, "compile")
    }


def compiled_functions() -> list[Any]:
    """Every rule and objective: what has an address and a plain form."""
    return [v for v in _values().values() if hasattr(type(v), "address") and hasattr(v, "py_func")]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve"]:
            serve()
        case ["health"]:
            health()
        case ["warm"]:
            warm()
        case ["warm-one", path]:
            warm_one(Path(path))
        case _:
            sys.exit("usage: container.py serve | health | warm")
