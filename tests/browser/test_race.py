"""Journeys over the Race page, by mouse, touch and keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import Race, until

OpenRace = Callable[..., Race]


def test_opens_on_four_lakes_and_names_what_happened(open_race: OpenRace) -> None:
    race = open_race()
    assert race.headline() == "Same start, four different lakes."
    until(lambda: race.step == 150, "the finished run")
    rows = race.standings()
    assert len(rows) == 7
    assert rows[0].startswith("1 SGD step 35")
    expect(race.page.locator("html")).to_have_attribute("lang", "en")


def test_plays_pauses_and_ends_by_itself(open_race: OpenRace) -> None:
    race = open_race(motion=True)
    page = race.page
    page.get_by_role("button", name="4 times").click()
    until(lambda: race.step == 150, "the opening run ends")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.get_by_role("button", name="0.5 times").click()
    page.get_by_role("button", name="Play").click()
    until(lambda: 3 < race.step < 150, "it plays again from the start")
    page.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(200)  # the frame under way
    stood = race.step
    before = race.pixels("heads")
    page.wait_for_timeout(200)
    assert race.step == stood
    assert race.pixels("heads") == before


def test_steps_and_scrubs(open_race: OpenRace) -> None:
    race = open_race()
    page = race.page
    page.get_by_role("button", name="Back to start").click()
    until(lambda: race.step == 0, "the first step")
    page.get_by_role("button", name="One step").click()
    until(lambda: race.step == 1, "one step forward")
    scrub = race.slider("Step")
    box = scrub.bounding_box()
    assert box is not None
    before = race.pixels("heads")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    until(lambda: 70 <= race.step <= 80, "the middle of the run")
    until(lambda: race.pixels("heads") != before, "heads that moved")
    expect(scrub).to_have_attribute("aria-valuetext", f"Step {race.step} of 150")


def test_the_playhead_of_the_loss_chart_can_be_dragged(open_race: OpenRace) -> None:
    race = open_race()
    box = race.page.locator("#chart-loss .layers").bounding_box()
    assert box is not None
    race.page.mouse.move(box["x"] + 300, box["y"] + 80)
    race.page.mouse.down()
    race.page.mouse.move(box["x"] + 200, box["y"] + 80, steps=4)
    race.page.mouse.up()
    until(lambda: 25 < race.step < 45, "the step under the mouse")


def test_the_start_is_dragged_by_mouse_and_the_paths_follow_all_the_way(
    open_race: OpenRace,
) -> None:
    race = open_race()
    page = race.page
    expect(page.get_by_text("Drag me anywhere")).to_be_visible()
    box = race.start.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    seen = {race.pixels("trails")}
    for k in range(1, 6):
        page.mouse.move(x + 25 * k, y - 30 * k)
        until(lambda: race.pixels("trails") not in seen, "the paths move while dragging")
        seen.add(race.pixels("trails"))
    page.mouse.up()
    expect(page.get_by_text("Drag me anywhere")).to_be_hidden()
    until(lambda: "x" in race.query and "y" in race.query, "the start in the address")
    assert float(race.query["x"]) > 0.5


def test_the_start_is_dragged_by_touch(open_race: OpenRace) -> None:
    race = open_race(size=(390, 844), touch=True)
    box = race.start.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = race.page.context.new_cdp_session(race.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": px, "y": py} for px, py in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    before = race.pixels("trails")
    touch("touchStart", (x, y))
    for k in range(1, 6):
        touch("touchMove", (x + 8 * k, y - 12 * k))
    until(lambda: race.pixels("trails") != before, "the paths follow the finger")
    expect(race.page.locator(".loupe")).to_be_visible()
    touch("touchEnd")
    expect(race.page.locator(".loupe")).to_be_hidden()
    until(lambda: "x" in race.query, "the start in the address")


def test_the_start_is_moved_by_arrow_keys(open_race: OpenRace) -> None:
    race = open_race()
    race.start.focus()
    text = race.start.get_attribute("aria-valuetext")
    assert text == "x 0.20, y −1.60, loss 2.563"
    race.changes_paths(lambda: race.page.keyboard.press("Shift+ArrowRight"))
    until(lambda: race.start.get_attribute("aria-valuetext") != text, "the value text follows")
    until(lambda: "x" in race.query, "the start in the address")
    assert race.step == 150  # the arrows belonged to the start, not to the clock


def test_a_tap_on_the_map_brings_the_start_there(open_race: OpenRace) -> None:
    race = open_race()
    box = race.page.locator("#map").bounding_box()
    assert box is not None
    race.changes_paths(lambda: race.page.mouse.click(box["x"] + 600, box["y"] + 120))
    until(lambda: float(race.query.get("x", "0")) > 2, "the start is where the click was")


@pytest.mark.parametrize(
    ("name", "key", "wanted"),
    [
        ("Adam, learning rate", "PageUp", "l"),
        ("All learning rates", "PageUp", "l"),
        ("Gradient noise", "PageUp", "noise"),
    ],
)
def test_each_slider_changes_the_paths(
    open_race: OpenRace, name: str, key: str, wanted: str
) -> None:
    race = open_race()
    race.slider(name).focus()
    race.changes_paths(lambda: race.page.keyboard.press(key))
    until(lambda: wanted in race.query, f"{wanted} in the address")


def test_a_learning_rate_is_dragged_and_the_track_says_what_it_does(open_race: OpenRace) -> None:
    race = open_race()
    slider = race.slider("SGD, learning rate")
    assert "settles at loss" in (slider.get_attribute("aria-valuetext") or "")
    box = slider.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    race.page.mouse.move(box["x"] + box["width"] * 0.58, y)
    race.page.mouse.down()
    seen = {race.pixels("trails")}
    for share in (0.5, 0.4, 0.3):
        race.page.mouse.move(box["x"] + box["width"] * share, y)
        until(lambda: race.pixels("trails") not in seen, "the path moves while dragging")
        seen.add(race.pixels("trails"))
    race.page.mouse.up()
    slider.press("End")
    until(
        lambda: "diverges" in (slider.get_attribute("aria-valuetext") or ""),
        "the track says diverges",
    )


def test_momentum_is_in_the_row_of_its_optimizer(open_race: OpenRace) -> None:
    race = open_race()
    race.page.get_by_role("button", name="More settings of Momentum").click()
    race.changes_paths(lambda: race.type("Momentum, Momentum, number", "0.5"))
    until(lambda: "momentum=0.5" in race.query.get("l", ""), "β in the address")


def test_steps_seed_and_start_are_set_by_number(open_race: OpenRace) -> None:
    race = open_race()
    race.page.get_by_role("button", name="Start, steps, seed").click()
    race.changes_paths(lambda: race.type("Start x₁, number", "3,7"))
    race.until_query(x="3.7")
    race.type("Steps, number", "80")
    race.until_query(n="80")
    expect(race.page.locator(".count")).to_contain_text("of 80")
    race.type("Gradient noise, number", "0.5")
    race.until_query(noise="0.5")
    race.changes_paths(lambda: race.type("Seed, number", "3"))
    race.until_query(seed="3")


def test_optimizers_are_added_and_removed(open_race: OpenRace) -> None:
    race = open_race()
    race.page.get_by_role("button", name="+ Add optimizer").click()
    race.page.locator("dialog .choice").first.click()
    until(lambda: any("SGD 2" in row for row in race.standings()), "a second SGD races")
    for name in ("SGD", "Momentum", "Nesterov", "RMSProp", "Adam", "Rprop", "AdaGrad"):
        race.page.get_by_role("button", name=f"More settings of {name}", exact=True).click()
        race.changes_paths(
            lambda n=name: race.page.get_by_role("button", name=f"Remove {n}", exact=True).click()
        )
    until(lambda: len(race.standings()) == 1, "one is left")
    race.page.get_by_role("button", name="More settings of SGD").click()
    race.page.get_by_role("button", name="Remove SGD").click()
    until(lambda: race.headline() == "No optimizers yet. Add one to start a race.", "it says so")


def test_the_regression_is_a_surface_and_the_batch_size_moves_its_paths(
    open_race: OpenRace,
) -> None:
    race = open_race()
    race.choose_surface("Line fit")
    expect(race.page.get_by_role("heading", name="Data and fitted lines")).to_be_visible()
    batch = race.slider("Batch size")
    expect(batch).to_have_attribute("aria-valuetext", "Full batch")
    batch.focus()
    race.changes_paths(lambda: race.page.keyboard.press("Home"))
    race.until_query(s="regression", b="1")
    expect(batch).to_have_attribute("aria-valuetext", "One sample")
    race.changes_paths(lambda: race.page.keyboard.press("End"))
    expect(batch).to_have_attribute("aria-valuetext", "Full batch")


def test_a_parameter_of_the_surface_redraws_the_map(open_race: OpenRace) -> None:
    race = open_race("s=quadratic")
    before = race.pixels("ground")
    race.slider("Condition number").focus()
    race.changes_paths(lambda: race.page.keyboard.press("PageDown"))
    until(lambda: race.pixels("ground") != before, "the map follows")
    until(lambda: "kappa:" in race.query.get("p", ""), "kappa in the address")


def test_standings_solo_a_lane_and_escape_shows_all(open_race: OpenRace) -> None:
    race = open_race()
    before = race.pixels("trails")
    race.page.locator(".standing").nth(2).click()
    race.page.mouse.move(700, 20)
    until(lambda: race.pixels("trails") != before, "the others fade")
    expect(race.page.locator(".standing[aria-pressed=true]")).to_have_count(1)
    race.page.keyboard.press("Escape")
    expect(race.page.locator(".standing[aria-pressed=true]")).to_have_count(0)


def test_a_diverged_lane_says_so_and_is_mended_by_one_click(open_race: OpenRace) -> None:
    race = open_race("s=quadratic&l=sgd:0.12,adam:0.3")
    assert any("diverged at step" in row for row in race.standings())
    race.changes_paths(lambda: race.page.get_by_role("button", name="Lower η to").click())
    until(lambda: not any("diverged" in row for row in race.standings()), "it no longer diverges")


def test_the_table_holds_the_numbers(open_race: OpenRace) -> None:
    race = open_race()
    race.page.get_by_role("button", name="Show as table").click()
    tables = race.page.get_by_role("dialog").get_by_role("table")
    expect(tables).to_have_count(2)
    expect(tables.first.get_by_role("row")).to_have_count(8)
    text = tables.first.inner_text()
    assert not any(bad in text for bad in ("NaN", "Infinity", "undefined", "e-"))


def test_the_experiment_card_performs_what_it_says(open_race: OpenRace) -> None:
    race = open_race()
    race.changes_paths(lambda: race.page.get_by_role("button", name="Show me").click())
    race.until_query(x="3.7", y="1.4")
    rows = race.standings()
    assert next(row for row in rows if " Adam " in row).split(" Adam ")[1].startswith("step")


def test_theme_follows_the_system_and_is_remembered(open_race: OpenRace) -> None:
    race = open_race(theme="dark")
    html = race.page.locator("html")
    expect(html).to_have_attribute("data-theme", "dark")
    before = race.pixels("ground")
    race.page.get_by_role("button", name="Light or dark theme").click()
    expect(html).to_have_attribute("data-theme", "light")
    until(lambda: race.pixels("ground") != before, "the map is tinted again")
    race.page.reload()
    race.wait_until_drawn()
    expect(html).to_have_attribute("data-theme", "light")


def test_reload_brings_the_same_scene_back(open_race: OpenRace) -> None:
    race = open_race("s=himmelblau")
    race.slider("Adam, learning rate").focus()
    race.page.keyboard.press("PageDown")
    race.start.focus()
    race.page.keyboard.press("Shift+ArrowUp")
    race.page.locator("body").click(position={"x": 5, "y": 300})
    until(lambda: "y" in race.query and "l" in race.query, "the scene in the address")
    race.settle()
    before = (race.page.url, race.pixels("trails"), race.standings())
    race.page.reload()
    race.wait_until_drawn()
    assert (race.page.url, race.pixels("trails"), race.standings()) == before


def test_the_language_link_keeps_the_scene(open_race: OpenRace) -> None:
    race = open_race("s=beale")
    race.type("Gradient noise, number", "0.25")
    race.until_query(noise="0.25")
    race.page.get_by_role("link", name="PT").click()
    race.wait_until_drawn()
    expect(race.page.locator("html")).to_have_attribute("lang", "pt-BR")
    race.until_query(s="beale", noise="0.25", lang="pt-BR")
    expect(race.number("Ruído do gradiente, número")).to_have_value("0,25")


def test_single_keys_run_the_race(open_race: OpenRace) -> None:
    race = open_race()
    press = race.page.keyboard.press
    press("Home")
    until(lambda: race.step == 0, "Home")
    press("ArrowRight")
    press("Shift+ArrowRight")
    until(lambda: race.step == 11, "one and ten steps")
    press("End")
    until(lambda: race.step == 150, "End")
    race.changes_paths(lambda: press("]"))
    press("3")
    expect(race.page.locator(".standing[aria-pressed=true]")).to_have_count(1)
    press("0")
    expect(race.page.locator(".standing[aria-pressed=true]")).to_have_count(0)
    press("d")
    expect(race.page.locator("html")).to_have_attribute("data-theme", "dark")
    press("?")
    expect(race.page.get_by_role("dialog")).to_be_visible()
    race.page.get_by_label("Single-key shortcuts").uncheck()
    press("Escape")
    press("d")
    expect(race.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_nothing_runs_when_nothing_moves(open_race: OpenRace) -> None:
    race = open_race()
    frames = race.page.evaluate(
        """() => new Promise(done => {
          let asked = 0;
          const real = window.requestAnimationFrame;
          window.requestAnimationFrame = f => { asked += 1; return real(f); };
          setTimeout(() => { window.requestAnimationFrame = real; done(asked); }, 400);
        })"""
    )
    assert frames == 0
