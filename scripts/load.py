"""A class at work: many open connections, a few of them dragging. Bounded, and only to loopback.

    .venv/bin/python scripts/load.py [--clients 300] [--active 30] [--rate 10] [--strips 1]

Starts its own server. Prints response times, errors, the server's CPU time and memory.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from scripts.serving import served
from tests.web.serving import Server

REQUEST = "GET /api/run?x={x:.2f}&points=400&strips={strips} HTTP/1.1\r\nHost: localhost\r\n\r\n"
TICKS = os.sysconf("SC_CLK_TCK")


class Client:
    """One browser: a connection that is kept, and opened again when it is closed."""

    def __init__(self, port: int, strips: int) -> None:
        self.port = port
        self.strips = strips
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.times: list[float] = []
        self.errors = 0

    async def ask(self) -> None:
        """One request for a start somewhere else; its time, or an error counted."""
        began = time.perf_counter()
        for _ in range(2):  # a server may close an idle connection just then
            try:
                if self.streams is None:
                    self.streams = await asyncio.open_connection("127.0.0.1", self.port)
                await asyncio.wait_for(self.exchange(*self.streams), 20)
                self.times.append(time.perf_counter() - began)
                return
            except (OSError, asyncio.IncompleteReadError, TimeoutError):
                self.streams = None
        self.errors += 1

    async def exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Send one request and read its answer."""
        x = random.uniform(-3.0, 3.0)
        writer.write(REQUEST.format(x=x, strips=self.strips).encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if " 200 " not in head.splitlines()[0]:
            raise OSError(head.splitlines()[0])
        await reader.readexactly(int(head.split("content-length:")[1].split()[0]))

    async def drag(self, rate: float, until: float) -> None:
        """Ask `rate` times a second, never two at once, until then."""
        await asyncio.sleep(random.random() / rate)
        while time.perf_counter() < until:
            began = time.perf_counter()
            await self.ask()
            await asyncio.sleep(max(0.0, 1.0 / rate - (time.perf_counter() - began)))


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of the processes so far."""
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def memory(pid: int) -> float:
    """Proportional memory of a process, MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


async def lecture(server: Server, arguments: argparse.Namespace) -> None:
    """Run the load and print what came of it."""
    clients = [Client(server.port, arguments.strips) for _ in range(arguments.clients)]
    for client in clients:
        await client.ask()
        client.times.clear()
    pids = [server.process.pid, *server.workers()]
    before, began = cpu_seconds(pids), time.perf_counter()
    until = began + arguments.seconds
    await asyncio.gather(*(c.drag(arguments.rate, until) for c in clients[: arguments.active]))
    elapsed = time.perf_counter() - began
    times = sorted(1000 * t for client in clients for t in client.times)
    at = {p: times[int(p / 100 * (len(times) - 1))] for p in (50, 95, 99)}
    print(f"{arguments.clients} clients, {arguments.active} active x {arguments.rate:g}/s")
    print(f"{len(times) / elapsed:.0f} requests/s, errors {sum(c.errors for c in clients)}")
    print(f"p50 {at[50]:.1f}  p95 {at[95]:.1f}  p99 {at[99]:.1f}  max {times[-1]:.1f} ms")
    print(f"server CPU {100 * (cpu_seconds(pids) - before) / elapsed:.0f} % of a core")
    print("memory of master and workers, MiB:", " ".join(f"{memory(pid):.0f}" for pid in pids))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--active", type=int, default=30)
    parser.add_argument("--rate", type=float, default=10.0)
    parser.add_argument("--strips", type=int, default=1, choices=(0, 1))
    parser.add_argument("--seconds", type=float, default=10.0)
    with served() as own:
        asyncio.run(lecture(own, parser.parse_args()))
