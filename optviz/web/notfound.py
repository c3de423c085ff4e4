"""Only addresses of pages are answered with the application; Dash alone would answer any."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any

from dash import Dash
from flask import abort


def install(app: Dash, paths: AbstractSet[str]) -> None:
    """Answer 404 for every path that is not the PATH of a page."""
    endpoint = f"{app.config.routes_pathname_prefix}<path:path>"
    views = app.server.view_functions
    page = views[endpoint]
    known = {path.strip("/") for path in paths}

    def answer(path: str) -> Any:
        """The application where a page lives, 404 elsewhere."""
        if path.strip("/") not in known:
            abort(404)
        return page(path)

    views[endpoint] = answer
