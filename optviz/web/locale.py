"""Which language a request is answered in: its `lang`, else its Accept-Language, else English."""

from __future__ import annotations

from flask import has_request_context, request

from optviz.text import DEFAULT, locale_of


def pick_locale() -> str:
    """The locale of the current request, "en" or "pt-BR"; English outside of one."""
    if not has_request_context():
        return DEFAULT
    return locale_of(request.args.get("lang"), request.headers.get("Accept-Language"))
