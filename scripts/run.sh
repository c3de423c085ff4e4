#!/usr/bin/env bash
# run.sh   Serve optviz on http://HOST:PORT (127.0.0.1:8050). Further arguments go to gunicorn.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh run
export HOST=${HOST:-127.0.0.1} PORT=${PORT:-8050}
echo "optviz: http://$HOST:$PORT${OPTVIZ_PREFIX:-/}   (Ctrl-C stops it)"
exec .venv/bin/python -m gunicorn --config gunicorn.conf.py "$@" app:server
