"""Bad input, bad links, a server that goes away: one sentence, and the race goes on."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import Race, until
from tests.web.serving import ROOT, Server, free_port

OpenRace = Callable[..., Race]
RATE = "Adam, learning rate, number"


def test_a_bad_learning_rate_is_refused_in_one_sentence(open_race: OpenRace) -> None:
    race = open_race()
    before = race.pixels("trails")
    sentence = race.page.get_by_role("alert").filter(has_text="Learning rate must be")
    for text in ("0", "-1", "1e300", "nan", "fast", ""):
        race.type(RATE, text)
        expect(sentence).to_contain_text("(0, 10⁶]")
        expect(sentence).to_contain_text(f"got {text or 'nothing'}. Kept 0.12.")
        expect(race.number(RATE)).to_have_value(text)
        expect(race.number(RATE)).to_have_attribute("aria-invalid", "true")
        assert race.pixels("trails") == before
    race.changes_paths(lambda: race.type(RATE, "0.3"))
    expect(sentence).to_be_hidden()


def test_other_fields_name_themselves(open_race: OpenRace) -> None:
    race = open_race()
    race.page.get_by_role("button", name="Start, steps, seed").click()
    for name, text, says in (
        ("Start x₁, number", "1e9", "Start x₁ must be in"),
        ("Steps, number", "1000000000", "Steps must be in [1, 5000], got 1000000000."),
        ("Steps, number", "2.5", "Steps must be a whole number in"),
        ("Seed, number", "-1", "Seed must be in"),
        ("Gradient noise, number", "lots", "Gradient noise must be a number in"),
    ):
        race.type(name, text)
        expect(race.page.get_by_role("alert").filter(has_text=says)).to_be_visible()
        expect(race.number(name)).to_have_value(text)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("l=sgd:-1&n=1000000000&x=1e9", ["Learning rate", "Steps", "Start x₁"]),
        ("s=nowhere&seed=%00%ff&noise=<b>", ["Loss surface", "Seed", "Gradient noise"]),
    ],
)
def test_a_damaged_link_opens_and_says_what_was_wrong(
    open_race: OpenRace, query: str, says: list[str]
) -> None:
    race = open_race(query)
    notice = race.page.locator("#notice")
    for field in says:
        expect(notice).to_contain_text(field)
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_be_hidden()


def test_the_page_survives_a_server_that_goes_away_and_comes_back(
    open_race: OpenRace, tmp_path: Path
) -> None:
    port = free_port()
    with _gunicorn(tmp_path, port):
        race = open_race(
            port=port,
            forgive=(
                "failed:",
                "ERR_CONNECTION_REFUSED",
                "ERR_EMPTY_RESPONSE",
                "ERR_CONNECTION_RESET",
            ),
        )
        picture = race.pixels("trails")
    page = race.page
    race.start.focus()
    page.keyboard.press("Shift+ArrowRight")
    notice = page.locator("#notice")
    expect(notice).to_contain_text("Could not reach the server. Your settings are safe.")
    expect(notice.get_by_role("button", name="Try again")).to_be_visible()
    assert race.pixels("trails") == picture
    page.get_by_role("button", name="Back to start").click()
    page.get_by_role("button", name="One step").click()
    until(lambda: race.step == 1, "playback goes on")
    before = race.pixels("trails")
    with _gunicorn(tmp_path, port):
        expect(notice).to_be_hidden(timeout=20_000)
        page.keyboard.press("End")
        until(lambda: race.pixels("trails") != before, "the last scene is drawn")


@contextlib.contextmanager
def _gunicorn(folder: Path, port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"]
    log = folder / "gunicorn.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "OPTVIZ_WORKERS": "1"},
            stdout=out,
            stderr=out,
        )
    try:
        until(lambda: _answers(Server(process, port, log)), "the server answers", 60)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _answers(server: Server) -> bool:
    with contextlib.suppress(OSError):
        return server.get("/healthz").status == 200
    return False
