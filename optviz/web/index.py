"""The HTML around every page: its language, its theme, and only the scripts it needs."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from dash import Dash
from flask import request

from optviz.text import text
from optviz.web.locale import pick_locale

# Not for us: a polyfill for browsers older than ES modules, and the data table.
_UNUSED = re.compile(r'<script src="[^"]*/(?:polyfill@[^"]*|dash_table/[^"]*)"></script>\n?')

_IMPORT = re.compile(
    r"""^\s*(?:import|export)\b[^"';]*["'](\.{1,2}/[^"']+\.mjs)["']""", re.MULTILINE
)

ICON = "brand.svg"

_PAGE = """<!DOCTYPE html>
<html lang="{locale}"{theme}>
<head>
{metas}
<meta name="color-scheme" content="light dark">
<meta name="description" content="{description}">
<title>{title}</title>
{favicon}
{css}
{modules}
</head>
<body>
{app_entry}
<noscript>{noscript}</noscript>
<footer>
{config}
{scripts}
{renderer}
</footer>
</body>
</html>"""


class OptvizDash(Dash):  # type: ignore[misc]  # Dash's types are not followed
    """Dash with our index page: overriding interpolate_index is its documented way."""

    modules: tuple[str, ...] = ()  # addresses of the .mjs files, the entry first

    def interpolate_index(self, **kwargs: Any) -> str:
        """The page around Dash's pieces, in the language and theme its address names."""
        locale = pick_locale()
        icon = self.get_asset_url(ICON)
        theme = request.args.get("theme", "") if request else ""
        return _PAGE.format(
            locale=locale,
            theme=f' data-theme="{theme}"' if theme in ("light", "dark") else "",
            description=escape(text(locale)["app.description"]),
            noscript=escape(text(locale)["page.noscript"]),
            modules=module_tags(self.modules),
            **{
                **kwargs,
                "scripts": _UNUSED.sub("", kwargs["scripts"]),
                "favicon": f'<link rel="icon" type="image/svg+xml" href="{icon}">',
            },
        )


def module_tags(addresses: tuple[str, ...]) -> str:
    """The first module is run; those it imports are fetched along with it, not one after the other.

    Dash would add ?m=... to each, and a module reached by two addresses is loaded and run twice.
    """
    tags = [f'<link rel="modulepreload" href="{address}">' for address in addresses[1:]]
    return "\n".join(
        [f'<script type="module" src="{address}"></script>' for address in addresses[:1]] + tags
    )


def static_imports(folder: Path, entry: str = "main.mjs") -> list[str]:
    """`entry` and every module it imports statically, as paths below `folder`, the entry first."""
    found: list[str] = []
    waiting = [folder / entry]
    while waiting:
        path = waiting.pop(0)
        name = path.relative_to(folder).as_posix()
        if name not in found and path.is_file():
            found.append(name)
            waiting += [
                (path.parent / target).resolve()
                for target in _IMPORT.findall(path.read_text("utf-8"))
            ]
    return found
