"""A server of one's own for a script: started on a free port, warm, ended with the block."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.web.serving import Server, serving


@contextmanager
def served() -> Iterator[Server]:
    """Start gunicorn as `make run` does; wait, at most two minutes, until its engine is warm."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        for _ in range(1200):
            if json.loads(server.get("/healthz").body)["warm"]:
                break
            time.sleep(0.1)
        yield server
