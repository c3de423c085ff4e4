"""Limits on every request and security headers on every answer."""

from __future__ import annotations

from dash import Dash
from flask import Flask, Response, request

from optviz.web.errors import MAX_BODY, MAX_URL, refuse
from optviz.web.settings import LOCAL_HOSTS, Settings


def content_security_policy(app: Dash, frame_ancestors: str) -> str:
    """The policy of hosting.md: everything from here, inline scripts by hash only.

    Must be computed after every callback is registered: Dash's own inline scripts are hashed too.
    """
    hashes = " ".join(app.csp_hashes())
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "worker-src 'self' blob:; manifest-src 'self'; object-src 'none'; base-uri 'self'; "
        f"form-action 'self'; frame-ancestors {frame_ancestors}"
    )


def install(app: Dash, settings: Settings) -> None:
    """Install the limits and the headers on app.server."""
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    if settings.trusted_hosts:  # the health check of a container asks for 127.0.0.1
        server.config["TRUSTED_HOSTS"] = [*settings.trusted_hosts, *LOCAL_HOSTS]
    headers = {
        "Content-Security-Policy": content_security_policy(app, settings.frame_ancestors),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }

    @server.before_request
    def refuse_oversize() -> Response | None:
        """Answer 413 and 414 before anything is read or computed."""
        if (request.content_length or 0) > MAX_BODY:
            return refuse(413)
        if len(request.full_path) > MAX_URL:
            return refuse(414)
        return None

    @server.after_request
    def add_headers(response: Response) -> Response:
        """Put the security headers on whatever is answered."""
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
