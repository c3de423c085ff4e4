#!/usr/bin/env bash
# setup.sh [run|dev]   Make .venv with the pinned requirements; instant when nothing has changed.
# PYTHON=... chooses the interpreter; otherwise the newest of 3.11 to 3.13 that has venv is taken.
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-run}" in
  run) requirements=requirements.txt ;;
  dev) requirements=requirements-dev.txt ;;
  *) echo "usage: scripts/setup.sh [run|dev]" >&2; exit 2 ;;
esac

usable() { "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }

if ! [ -x .venv/bin/python ] || ! usable .venv/bin/python; then
  for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
    if usable "$candidate"; then found=$candidate; break; fi
  done
  if [ -z "${found:-}" ]; then
    echo "optviz needs Python 3.11, 3.12 or 3.13 with venv (on Debian: apt install python3 python3-venv)." >&2
    exit 1
  fi
  echo "optviz: making .venv with $("$found" --version)"
  "$found" -m venv --clear .venv
fi

wanted=$(cat requirements.txt "$requirements" | cksum)
stamp=.venv/.installed-${1:-run}
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  echo "optviz: installing $requirements (once)"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$requirements"
  echo "$wanted" > "$stamp"
fi
