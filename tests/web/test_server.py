"""A real gunicorn under the faults a lecture hall has. Times are printed, not asserted."""

import contextlib
import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.web.serving import HEAVY, ROOT, SMALL, Server


def memory(pid: int) -> float:
    """Private and shared memory of a process, MiB, shared pages divided among who shares them."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no Pss line")


def report(what: str, seconds: list[float]) -> None:
    """Print median, 95 % and worst of the times, in ms."""
    times = sorted(1000 * s for s in seconds)
    p95 = times[int(0.95 * (len(times) - 1))]
    p50, n = statistics.median(times), len(times)
    print(f"{what}: p50 {p50:.1f} p95 {p95:.1f} max {times[-1]:.1f} ms, {n} times")


def timed_gets(server: Server, path: str, n: int) -> list[float]:
    """n answers of 200 in a row, each on a connection of its own; their times."""
    times = []
    for _ in range(n):
        began = time.perf_counter()
        assert server.get(path).status == 200
        times.append(time.perf_counter() - began)
    return times


def exchange(server: Server, data: bytes) -> bytes:
    """What the server says to raw bytes until it closes or ten seconds are over."""
    with server.connect() as sock:
        sock.settimeout(10)
        with contextlib.suppress(OSError):
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)
        answer = b""
        with contextlib.suppress(OSError):
            while chunk := sock.recv(65536):
                answer += chunk
        return answer


@contextlib.contextmanager
def many_connections(server: Server, n: int, greeting: bytes) -> Iterator[list[socket.socket]]:
    """n open connections that have sent `greeting` and nothing more."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(server.connect()) for _ in range(n)]
        for sock in sockets:
            sock.sendall(greeting)
        yield sockets


