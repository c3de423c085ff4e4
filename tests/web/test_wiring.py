"""What Dash lays out and what the modules look for are the same things."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from optviz.text import LOCALES
from optviz.web import create_app, ids
from optviz.web.codec import decode
from optviz.web.controls import catalogue_record, scene_record
from optviz.web.pages import race
from optviz.web.settings import Settings

ROOT = Path(__file__).parents[2]
MODULES = {
    file.relative_to(ROOT / "assets").as_posix(): file.read_text()
    for file in (ROOT / "assets").rglob("*.mjs")
}


def components(node: Any) -> Iterator[Component]:
    """A component and all that it holds."""
    if isinstance(node, Component):
        yield node
        children = getattr(node, "children", None)
        for child in children if isinstance(children, list | tuple) else [children]:
            yield from components(child)


def test_every_id_is_laid_out_once_and_every_mount_point_exists() -> None:
    laid_out = [c.id for c in components(race.layout()) if getattr(c, "id", None)]
    assert len(laid_out) == len(set(laid_out))
    named = {value for name, value in vars(ids).items() if name.isupper()}
    assert set(laid_out) == named
    source = MODULES["js/page/race.mjs"]
    asked = set(re.findall(r'mount\("([\w-]+)"\)', source))
    assert asked and asked <= named
    assert named - asked == {ids.RACE, ids.LANGUAGE}


def test_every_import_finds_its_module_and_its_name() -> None:
    for path, source in MODULES.items():
        for names, target in re.findall(r'^import \{([^}]+)\} from "([^"]+)";', source, re.M):
            found = (ROOT / "assets" / path).parent.joinpath(target).resolve()
            assert found.is_file(), (path, target)
            for name in (part.split(" as ")[0].strip() for part in names.split(",")):
                exported = rf"export (?:async )?(?:function|const|class) {re.escape(name)}\b"
                assert re.search(exported, found.read_text()), (path, name)


def test_pure_modules_touch_no_page() -> None:
    forbidden = re.compile(r"\b(document|window|localStorage|fetch|addEventListener)\b")
    for path, source in MODULES.items():
        if path.startswith("js/pure/"):
            code = re.sub(r"/\*.*?\*/|//.*", "", source, flags=re.S)
            assert not forbidden.search(code), path
            assert "../page/" not in source, path


def test_modules_are_short_and_say_what_they_are() -> None:
    for path, source in MODULES.items():
        assert source.startswith("/**"), path
        assert source.count("\n") <= 270, path
        assert "eval(" not in source and "innerHTML" not in source, path


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_carries_its_data_as_plain_json(locale: str) -> None:
    page = json.loads(getattr(race.layout(lang=locale, s="regression", b="4"), "data-page"))
    assert page["locale"] == locale
    assert page["scene"] == scene_record(decode({"s": "regression", "b": "4"}))
    assert page["catalogue"] == json.loads(json.dumps(catalogue_record(locale), allow_nan=False))
    assert page["problems"] == []


def test_a_damaged_link_is_laid_out_with_a_sentence() -> None:
    layout = race.layout(l="sgd:-1", n="1e99", nonsense="\x00")
    problems = json.loads(getattr(layout, "data-page"))["problems"]
    assert len(problems) == 2
    assert "Learning rate must be in (0, 1e+06], got -1." in problems[0]


def test_the_catalogue_has_a_slider_for_every_parameter() -> None:
    catalogue = catalogue_record("en")
    records = [p for o in catalogue["optimizers"] for p in o["hyperparameters"]]
    records += [p for o in catalogue["objectives"] for p in o["parameters"]]
    for record in records:
        low, high = record["slider"]
        assert low < high
        assert record["scale"] != "log" or low > 0
        assert (record["low"] is None or low >= record["low"]) and (
            record["high"] is None or high <= record["high"]
        )


def test_two_applications_do_not_disturb_each_other() -> None:
    first, second = create_app(Settings()), create_app(Settings())
    for app in (first, second):
        answer = app.server.test_client().get("/")
        assert answer.status_code == 200
    assert isinstance(race.layout(), html.Div)
