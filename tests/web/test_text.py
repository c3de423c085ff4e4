"""Texts, tokens and experiments: complete, equal in both languages, and true."""

import json
import re
from pathlib import Path

import pytest

from optviz.figures import theme
from optviz.optimizers import OPTIMIZERS
from optviz.problems import PROBLEMS
from optviz.surfaces import SURFACES
from optviz.text import LOCALES, locale_of, text

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"\{(\w+)\}")
KEY_IN_CODE = re.compile(r"""\bt\(\s*["'`]([a-z]\w*\.[\w.]+)["'`]""")


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    english, portuguese = (text(locale) for locale in LOCALES)
    assert set(english) == set(portuguese)
    for key, sentence in english.items():
        there = portuguese[key]
        assert set(PLACEHOLDER.findall(sentence)) == set(PLACEHOLDER.findall(there)), key


@pytest.mark.parametrize("locale", LOCALES)
def test_no_key_stands_in_two_files(locale: str) -> None:
    keys = [
        key
        for file in sorted((ROOT / "optviz/text" / locale).glob("*.json"))
        for key in json.loads(file.read_text())
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("locale", LOCALES)
def test_texts_keep_the_house_style(locale: str) -> None:
    for key, sentence in text(locale).items():
        assert "!" not in sentence, key
        assert sentence == sentence.strip() and sentence, key


def test_every_key_that_the_modules_ask_for_exists() -> None:
    words = text("en")
    asked = {
        key
        for file in (ROOT / "assets").rglob("*.mjs")
        for key in KEY_IN_CODE.findall(file.read_text())
    }
    assert len(asked) > 80
    assert asked <= set(words)


def test_every_record_has_its_words_in_both_languages() -> None:
    for locale in LOCALES:
        words = text(locale)
        for record in (*SURFACES.values(), *PROBLEMS.values()):
            assert {
                f"objective.{record.key}",
                f"about.{record.key}",
                f"group.{record.group}",
            } <= set(words)
            for parameter in record.parameters:
                assert {f"parameter.{parameter.key}", f"field.{parameter.key}"} <= set(words)
        for rule in OPTIMIZERS.values():
            for parameter in rule.hyperparameters:
                assert {f"parameter.{parameter.key}", f"field.{parameter.key}"} <= set(words)


@pytest.mark.parametrize(
    ("requested", "accepted", "locale"),
    [
        (None, None, "en"),
        ("pt-BR", "en", "pt-BR"),
        ("pt", None, "pt-BR"),
        (None, "de-DE,pt;q=0.7,en;q=0.3", "pt-BR"),
        ("xx", "en-GB", "en"),
        (None, "", "en"),
    ],
)
def test_the_locale_is_the_one_asked_for_else_the_browsers(
    requested: str | None, accepted: str | None, locale: str
) -> None:
    assert locale_of(requested, accepted) == locale


def tokens() -> dict[str, dict[str, str]]:
    """Custom properties of tokens.css by theme."""
    css = (ROOT / "assets/tokens.css").read_text()
    blocks = {"light": ":root {", "dark": "[data-theme=dark] {"}
    return {
        name: dict(re.findall(r"--([\w-]+): ([^;]+);", css.split(opening)[1].split("}")[0]))
        for name, opening in blocks.items()
    }


@pytest.mark.parametrize("index", [0, 1], ids=theme.THEMES)
def test_theme_and_tokens_are_one(index: int) -> None:
    name = theme.THEMES[index]
    expected = {key: pair[index] for key, pair in theme.INTERFACE.items()}
    expected |= {f"lane-{key}": pair[index] for key, pair in theme.LANES.items()}
    expected |= {f"ramp-{i}": color for i, color in enumerate(theme.RAMP[name])}
    expected |= {f"basin-{i}": color for i, color in enumerate(theme.BASINS[name])}
    found = tokens()[name]
    assert {key: found.get(key) for key in expected} == expected
    assert set(found) - set(expected) == {"shadow"}


def test_every_optimizer_has_a_color_and_a_symbol_of_its_own() -> None:
    assert set(OPTIMIZERS) <= set(theme.LANES) and set(OPTIMIZERS) <= set(theme.SYMBOLS)
    assert len({theme.SYMBOLS[key] for key in OPTIMIZERS}) == len(OPTIMIZERS)


@pytest.mark.parametrize("index", [0, 1], ids=theme.THEMES)
def test_colors_have_the_contrast_that_wcag_asks_for(index: int) -> None:
    color = {key: pair[index] for key, pair in theme.INTERFACE.items()}
    for ground in ("page", "panel", "well"):
        for ink, ratio in (
            ("ink", 7.0),
            ("ink2", 7.0),
            ("ink3", 4.5),
            ("good", 4.5),
            ("edge", 3.0),
        ):
            assert contrast(color[ink], color[ground]) >= ratio, (ink, ground)
    for key, pair in theme.LANES.items():
        assert contrast(pair[index], color["halo"]) >= 3.0, key
        assert contrast(pair[index], color["panel"]) >= 3.0, key


def contrast(a: str, b: str) -> float:
    """The contrast ratio of WCAG 2."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_no_other_python_file_knows_a_color() -> None:
    color = re.compile(r"#[0-9a-fA-F]{6}\b|rgba?\(")
    for file in (ROOT / "optviz").rglob("*.py"):
        if file.name != "theme.py":
            assert not color.search(file.read_text()), file
