#!/usr/bin/env bash
# test.sh   Run every test, those in a browser included. Further arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh dev
OPTVIZ_CHROMIUM=$(scripts/get-chromium.sh)
export OPTVIZ_CHROMIUM
exec .venv/bin/python -m pytest "$@"
