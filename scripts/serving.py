"""A server of one's own for a script: started on a free port, warm, ended with the block."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Served:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"http://127.0.0.1:{self.port}/"

    def processes(self) -> list[int]:
        """Process ids: the master and its workers."""
        master = self.process.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text()
        return [master, *map(int, children.split())]


@contextmanager
def served() -> Iterator[Served]:
    """Start gunicorn as `make run` does; wait, at most two minutes, until its engine is warm."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"]
    environment = {**os.environ, "PORT": str(port), "OPTVIZ_LOG_LEVEL": "warning"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        for _ in range(1200):
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as a:
                if json.load(a)["warm"]:
                    break
            time.sleep(0.1)
        yield Served(process, port)
    finally:
        process.terminate()
        process.wait()
