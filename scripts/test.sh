#!/usr/bin/env bash
# test.sh   Run every test, those in a browser included. Further arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh dev
OPTVIZ_CHROMIUM=$(scripts/get-chromium.sh)
export OPTVIZ_CHROMIUM
if [ -d .cache/chromium/lib ]; then # beside an unpacked Chromium, what Playwright's Node needs
  export LD_LIBRARY_PATH=$PWD/.cache/chromium/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
fi
exec .venv/bin/python -m pytest "$@"
