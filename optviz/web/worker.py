"""gunicorn's threaded worker, with one change: a thread is given to a request, not to a connection.

Browsers open connections ahead of need. The stock worker hands each new connection to a thread that
waits up to five seconds for its first byte, so a class that opens the page at once would wait for
idle sockets. Here a new connection waits in the poller, as kept-alive ones do, and costs nothing.
"""

from __future__ import annotations

import errno
import selectors
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """ThreadWorker whose new connections wait for data in the poller (gunicorn 27.0)."""

    def accept(self, listener: Any) -> None:
        """Accept a connection and watch it; its first byte calls for a thread."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                return
            raise
        self.nr_conns += 1
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, readable)