def test_bodies_of_2_and_64_megabytes(server: Server) -> None:
    """Scenario 2: refused at once, memory flat."""
    before = [memory(pid) for pid in server.workers()]
    for size in (2 << 20, 64 << 20):
        head = (
            "POST /_dash-update-component HTTP/1.1\r\nHost: localhost\r\n"
            f"Content-Type: application/json\r\nContent-Length: {size}\r\n\r\n"
        ).encode()
        with server.connect() as sock:
            began = time.perf_counter()
            sock.sendall(head)
            first = sock.recv(200)
            print(f"{size >> 20} MiB: answered after {1000 * (time.perf_counter() - began):.1f} ms")
            assert first.startswith(b"HTTP/1.1 413 ")
            with contextlib.suppress(OSError):  # the rest may be refused by a reset
                for _ in range(size >> 16):
                    sock.sendall(b" " * (1 << 16))
    endless = (
        b"POST /_dash-update-component HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    endless += (b"10000\r\n" + b" " * 65536 + b"\r\n") * 40 + b"0\r\n\r\n"
    assert exchange(server, endless).split()[1] in (b"413", b"400")
    after = [memory(pid) for pid in server.workers()]
    print("memory of the workers before and after, MiB:", before, after)
    assert max(after) < max(before) + 40
    assert server.get("/healthz").status == 200


def test_health_and_small_requests_while_heavy_ones_run(server: Server) -> None:
    """Scenario 8: the kernels hold no GIL, so nobody waits for them."""
    stop = threading.Event()

    def load() -> int:
        done = 0
        while not stop.is_set():
            assert server.get(HEAVY).status == 200
            done += 1
        return done

    with ThreadPoolExecutor(4) as threads:
        running = [threads.submit(load) for _ in range(4)]
        try:
            report("healthz under load", timed_gets(server, "/healthz", 60))
            report("a small run under load", timed_gets(server, SMALL, 60))
        finally:
            stop.set()
        heavy = sum(job.result() for job in running)
    print(f"{heavy} heavy runs meanwhile")
    assert heavy > 0


class Visitor:
    """A browser's connection: kept alive, opened again once when it breaks."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.connection = self.open()
        self.reconnects = 0
        self.times: list[float] = []

    def open(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)

    def ask(self) -> None:
        began = time.perf_counter()
        try:
            status = self.once()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = self.open()
            self.reconnects += 1
            status = self.once()
        assert status == 200
        self.times.append(time.perf_counter() - began)

    def once(self) -> int:
        self.connection.request("GET", SMALL)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


@pytest.mark.parametrize("fault", ["kill -9", "HUP"])
def test_a_worker_dies_or_all_are_reloaded_under_load(server: Server, fault: str) -> None:
    """Scenario 9: every request is answered, at most one reconnect each."""
    before = server.workers()
    visitors = [Visitor(server) for _ in range(8)]
    until = time.monotonic() + 3.0

    def visit(visitor: Visitor) -> None:
        while time.monotonic() < until:
            visitor.ask()
            time.sleep(0.03)
        visitor.connection.close()

    with ThreadPoolExecutor(8) as threads:
        jobs = [threads.submit(visit, visitor) for visitor in visitors]
        time.sleep(1.0)
        if fault == "HUP":
            server.process.send_signal(signal.SIGHUP)
        else:
            os.kill(before[0], signal.SIGKILL)
        for job in jobs:
            job.result()
    times = [t for visitor in visitors for t in visitor.times]
    report(f"{fault} under {len(times) / 3:.0f} requests/s", times)
    print("reconnects:", sum(visitor.reconnects for visitor in visitors))
    for _ in range(100):
        now = server.workers()
        if len(now) == 2 and before[0] not in now:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the worker was not replaced")
    assert server.get("/healthz").status == 200


def test_a_server_warms_itself(start_server: Callable[..., Server]) -> None:
    """The master begins, the worker finishes; health is answered all the while."""
    warming = start_server(OPTVIZ_WORKERS="1")
    for _ in range(600):
        health = json.loads(warming.get("/healthz").body)
        assert health["status"] == "ok"
        if health["warm"]:
            return
        time.sleep(0.2)
    pytest.fail("still cold")


def test_a_cold_cache_starts_slower_and_works(
    start_server: Callable[..., Server], tmp_path: Path
) -> None:
    """Scenario 14: nothing compiled yet; health at once, the first race when it is compiled."""
    cold = start_server(
        NUMBA_CACHE_DIR=str(tmp_path / "empty"), OPTVIZ_WORKERS="1", OPTVIZ_WARM="0"
    )
    began = time.perf_counter()
    assert cold.get("/healthz").status == 200
    assert cold.get("/api/run?l=sgd:0.01", timeout=120).status == 200
    print(f"first race from a cold cache after {time.perf_counter() - began:.1f} s")
    assert str(tmp_path / "empty") in cold.log.read_text(), "the log says where the cache is"


def test_a_cache_that_cannot_be_written(
    start_server: Callable[..., Server], tmp_path: Path
) -> None:
    """Scenario 14: the cache moves to the temporary directory, and the log says so."""
    occupied = tmp_path / "a file"
    occupied.write_text("not a directory")
    other = tmp_path / "tmp"
    other.mkdir()
    odd = start_server(
        NUMBA_CACHE_DIR=str(occupied),
        HOME=str(occupied),
        TMPDIR=str(other),
        OPTVIZ_WORKERS="1",
        OPTVIZ_WARM="0",
    )
    assert odd.get("/api/run?l=sgd:0.01", timeout=120).status == 200
    assert f"Compiled code is kept in {other}" in odd.log.read_text()


def test_nowhere_to_write() -> None:
    """Scenario 14: no cache, no home, no temporary directory; everything is compiled in memory."""
    program = (
        "import tempfile; tempfile.tempdir = '/dev/null/none'\n"
        "import optviz; from optviz.signatures import CACHE_DIRECTORY\n"
        "t = optviz.run('quadratic', 'sgd', start=(1, 1), n_iterations=3, learning_rate=0.01)\n"
        "print(repr(CACHE_DIRECTORY), t.values.size)"
    )
    environment = {**os.environ, "NUMBA_CACHE_DIR": "/dev/null/none", "HOME": "/dev/null/none"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["''", "4"], done.stderr


ODD_REQUESTS = {
    "traversal": (b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", {404, 400}),
    "encoded traversal": (
        b"GET /assets/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        {404, 400},
    ),
    "9 000 characters": (
        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        {414, 400},
    ),
    "8 100 characters": (
        b"GET /?x=" + b"1" * 8100 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        {414},
    ),
    "200 headers": (
        b"GET / HTTP/1.1\r\nHost: localhost\r\n"
        + b"".join(b"X-%d: 1\r\n" % i for i in range(200))
        + b"\r\n",
        {400, 431},
    ),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", {400}),
    "unknown version": (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", {400, 505}),
    "two lengths": (
        b"POST /_dash-update-component HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
        b"Content-Length: 2\r\n\r\n{}",
        {400},
    ),
    "length and chunks": (
        b"POST /_dash-update-component HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        {400},
    ),
    "method": (b"TRACE /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", {405}),
    "null byte": (b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", {404, 400}),
}


@pytest.mark.parametrize("name", ODD_REQUESTS)
def test_odd_requests_get_a_status_and_nothing_else(server: Server, name: str) -> None:
    """Scenario 15: no trace, no file, no crash."""
    data, allowed = ODD_REQUESTS[name]
    answer = exchange(server, data)
    assert int(answer.split()[1]) in allowed
    assert b"Traceback" not in answer
    assert b"root:" not in answer


def read_answers(sock: socket.socket, n: int) -> list[bytes]:
    """The next n answers on a connection, each its status line."""
    stream = sock.makefile("rb")
    lines = []
    for _ in range(n):
        lines.append(stream.readline().rstrip())
        length = 0
        while (header := stream.readline()) != b"\r\n":
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
        stream.read(length)
    return lines


def test_requests_in_pieces_and_in_one_piece(server: Server) -> None:
    """The worker gathers heads itself: cut, kept alive, with a body behind, several at once."""
    get = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    body = b'{"output": "nothing"}'
    post = (
        b"POST /_dash-update-component HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    )
    with server.connect() as sock:
        for piece in (get[:5], get[5:40], get[40:-2], get[-2:]):
            sock.sendall(piece)
            time.sleep(0.02)
        assert read_answers(sock, 1) == [b"HTTP/1.1 200 OK"]
        sock.sendall(get * 3)
        assert read_answers(sock, 3) == [b"HTTP/1.1 200 OK"] * 3
        sock.sendall(post)
        time.sleep(0.05)
        sock.sendall(body + get)
        assert [line.split()[1] for line in read_answers(sock, 2)] == [b"400", b"200"]


def test_an_untrusted_host_is_refused(start_server: Callable[..., Server]) -> None:
    """Scenario 15: Host evil.example."""
    strict = start_server(
        OPTVIZ_TRUSTED_HOSTS="optviz.example", OPTVIZ_WORKERS="1", OPTVIZ_WARM="0"
    )
    assert strict.get("/healthz", Host="optviz.example").status == 200
    refused = strict.get("/", Host="evil.example")
    assert refused.status == 400
    assert b"evil" not in refused.body


@pytest.mark.parametrize(
    "greeting",
    [
        pytest.param(b"", id="300 that never speak"),
        pytest.param(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", id="300 kept alive"),
    ],
)
def test_idle_connections_cost_nobody_anything(server: Server, greeting: bytes) -> None:
    """Scenario 15: browsers hold connections open; the others are served meanwhile."""
    with many_connections(server, 300, greeting) as sockets:
        if greeting:
            for sock in sockets:
                assert sock.recv(20).startswith(b"HTTP/1.1 200")
        report("beside 300 idle connections", timed_gets(server, SMALL, 40))


def test_slow_clients_and_then_the_end(start_server: Callable[..., Server]) -> None:
    """Scenario 15: fifty slowloris connections; others are served, and SIGTERM still ends it."""
    besieged = start_server(OPTVIZ_WARM="0")
    with many_connections(besieged, 50, b"GET / HTTP/1.1\r\nHost: loc") as sockets:
        for sock in sockets:
            sock.sendall(b"a")
        report("beside 50 slow clients", timed_gets(besieged, SMALL, 40))
        for sock in sockets:
            sock.sendall(b"l")
        began = time.perf_counter()
        besieged.process.send_signal(signal.SIGTERM)
        assert besieged.process.wait(30) == 0
        print(f"SIGTERM with 50 open requests: ended after {time.perf_counter() - began:.1f} s")
