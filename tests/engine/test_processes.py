"""New processes, forks, caches: nothing compiles twice, nothing hangs, no home need be writable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FIRST_PATH = """
import optviz
t = optviz.run("beale", "sgd", start=(1, 1), n_iterations=5, learning_rate=1e-3)
print(t.values[-1].hex())
"""
AFTER_A_FORK = """
import os, signal
import numpy as np
from optviz.engine import swarm
from optviz.experiment import experiment

signal.alarm(60)
setting = experiment("beale", "sgd", start=(1, 1), n_iterations=50, learning_rate=1e-3)
starts = np.random.default_rng(0).uniform(-2, 2, (600, 2))
before = swarm(setting, starts, n_threads=2)
child = os.fork()
if child == 0:
    inside = swarm(setting, starts, n_threads=2)
    os._exit(0 if inside.iterates.tobytes() == before.iterates.tobytes() else 3)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def python(program, **environment):
    """What a new Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def filled_cache(tmp_path_factory):
    """A cache directory after one run from nothing, and what that run printed."""
    folder = tmp_path_factory.mktemp("cache")
    return folder, python(FIRST_PATH, NUMBA_CACHE_DIR=str(folder))


def files(folder):
    return {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def test_nothing_is_compiled_twice(filled_cache):
    """A second process reads the cache and writes nothing."""
    folder, printed = filled_cache
    before = files(folder)

    again = python(FIRST_PATH, NUMBA_CACHE_DIR=str(folder))

    assert again == printed
    assert before
    assert files(folder) == before


def test_cache_belongs_to_this_version_of_the_sources(filled_cache):
    """Numba does not see edits in callees: the directory carries a hash of what can be compiled."""
    from optviz.signatures import source_hash

    folder, _ = filled_cache

    assert [p.name for p in folder.iterdir()] == [source_hash()]


def test_a_cache_that_cannot_be_written_is_replaced_by_one_that_can(tmp_path):
    """A file where the directory should be: the engine takes the temporary directory."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    program = "from optviz.signatures import CACHE_DIRECTORY; print(CACHE_DIRECTORY)"

    chosen = python(program, NUMBA_CACHE_DIR=str(blocked / "cache"), TMPDIR=str(elsewhere))

    assert Path(chosen).is_relative_to(elsewhere)
    assert Path(chosen).is_dir()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_swarm_after_a_fork_does_not_hang():
    """gunicorn forks workers; a thread pool made before that must not be used after."""
    assert python(AFTER_A_FORK) == "0"


def test_importing_optviz_does_not_touch_the_environment_of_others(tmp_path):
    """`import optviz` alone loads no compiler and writes no file."""
    program = "import sys, optviz; print('numba' in sys.modules)"

    assert python(program, NUMBA_CACHE_DIR=str(tmp_path / "cache")) == "False"
    assert not list(Path(tmp_path).iterdir())
