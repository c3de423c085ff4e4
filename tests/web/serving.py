"""A real gunicorn for the tests, started as `make run` starts it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = "/api/run?n=2500&strips=1&points=0&l=" + ",".join(["adam:0.01", "rmsprop:0.01"] * 8)
SMALL = "/api/run?n=50&l=sgd:0.08"


@dataclass(frozen=True)
class Answer:
    """Status and body of a real HTTP answer."""

    status: int
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running gunicorn with two workers."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str, timeout: float = 20.0, **headers: str) -> Answer:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return Answer(answer.status, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read())

    def workers(self) -> list[int]:
        """Process ids of the workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20.0)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextlib.contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Server]:
    """A gunicorn as `make run` starts it, ready; ended as a service manager ends it."""
    port = free_port()
    log = folder / f"gunicorn-{port}.log"
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PORT": str(port), "HOST": "127.0.0.1", **environment},
            stdout=out,
            stderr=out,
        )
    server = Server(process, port, log)
    try:
        _wait_until_ready(server, int(environment.get("OPTVIZ_WORKERS", "2")))
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(server: Server, workers: int) -> None:
    for _ in range(600):
        if server.process.poll() is not None:
            raise AssertionError(f"the server ended:\n{server.log.read_text()}")
        with contextlib.suppress(OSError):
            if server.get("/healthz").status == 200 and len(server.workers()) == workers:
                return
        time.sleep(0.1)
    raise AssertionError(f"the server does not answer:\n{server.log.read_text()}")
