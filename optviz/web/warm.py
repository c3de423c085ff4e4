"""Compile, or load from the disk cache, what a first visitor will ask for, before they do.

Never from a thread before the fork: the server calls `warm` in the master, which has one thread,
within a budget, so that the workers share the pages; each worker finishes in the background.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

from optviz.optimizers import OPTIMIZERS
from optviz.problems import PROBLEMS
from optviz.surfaces import SURFACES
from optviz.web.scene import Formula, Scene, default_lane, default_scene
from optviz.web.simulate import run_answer

log = logging.getLogger("optviz.web")
_done = threading.Event()


def is_warm() -> bool:
    """Whether every surface and every rule of the catalogue is compiled in this process."""
    return _done.is_set()


def _scenes() -> Iterator[Scene]:
    """The opening scene lane by lane, a formula, the other objectives, the other rules."""
    opening = default_scene()
    yield from (replace(opening, lanes=(lane,)) for lane in opening.lanes)
    formula = default_scene(Formula("k*x^2 + y^2"))
    yield replace(formula, lanes=(default_lane(formula.surface, "sgd"),), n_steps=2)
    for surface in (*SURFACES, *PROBLEMS):
        yield replace(default_scene(surface), lanes=(default_lane(surface, "sgd"),), n_steps=2)
    for key in OPTIMIZERS:
        yield replace(opening, lanes=(default_lane(opening.surface, key),), n_steps=2)


def warm(budget: float = float("inf")) -> bool:
    """Warm until done or until `budget` seconds are over; whether it is done.

    One item is never interrupted, so a cold cache overruns the budget by one compilation.
    """
    began = time.monotonic()
    for scene in _scenes():
        if time.monotonic() - began > budget:
            return False
        run_answer(scene, points=0, strips=True)
    if not _done.is_set():
        log.info("engine warm after %.1f s", time.monotonic() - began)
        _done.set()
    return True


def warm_in_background() -> None:
    """Finish warming in a daemon thread; requests are served meanwhile."""
    if not is_warm():
        threading.Thread(target=warm, name="warm", daemon=True).start()
