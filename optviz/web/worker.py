"""gunicorn's threaded worker, with one change: a thread is given to a request, not to a connection.

Browsers open connections ahead of need, and slow clients send a request over minutes. The stock
worker lets a thread wait for both, so a few dozen of them stop a class. Here the head of a request
is gathered in the poller, where a connection costs a socket and some bytes, and a thread gets it
whole. Written for gunicorn 27.0, whose parser takes bytes back (`unread`).
"""

from __future__ import annotations

import errno
import selectors
import socket
import struct
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

MAX_HEAD = 65_536  # bytes; a longer head goes to the parser, which refuses it
STALLED = struct.pack(
    "ll", 10, 0
)  # seconds without a byte after which a body or answer is given up


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """ThreadWorker whose connections wait in the poller until the head of a request is complete."""

    def accept(self, listener: Any) -> None:
        """Accept a connection and watch it."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                return
            raise
        self.nr_conns += 1
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            client.setsockopt(socket.SOL_SOCKET, option, STALLED)
        self._watch(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: Any, client: Any) -> None:
        """A kept-alive connection begins its next request."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._watch(conn)

    def on_pending_socket_readable(self, conn: Any, client: Any) -> None:
        """Gather the head; hand the connection to a thread when it is complete."""
        try:
            data = client.recv(MAX_HEAD)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        conn.head += data
        if data and b"\r\n\r\n" not in conn.head and len(conn.head) < MAX_HEAD:
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if not data:
            self._drop(conn)
            return
        conn.init()
        conn.sock.setblocking(True)
        conn.parser.unreader.unread(bytes(conn.head))
        conn.data_ready = True
        self.enqueue_req(conn)

    def murder_pending(self) -> None:
        """Close connections whose head is overdue; all that wait for one when the worker stops."""
        if not self.alive:
            for conn in self.pending_conns:
                conn.timeout = 0.0
        super().murder_pending()

    def _watch(self, conn: Any) -> None:
        conn.head = bytearray()
        conn.timeout = time.monotonic() + self.cfg.keepalive
        conn.sock.setblocking(False)
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, readable)

    def _drop(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()
