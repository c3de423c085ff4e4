"""A real server, a headless Chromium, and pages that fail a test on any error they meet."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.journeys import Race
from tests.web.serving import Server, serving

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("OPTVIZ_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.fail("no Chromium: set OPTVIZ_CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture
def open_race(chromium: Browser, server: Server) -> Iterator[Callable[..., Race]]:
    """Open the page as somebody would; at the end it must have met no error of any kind."""
    contexts = []
    troubles: list[str] = []

    def opened(
        query: str = "",
        *,
        size: tuple[int, int] = (1440, 900),
        theme: str = "light",
        motion: bool = False,
        touch: bool = False,
        port: int = server.port,
        forgive: tuple[str, ...] = (),
    ) -> Race:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            reduced_motion="no-preference" if motion else "reduce",
            has_touch=touch,
            is_mobile=touch,
            locale="en-US",
        )
        contexts.append(context)
        page = context.new_page()
        watch(
            page,
            port,
            lambda trouble: (
                troubles.append(trouble) if not any(f in trouble for f in forgive) else None
            ),
        )
        page.goto(f"http://127.0.0.1:{port}/{'?' + query if query else ''}")
        race = Race(page)
        race.wait_until_drawn()
        return race

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def watch(page: Page, port: int, tell: Callable[[str], None]) -> None:
    """Report console errors, exceptions, failed requests, bad answers and requests off the host."""
    page.on(
        "console", lambda m: tell(f"console: {m.text}") if m.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: tell(f"exception: {error}"))
    page.on(
        "requestfailed",
        lambda r: tell(f"failed: {r.url}") if r.failure != "net::ERR_ABORTED" else None,
    )
    page.on("response", lambda r: tell(f"{r.status}: {r.url}") if r.status >= 400 else None)
    page.on(
        "request",
        lambda r: (
            tell(f"off-host: {r.url}")
            if urlsplit(r.url).scheme not in ("data", "blob")
            and urlsplit(r.url).netloc != f"127.0.0.1:{port}"
            else None
        ),
    )
