"""The Race page: landmarks, headings and mount points. assets/main.mjs draws what moves."""

import json
from collections.abc import Mapping
from typing import Any

from dash import Dash, html
from flask import has_request_context, request

from optviz.expressions.language import MAX_CHARACTERS
from optviz.parameters import InvalidValue
from optviz.text import LOCALES, locale_of, text
from optviz.web import ids
from optviz.web.codec import decode, encode
from optviz.web.controls import catalogue_record, formula_record, scene_record
from optviz.web.errors import describe
from optviz.web.pages.experiments import experiments_for
from optviz.web.scene import Formula

PATH = "/"
NAME = "race"


def layout(**query: str) -> html.Div:
    """The page of a query string; a bad value is replaced by the nearest good one, and named."""
    accepted = request.headers.get("Accept-Language") if has_request_context() else None
    locale = locale_of(query.get("lang"), accepted)
    words = text(locale)
    scene, problems = decode(query, strict=False)
    formula = scene.surface if isinstance(scene.surface, Formula) else None
    page = {
        "locale": locale,
        "texts": dict(words),
        "catalogue": catalogue_record(locale),
        "scene": scene_record(scene),
        "formula": formula_record(formula, locale) if formula else None,
        "draft": query.get("f", "")[:MAX_CHARACTERS],
        "problems": [_sentence(problem, words) for problem in problems],
        "experiments": experiments_for(words),
    }
    links = {tag: f"?{encode(scene)}&lang={tag}" for tag in LOCALES}
    return html.Div(
        id=ids.RACE,
        className="app",
        lang=locale,
        children=[
            html.A(words["app.skip"], href=f"#{ids.MAP}", className="skip"),
            _header(words, locale, links),
            html.Div(id=ids.NOTICE, className="notice", role="status"),
            _main(words),
            html.Nav(id=ids.PANELS, className="panels", **_label(words["nav.panels"])),
        ],
        **{"data-page": json.dumps(page, ensure_ascii=False, allow_nan=False)},
    )


def register(app: Dash) -> None:
    """No callbacks: what changes once a second or less is routing, and Dash's pages do that."""


def _header(words: Mapping[str, str], locale: str, links: dict[str, str]) -> html.Header:
    languages = [
        html.A(
            tag.split("-")[0].upper(),
            href=href,
            hrefLang=tag,
            className="on" if tag == locale else "",
            **({"aria-current": "true"} if tag == locale else {}),
        )
        for tag, href in links.items()
    ]
    return html.Header(
        className="top",
        children=[
            html.Div([html.Span(className="mark"), "optviz"], className="brand"),
            html.Nav(
                html.A(words["nav.race"], href="./", className="on", **{"aria-current": "page"}),
                className="tabs",
                **_label(words["app.sections"]),
            ),
            html.Div(
                className="acts",
                children=[
                    html.Div(
                        languages,
                        id=ids.LANGUAGE,
                        className="seg",
                        role="group",
                        **_label(words["act.language"]),
                    ),
                    _icon_button(ids.THEME, words["act.theme"], html.Span(className="glyph half")),
                    _icon_button(ids.HELP, words["act.shortcuts"], "?"),
                ],
            ),
        ],
    )


def _main(words: Mapping[str, str]) -> html.Main:
    rail = html.Aside(
        className="panel rail",
        children=[
            html.Section(id=ids.SURFACE, className="sec surface"),
            html.Section(id=ids.LANES, className="sec lanes"),
            html.Section(id=ids.NOISE, className="sec setup"),
            html.Section(id=ids.TRY, className="sec try"),
        ],
        **_label(words["page.setup"]),
    )
    stage = html.Section(
        className="panel stage",
        children=[
            html.Div(id=ids.NARRATION, className="say"),
            html.Div(id=ids.MAP, className="map", tabIndex=-1),
        ],
        **_label(words["map.title"]),
    )
    dock = html.Section(
        className="panel dock",
        children=[
            html.Div(id=ids.TRANSPORT, className="transport"),
            html.Div(
                [
                    html.Div(id=ids.CHART_LOSS, className="chart"),
                    html.Div(id=ids.CHART_GRADIENT, className="chart"),
                ],
                className="charts",
            ),
        ],
        **_label(words["page.timeline"]),
    )
    return html.Main(
        className="race",
        children=[
            html.H1(words["page.title"], className="unseen"),
            rail,
            stage,
            html.Section(
                id=ids.STANDINGS, className="panel standings", **_label(words["stand.title"])
            ),
            html.Section(id=ids.SECOND, className="panel second"),
            dock,
            html.Div(id=ids.POCKET, className="pocket"),
        ],
    )


def _icon_button(key: str, label: str, glyph: Any) -> html.Button:
    return html.Button(
        glyph, id=key, className="btn icon", type="button", title=label, **_label(label)
    )


def _label(words: str) -> dict[str, str]:
    return {"aria-label": words}


def _sentence(problem: InvalidValue, words: Mapping[str, str]) -> str:
    return words["error.link"].format(sentence=describe(problem, words))
