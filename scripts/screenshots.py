"""Make the pictures of the README from the running program: docs/race.png and docs/race-dark.png.

OPTVIZ_CHROMIUM=$(scripts/get-chromium.sh) .venv/bin/python scripts/screenshots.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from scripts.serving import served

DOCS = Path(__file__).parents[1] / "docs"
SCENE = "?theme={theme}&lang=en"


def main() -> None:
    """Open the race in both themes, let the opening replay finish, stop at step 36, and shoot."""
    with served() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("OPTVIZ_CHROMIUM") or None, args=["--no-sandbox"]
        )
        for theme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": 1440, "height": 900},
                color_scheme="dark" if theme == "dark" else "light",
                reduced_motion="reduce",
            )
            page.goto(server.address + SCENE.format(theme=theme))
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1500)
            page.keyboard.press("Home")
            for _ in range(3):
                page.keyboard.press("Shift+ArrowRight")
            for _ in range(6):
                page.keyboard.press("ArrowRight")
            page.wait_for_timeout(500)
            page.screenshot(path=DOCS / ("race.png" if theme == "light" else "race-dark.png"))
        browser.close()


if __name__ == "__main__":
    main()
