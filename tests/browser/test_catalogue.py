"""The whole catalogue and a surface of one's own, by hand."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.journeys import Race, until
from tests.browser.test_accessibility import violations

OpenRace = Callable[..., Race]
ONE_OF_EACH_GROUP = (
    *("L1 valley", "Monkey saddle", "Beale", "Easom", "Two wells", "Rastrigin"),
    "Logistic regression",
)


def test_a_surface_of_each_group_is_raced(open_race: OpenRace) -> None:
    race = open_race()
    for label in ONE_OF_EACH_GROUP:
        before = race.pixels("ground")
        race.choose_surface(label)
        until(lambda before=before: race.pixels("ground") != before, f"the map of {label}")
        assert race.headline() and len(race.standings()) == 7


def test_a_formula_is_typed_corrected_raced_and_its_constant_dragged(open_race: OpenRace) -> None:
    race = open_race()
    page = race.page
    page.get_by_role("button", name="Change").click()
    text = page.get_by_role("textbox", name="f(x, y) =")
    text.fill("k*x^2 + sin(y) $ 2")
    expect(page.locator(".says")).to_have_text("Unexpected character '$' at character 16.")
    assert page.locator(".caret-line mark").inner_text() == "$"
    expect(page.get_by_role("button", name="Use it")).to_be_disabled()
    expect(text).to_have_value("k*x^2 + sin(y) $ 2")
    assert violations(race) == []
    text.fill("k*x^2 + sin(y)^2 + 0.1*y^2")
    expect(page.locator(".says")).to_contain_text("sliders: k.", timeout=15_000)
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#surface b").first).to_have_text("k*x^2 + sin(y)^2 + 0.1*y^2")
    race.settle()
    before = race.pixels("ground")
    race.slider("Constant k").focus()
    page.keyboard.press("PageUp")
    until(lambda: race.pixels("ground") != before, "the map follows the constant")
    until(lambda: race.query.get("p", "").startswith("k:"), "the constant is in the link")
    assert race.query["f"] == "k*x^2 + sin(y)^2 + 0.1*y^2"
    page.reload()
    race.wait_until_drawn()
    expect(page.locator("#surface b").first).to_have_text("k*x^2 + sin(y)^2 + 0.1*y^2")


def test_axe_finds_nothing_where_a_typed_surface_is_undefined(open_race: OpenRace) -> None:
    race = open_race("f=k*log(x)%2By^2&l=sgd,newton,nelder_mead", theme="dark")
    expect(race.page.locator(".missing")).to_be_visible()
    expect(race.page.locator(".own-step")).to_have_count(2)
    assert violations(race) == []


def test_a_rule_is_added_from_its_group_and_a_schedule_set(open_race: OpenRace) -> None:
    race = open_race("s=quadratic")
    page = race.page
    page.get_by_role("button", name="Add optimizer").click()
    dialog = page.get_by_role("dialog")
    groups = dialog.get_by_role("heading", level=3).all_inner_texts()
    assert groups == [
        "First order",
        "Modern",
        "Second order and search",
        "The lecture's forms and slips",
    ]
    dialog.get_by_role("button", name="Trust region").click()
    until(lambda: len(race.standings()) == 8, "eight optimizers")
    page.get_by_role("button", name="Start, steps, seed").click()
    race.changes_paths(
        lambda: page.get_by_role("combobox", name="Schedule").select_option("exponential")
    )
    race.until_query(sched="exponential")
    expect(page.get_by_role("slider", name="Schedule, ")).to_be_visible()
