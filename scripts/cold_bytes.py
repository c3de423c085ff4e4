"""What a first visit transfers: every request of the page in a fresh Chromium, and their sum.

    .venv/bin/python scripts/cold_bytes.py [ADDRESS]

Serves the page itself when no address is given.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from scripts.serving import served

GOAL = 900_000  # bytes


def transfers(address: str) -> list[tuple[int, str, str]]:
    """(bytes on the wire, encoding, address) of every request until the network is idle."""
    executable = os.environ.get("OPTVIZ_CHROMIUM") or None
    found: dict[str, dict[str, Any]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")

        def answered(event: dict[str, Any]) -> None:
            headers = {k.lower(): v for k, v in event["response"]["headers"].items()}
            encoding = headers.get("content-encoding", "")
            found[event["requestId"]] = {"url": event["response"]["url"], "encoding": encoding}

        def finished(event: dict[str, Any]) -> None:
            found.setdefault(event["requestId"], {})["bytes"] = int(event["encodedDataLength"])

        session.on("Network.responseReceived", answered)
        session.on("Network.loadingFinished", finished)
        page.goto(address, wait_until="networkidle")
        browser.close()
    return sorted(
        ((f.get("bytes", 0), f.get("encoding", ""), f.get("url", "?")) for f in found.values()),
        reverse=True,
    )


def report(address: str) -> None:
    """Print the table."""
    rows = transfers(address)
    for size, encoding, url in rows:
        print(f"{size:>9,}  {encoding:<4}  {url.removeprefix(address)[:90] or '/'}")
    total = sum(size for size, _, _ in rows)
    print(f"{total:>9,}  in {len(rows)} requests; goal at most {GOAL:,}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        report(sys.argv[1])
    else:
        with served() as own:
            report(own.address)
