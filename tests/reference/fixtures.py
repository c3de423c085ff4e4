"""Reading the reference trajectories: cases as dicts, iterates as arrays, never a pickle."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
SURFACE_TOPICS = ("torch_defaults", "torch_settings", "torch_parameters")
TOPICS = (*SURFACE_TOPICS, "torch_edges", "torch_batches")


@dataclass(frozen=True)
class Reference:
    """One run of an independent implementation.

    case      what was run, see cases.py; `horizon` is the last step rounding has no say in
    iterates  (T+1, 2), iterates[0] is the start
    """

    topic: str
    case: dict
    iterates: np.ndarray

    @property
    def label(self):
        """The case in one line, for a failing test."""
        return f"{self.topic}: {json.dumps(self.case)}"


@cache
def arrays(topic):
    """All arrays of one fixture file."""
    with np.load(HERE / f"{topic}.npz", allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


@cache
def references(*topics):
    """All runs of the topics, in the order of their files."""
    return tuple(
        Reference(topic, case, iterates)
        for topic in topics
        for case, iterates in zip(
            json.loads(str(arrays(topic)["cases"])), arrays(topic)["iterates"], strict=True
        )
    )


def select(topics, **wanted):
    """The runs whose case has these values."""
    return [
        r
        for r in references(*topics)
        if all(r.case[name] == value for name, value in wanted.items())
    ]
