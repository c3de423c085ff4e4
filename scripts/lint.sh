#!/usr/bin/env bash
# lint.sh   Style, types and architecture; fails on the first that does not hold.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh dev
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy --strict optviz
.venv/bin/lint-imports
