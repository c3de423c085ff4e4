"""Files the browser keeps: compressed once, held in memory, never asked for twice.

Dash sends its component suites without a lasting Cache-Control and uncompressed. Here they, and the
assets under their versioned path, are sent as brotli or gzip and immutable; a file under its plain
/assets/ path is revalidated by ETag.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import brotli
from dash import Dash
from dash.exceptions import DependencyException
from flask import Response, abort, request
from werkzeug.security import safe_join

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
_SMALL = 1024  # bytes: below this a compressed answer is no shorter in packets
_TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".woff2": "font/woff2"}


@dataclass(frozen=True)
class StaticFile:
    """The bytes of one file and, once somebody asks, their compressed forms."""

    data: bytes
    mimetype: str

    @cached_property
    def etag(self) -> str:
        """Sixteen hex digits of the content."""
        return hashlib.sha256(self.data).hexdigest()[:16]

    @cached_property
    def brotli(self) -> bytes:
        """Level 9: half the time of 11 lost in 3 % of the bytes would be felt at the first load."""
        return bytes(brotli.compress(self.data, quality=9))

    @cached_property
    def gzip(self) -> bytes:
        """For plain HTTP over a network, where browsers do not offer brotli."""
        return gzip.compress(self.data, compresslevel=9, mtime=0)

    def response(self, cache_control: str) -> Response:
        """Answer the current request: 304, or the shortest form its client accepts."""
        response = Response(mimetype=self.mimetype)
        response.headers["Cache-Control"] = cache_control
        encoding = _accepted_encoding() if self._compressible else ""
        response.set_etag(f"{self.etag}-{encoding}" if encoding else self.etag)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        if self._compressible:
            response.vary.add("Accept-Encoding")
        forms: dict[str, Callable[[], bytes]] = {
            "br": lambda: self.brotli,
            "gzip": lambda: self.gzip,
            "": lambda: self.data,
        }
        response.set_data(forms[encoding]())
        response.make_conditional(request)
        return response

    @property
    def _compressible(self) -> bool:
        text = self.mimetype.startswith("text/") or self.mimetype.endswith(("json", "svg+xml"))
        return text and len(self.data) >= _SMALL


def _accepted_encoding() -> str:
    accepted = request.accept_encodings
    return next((name for name in ("br", "gzip") if accepted[name] > 0), "")


def _mimetype(name: str) -> str:
    suffix = Path(name).suffix
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def assets_version(folder: Path) -> str:
    """Twelve hex digits that change whenever an asset does."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def install(app: Dash, folder: Path, development: bool) -> None:
    """Serve the component suites and the assets of `app` from memory."""
    prefix = app.config.routes_pathname_prefix
    views = app.server.view_functions
    suites = f"{prefix}_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"
    versioned = f"{prefix.replace('/', '_')}dash_assets.static"
    original = views[suites]

    @lru_cache(maxsize=256)
    def suite_file(package_name: str, fingerprinted_path: str) -> StaticFile:
        response: Any = original(package_name, fingerprinted_path)
        return StaticFile(response.get_data(), _mimetype(fingerprinted_path))

    def serve_suite(package_name: str, fingerprinted_path: str) -> Response:
        """A file of Dash's packages; its address carries its version."""
        try:
            file = suite_file(package_name, fingerprinted_path)
        except (DependencyException, OSError):
            abort(404)
        return file.response(IMMUTABLE if ".v" in fingerprinted_path else REVALIDATE)

    @lru_cache(maxsize=256)
    def asset_file(filename: str) -> StaticFile:
        path = safe_join(str(folder), filename)
        if path is None or not Path(path).is_file():
            abort(404)
        return StaticFile(Path(path).read_bytes(), _mimetype(filename))

    read = asset_file.__wrapped__ if development else asset_file

    def serve_asset(filename: str) -> Response:
        """An asset under the path that carries the version of them all."""
        return read(filename).response(REVALIDATE if development else IMMUTABLE)

    def serve_plain_asset(filename: str) -> Response:
        """An asset under its plain path."""
        return read(filename).response(REVALIDATE)

    views[suites] = serve_suite
    views[versioned] = serve_asset
    if not development:  # there the plain path is the only one
        app.server.add_url_rule(f"{prefix}assets/<path:filename>", "plain_asset", serve_plain_asset)
