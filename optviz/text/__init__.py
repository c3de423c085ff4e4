"""Every sentence a person reads, by key; both languages have the same keys and placeholders."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LOCALES = ("en", "pt-BR")
DEFAULT = "en"


@cache
def text(locale: str) -> Mapping[str, str]:
    """All texts of a locale; an unknown locale gets English."""
    folder = files(__package__) / (locale if locale in LOCALES else DEFAULT)
    entries: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".json"):
            entries.update(json.loads(file.read_text(encoding="utf-8")))
    return MappingProxyType(entries)


def locale_of(requested: str | None, accept_language: str | None = None) -> str:
    """The one asked for, else the first that the browser names and we have, else English."""
    wanted = [requested or ""]
    wanted += [part.split(";")[0].strip() for part in (accept_language or "").split(",")]
    for tag in wanted:
        for locale in LOCALES:
            if tag and tag.lower().split("-")[0] == locale.lower().split("-")[0]:
                return locale
    return DEFAULT
