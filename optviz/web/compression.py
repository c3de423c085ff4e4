"""Compress the pages and JSON that Dash makes per request; trajectories stay as they are."""

from __future__ import annotations

import gzip

import brotli
from flask import Flask, Response, request

_SMALL = 1024  # bytes
_TYPES = ("text/html", "application/json")


def install(server: Flask) -> None:
    """Add the compression to every answer of `server` that is text and not yet compressed."""

    @server.after_request
    def compress(response: Response) -> Response:
        """Brotli at a level that costs less than the bytes it saves, else gzip."""
        if response.mimetype not in _TYPES or response.direct_passthrough:
            return response
        response.vary.add("Accept-Encoding")
        accepted = request.accept_encodings
        data = response.get_data()
        if len(data) < _SMALL or "Content-Encoding" in response.headers:
            return response
        if accepted["br"] > 0:
            response.set_data(brotli.compress(data, quality=5))
            response.headers["Content-Encoding"] = "br"
        elif accepted["gzip"] > 0:
            response.set_data(gzip.compress(data, compresslevel=6, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
        return response
