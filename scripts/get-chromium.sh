#!/usr/bin/env bash
# get-chromium.sh   Print the path of a Chromium for the browser tests; obtain one if there is none.
#
# In this order: $OPTVIZ_CHROMIUM; one on the PATH; one this script unpacked before; Debian's package,
# installed where we are root or have sudo; the same package unpacked into .cache/chromium where we
# are a plain user; the one Playwright downloads. Only the path goes to standard output.
set -euo pipefail
cd "$(dirname "$0")/.."
cache=$PWD/.cache/chromium
wrapper=$cache/chromium
say() { echo "get-chromium: $*" >&2; }
works() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

on_path() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if command -v "$name" >/dev/null 2>&1; then command -v "$name"; return; fi
  done
}

with_root() { # Debian, and the right to install
  command -v apt-get >/dev/null || return 1
  local as=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as=(sudo -n)
  fi
  say "installing Debian's chromium"
  "${as[@]}" apt-get update -qq >&2 || true
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    chromium fonts-dejavu-core libatomic1 >&2
}

without_root() { # Debian, as a plain user: apt with a state of its own, packages only unpacked
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
  say "unpacking Debian's chromium into .cache/chromium (no root here)"
  local apt=$cache/apt root=$cache/root
  mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$root"
  local options=(-qq -o Dir::State="$apt/state" -o Dir::State::status=/var/lib/dpkg/status
    -o Dir::Cache="$apt/cache" -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)")
  apt-get "${options[@]}" update >&2 || return 1
  apt-get "${options[@]}" install -y --no-install-recommends --download-only \
    chromium fonts-dejavu-core libatomic1 >&2 || return 1
  local package
  for package in "$apt"/cache/archives/*.deb; do dpkg -x "$package" "$root"; done
  rm -rf "$apt"
  local libraries
  libraries=$(find "$root" -name '*.so*' -printf '%h\n' | sort -u | paste -sd :)
  mkdir -p "$cache/fontconfig" "$cache/lib"
  # Playwright's own Node needs this one too: scripts/test.sh puts cache/lib on its library path.
  find "$root" -name 'libatomic.so.1' -exec ln -sf {} "$cache/lib/" \;
  cat > "$cache/fonts.conf" <<F
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$root/usr/share/fonts</dir><cachedir>$cache/fontconfig</cachedir></fontconfig>
F
  cat > "$wrapper" <<W
#!/bin/sh
export LD_LIBRARY_PATH="$libraries"
export FONTCONFIG_FILE="$cache/fonts.conf"
exec "$root/usr/lib/chromium/chromium" "\$@"
W
  chmod +x "$wrapper"
}

by_playwright() {
  [ -x .venv/bin/playwright ] || return 1
  say "asking Playwright for its Chromium"
  .venv/bin/playwright install chromium >&2 || return 1
  .venv/bin/python -c 'from playwright.sync_api import sync_playwright as s
with s() as p: print(p.chromium.executable_path)'
}

for candidate in "${OPTVIZ_CHROMIUM:-}" "$(on_path)" "$wrapper"; do
  if works "$candidate"; then echo "$candidate"; exit; fi
done
if with_root && candidate=$(on_path) && works "$candidate"; then echo "$candidate"; exit; fi
if without_root && works "$wrapper"; then echo "$wrapper"; exit; fi
if candidate=$(by_playwright) && works "$candidate"; then echo "$candidate"; exit; fi
say "no Chromium could be had. Install one, or name it in OPTVIZ_CHROMIUM, or leave the browser out:"
say "    make test-quick"
exit 1
