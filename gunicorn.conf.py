"""How optviz is served. Measured choices: see docs/decisions.md and the notes of the settings.

Environment: HOST, PORT, OPTVIZ_WORKERS (2), OPTVIZ_THREADS (24), OPTVIZ_LOG_LEVEL (info), and
OPTVIZ_WARM (1): seconds the start may spend warming the engine; 0 compiles on demand only.
"""

import logging
import os
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8050')}"
workers = int(os.environ.get("OPTVIZ_WORKERS", "2"))
threads = int(os.environ.get("OPTVIZ_THREADS", "24"))
worker_class = "optviz.web.worker.PatientWorker"
preload_app = True  # the workers share the pages of the imported program
worker_connections = 1000

keepalive = 15  # seconds; a drag is many requests on one connection
timeout = 60
graceful_timeout = 3  # SIGTERM ends within five seconds, whoever is still connected
limit_request_line = 8190  # a link has at most 8 000 characters
limit_request_fields = 64
limit_request_field_size = 8190

# The heartbeat file must not lie on a disk that can block, and a container's root may be read-only.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
control_socket_disable = True  # it would be a file in the home directory
loglevel = os.environ.get("OPTVIZ_LOG_LEVEL", "info")
chdir = str(Path(__file__).parent)

logging.basicConfig(  # our own lines, beside gunicorn's and like them
    level=loglevel.upper(),
    format="[%(asctime)s] [%(process)d] [%(levelname)s] %(message)s",
    datefmt="%Y-%m-%d %H:%M:%S %z",
)

# Seconds the start may wait for the engine; a filled cache needs less, an empty one warms later.
WARM_BUDGET = float(os.environ.get("OPTVIZ_WARM", "1"))


def when_ready(server: Any) -> None:
    """Warm in the master, which has one thread, as far as the budget goes; then it is forked."""
    import gc

    from optviz.signatures import CACHE_DIRECTORY

    server.log.info("Compiled code is kept in %s", CACHE_DIRECTORY or "memory: no cache")
    if WARM_BUDGET:
        from optviz.web.warm import warm

        warm(WARM_BUDGET)
    gc.freeze()  # what exists now lives for ever: do not touch its pages when collecting


def post_worker_init(worker: Any) -> None:
    """Finish warming in this worker."""
    if WARM_BUDGET:
        from optviz.web.warm import warm_in_background

        warm_in_background()
