"""Names, contrast, targets, reflow: what axe finds, and what it does not look for."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.journeys import Race

OpenRace = Callable[..., Race]
DESKTOP = (1440, 900)
TABLET = (1024, 768)
PHONE = (390, 844)


def violations(race: Race) -> list[str]:
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(race.page, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(open_race: OpenRace, theme: str) -> None:
    race = open_race(theme=theme)
    for size in (DESKTOP, TABLET, PHONE):
        race.resize(*size)
        assert violations(race) == [], size
    for panel in ("Optimizers", "Charts", "Set-up"):
        race.page.locator(".sheets").get_by_role("button", name=panel).click()
        assert violations(race) == [], panel


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_dialogs(open_race: OpenRace, theme: str) -> None:
    race = open_race(theme=theme)
    for name in ("Change", "+ Add optimizer", "Show as table", "Keyboard shortcuts"):
        button = race.page.get_by_role("button", name=name)
        button.click()
        dialog = race.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        assert violations(race) == [], name
        race.page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(button).to_be_focused()


def test_axe_finds_nothing_where_a_lane_is_open_alone_and_another_has_diverged(
    open_race: OpenRace,
) -> None:
    race = open_race("s=regression&l=sgd:5,adam:0.1,sgd:0.02")
    race.page.locator(".standing").first.click()
    race.page.get_by_role("button", name="Start, steps, seed").click()
    race.type("Steps, number", "many")
    assert violations(race) == []


def test_nothing_scrolls_sideways(open_race: OpenRace) -> None:
    race = open_race()
    for width in (320, 390, 720, 768, 1024, 1440, 1920):
        race.resize(width, 800)
        assert race.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("query", ["s=regression", "s=quadratic"])
def test_every_slider_has_a_name_and_says_its_value(open_race: OpenRace, query: str) -> None:
    race = open_race(query)
    for button in race.page.get_by_role("button", name="More settings of").all():
        button.click()
    sliders = race.page.get_by_role("slider").all()
    assert len(sliders) > 10
    names = [slider.get_attribute("aria-label") for slider in sliders]
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(slider.get_attribute("aria-valuetext") for slider in sliders)


def test_no_text_is_a_number_gone_wrong(open_race: OpenRace) -> None:
    race = open_race("s=quadratic&l=sgd:9,momentum:3,adam:1e-4,adagrad:1000")
    race.page.get_by_role("button", name="Show as table").click()
    text = race.page.locator("body").inner_text()
    assert not [bad for bad in ("NaN", "Infinity", "undefined", "null", "e-0", "e+") if bad in text]


def test_targets_are_large_enough(open_race: OpenRace) -> None:
    race = open_race()
    for size in (DESKTOP, TABLET, PHONE):
        race.resize(*size)
        assert small_targets(race) == []


def small_targets(race: Race) -> list[str]:
    found: list[str] = race.page.evaluate(
        """() => [...document.querySelectorAll("button, a[href], input, [role=slider]")]
          .filter(e => e.checkVisibility() && !e.matches(".skip"))
          .map(e => [e.outerHTML.slice(0, 100), e.getBoundingClientRect()])
          .filter(([, r]) => r.width > 0 && (r.width < 24 || r.height < 24))
          .map(([html]) => html)"""
    )
    return found


def test_the_page_can_be_walked_by_tab_alone(open_race: OpenRace) -> None:
    race = open_race()
    seen: list[str] = []
    for _ in range(60):
        race.page.keyboard.press("Tab")
        seen.append(
            race.page.evaluate(
                """() => document.activeElement.getAttribute('aria-label')
                  ?? document.activeElement.innerText"""
            )
        )
    for name in (
        "Skip to the race",
        "Light or dark theme",
        "Change",
        "SGD, learning rate",
        "Start point",
        "Play",
        "Step",
        "Show as table",
    ):
        assert name in seen, name
    order = [
        seen.index(name)
        for name in ("Skip to the race", "Change", "SGD, learning rate", "Start point")
    ]
    assert order == sorted(order)


def test_headings_and_landmarks_say_where_one_is(open_race: OpenRace) -> None:
    race = open_race()
    assert race.page.get_by_role("heading", level=1).count() == 1
    headings = race.page.get_by_role("heading", level=2).all_inner_texts()
    assert {"Loss surface", "Try next", "Loss", "Gradient norm"} <= {
        h.split("\n")[0] for h in headings
    }
    for role in ("banner", "main", "complementary"):
        assert race.page.get_by_role(role).count() == 1
