"""The web application: pages by Dash, everything frequent by plain GET routes."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import dash

from optviz.web import api, compression, errors, guard, notfound, security, static
from optviz.web.index import OptvizDash, static_imports
from optviz.web.settings import Settings

ASSETS = Path(__file__).parents[2] / "assets"
PAGES = ("race",)


def create_app(settings: Settings | None = None) -> OptvizDash:
    """A new application, complete and independent of any other.

    settings  how it is mounted; from the environment when not given
    """
    settings = settings or Settings.from_environment()
    version = "assets" if settings.development else f"assets/{static.assets_version(ASSETS)}"
    app = OptvizDash(
        __name__,
        use_pages=True,
        pages_folder="",
        assets_folder=str(ASSETS),
        assets_url_path=version,
        assets_ignore=r"\.mjs$",
        url_base_pathname=settings.prefix,
        title="optviz",
        include_pages_meta=False,  # they would repeat the Host header in the page
        update_title="",
        add_log_handler=False,
    )
    app.modules = tuple(app.get_asset_url(name) for name in static_imports(ASSETS))
    pages = [importlib.import_module(f"optviz.web.pages.{name}") for name in PAGES]
    for page in pages:
        _add_page(app, page)
    app.layout = dash.page_container
    _settle(app)
    errors.install(app)
    guard.install(app)
    notfound.install(app, {page.PATH for page in pages})
    static.install(app, ASSETS, settings.development)
    compression.install(app.server)
    security.install(app, settings)
    app.server.register_blueprint(api.blueprint(settings.prefix))
    if settings.prefix != "/":  # whoever watches the process need not know where it is mounted
        app.server.add_url_rule("/healthz", "healthz", api.healthz)
    return app


def _add_page(app: OptvizDash, page: ModuleType) -> None:
    dash.register_page(
        page.__name__, path=page.PATH, name=page.NAME, title="optviz", layout=page.layout
    )
    page.register(app)


def _settle(app: OptvizDash) -> None:
    """Let Dash do now what it does at its first request: find assets, register its own callbacks.

    After this nothing of the application changes any more: threads may share it, a fork may copy
    it, and the inline scripts that the content security policy hashes are all there.
    """
    with app.server.test_request_context(app.config.requests_pathname_prefix):
        app.server.preprocess_request()
