#!/usr/bin/env bash
# bench.sh   Run the benchmarks, or the topics named as arguments.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh dev
OPTVIZ_CHROMIUM=$(scripts/get-chromium.sh) || OPTVIZ_CHROMIUM=""
export OPTVIZ_CHROMIUM
exec .venv/bin/python -m bench "$@"
