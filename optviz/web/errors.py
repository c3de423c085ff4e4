"""Every refusal is one sentence in the reader's language, never a trace."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from html import escape

import orjson
from dash import Dash
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from optviz.expressions.errors import ExpressionError
from optviz.parameters import InvalidValue, show
from optviz.text import text
from optviz.web.locale import pick_locale

MAX_BODY = 1 << 20  # bytes: no callback of ours comes near
MAX_URL = 8000  # characters, path and query together

_SENTENCES = {
    400: "error.request",
    404: "error.not_found",
    405: "error.method",
    413: "error.too_large",
    414: "error.url_too_long",
}

_ALLOWED = {
    "a number in ": "error.number_in",
    "a whole number in ": "error.whole_in",
    "at most ": "error.at_most",
}

# What the grammar suggests instead of a character, by the key of its words.
_HINTS = {
    "- for minus": "minus",
    "* for a product": "product",
    "/ for a quotient": "quotient",
    "^2 for a square": "square",
    "^3 for a cube": "cube",
    "( for a bracket": "bracket_open",
    ") for a bracket": "bracket_close",
    "only the right-hand side": "right_hand_side",
}

log = logging.getLogger("optviz.web")


def install(app: Dash) -> None:
    """Answer every HTTP error and every exception of app.server with a sentence."""
    home = app.config.requests_pathname_prefix
    server: Flask = app.server

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response | HTTPException:
        """Any 4xx raised by Flask or Werkzeug; a redirect passes."""
        code = error.code or 500
        return error if code < 400 else refuse(code, home)

    @server.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        """A fault of ours: the trace goes to the log."""
        log.exception("%s %.200s failed", request.method, request.path, exc_info=error)
        return refuse(500, home)


def refuse(code: int, home: str = "") -> Response:
    """The sentence of an HTTP status: JSON, or a small page where a browser asked for a page."""
    locale = pick_locale()
    words = text(locale)
    key = _SENTENCES.get(code, "error.request" if code < 500 else "error.server")
    message = words[key].format(limit=MAX_BODY >> 10 if code == 413 else MAX_URL)
    if request.method == "GET" and request.accept_mimetypes.best == "text/html":
        link = f'<p><a href="{escape(home)}">{escape(words["error.home"])}</a></p>' if home else ""
        page = (
            f'<!doctype html><html lang="{locale}"><head><meta charset="utf-8">'
            f"<title>{code}</title>"
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="color-scheme" content="light dark"></head>'
            f"<body><main><h1>{code}</h1><p>{escape(message)}</p>{link}</main></body></html>"
        )
        return _uncached(Response(page, status=code, mimetype="text/html"))
    return problem(code, {"error": message})


def problem(code: int, facts: dict[str, object]) -> Response:
    """A refusal as JSON, never cached."""
    return _uncached(Response(orjson.dumps(facts), status=code, mimetype="application/json"))


def invalid(error: InvalidValue) -> Response:
    """HTTP 400 for a value that cannot be used: the sentence, field, interval and value."""
    value = show(error.value)
    facts: dict[str, object] = {"field": error.field, "interval": error.interval, "value": value}
    if isinstance(error, ExpressionError):
        facts |= {"reason": error.reason, "position": error.position, "length": error.length}
    return problem(400, {"error": describe(error), **facts})


def describe(error: InvalidValue, words: Mapping[str, str] | None = None) -> str:
    """The sentence of an InvalidValue in `words`, or in the locale of the request."""
    words = words or text(pick_locale())
    if isinstance(error, ExpressionError):
        return _about_formula(error, words)
    field = words.get(f"field.{error.field}") or words.get(f"parameter.{error.field}", error.field)
    value = words["error.nothing"] if error.value in (None, "") else show(error.value)
    return words[f"error.{error.kind}"].format(
        field=field, interval=_allowed(error.interval, words), value=value
    )


def _about_formula(error: ExpressionError, words: Mapping[str, str]) -> str:
    details = dict(error.details)
    if details.get("hint") in _HINTS:
        details["hint"] = words[f"formula.{_HINTS[details['hint']]}"]
    if "wanted" in details:
        details["wanted"] = words[f"formula.{details['wanted'].replace(' ', '_')}"]
    return words[f"error.expression.{error.reason}"].format(**details)


def _allowed(interval: str, words: Mapping[str, str]) -> str:
    """What is allowed, with its words, if it has any, in the locale."""
    for english, key in _ALLOWED.items():
        if interval.startswith(english):
            limit = interval.removeprefix(english)
            return words[key].format(interval=limit, limit=limit)
    return interval


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
