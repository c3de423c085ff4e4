"""The pure GET routes: same address, same bytes. Compute costs less than asking Dash would.

/api/run        paths, losses, gradient norms and learning-rate strips of a scene
/api/landscape  the picture of its objective over a view
/api/formula    whether a typed f(x, y) can be used, and with which constants
/api/catalogue  what can be raced, in the language of `lang`
/healthz        whether this process serves, for whoever watches it
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
from flask import Blueprint, Response, request

from optviz.expressions.errors import ExpressionError
from optviz.figures.landscape import Landscape, landscape
from optviz.parameters import InvalidValue, Parameter
from optviz.signatures import source_hash
from optviz.web.blocks import MIMETYPE, pack
from optviz.web.codec import checked, decode, number
from optviz.web.controls import catalogue_record, formula_record
from optviz.web.errors import describe, invalid
from optviz.web.locale import pick_locale
from optviz.web.scene import Formula, scene_objective
from optviz.web.simulate import MOST_RATES, run_answer
from optviz.web.warm import is_warm

ENGINE_VERSION = source_hash()
CACHE = "public, max-age=60"  # then asked for again by ETag, which a new engine changes

POINTS = Parameter("points", "Points", "", 400, 0, 5000, "integer")
STRIPS = Parameter("strips", "Strips", "", 0, 0, 1, "integer")
RATES = Parameter("rates", "Rates", "", MOST_RATES, 2, MOST_RATES, "integer")
WIDTH = Parameter("w", "Width", "", 252, 16, 512, "integer")
HEIGHT = Parameter("h", "Height", "", 170, 16, 512, "integer")
EDGE = Parameter("view", "View", "", 0.0, -1e6, 1e6)


def blueprint(prefix: str) -> Blueprint:
    """The routes under `prefix`, which has both slashes."""
    routes = Blueprint("api", __name__, url_prefix=prefix.rstrip("/") or None)
    routes.add_url_rule("/api/run", "run", _pure(_run, MIMETYPE))
    routes.add_url_rule("/api/landscape", "landscape", _pure(_landscape, MIMETYPE))
    routes.add_url_rule("/api/formula", "formula", _pure(_formula, "application/json"))
    routes.add_url_rule("/api/catalogue", "catalogue", _pure(_catalogue, "application/json"))
    routes.add_url_rule("/healthz", "healthz", healthz)
    return routes


def _pure(compute: Callable[[], bytes], mimetype: str) -> Callable[[], Response]:
    """A view for `compute`, a function of the query string: 304, 200, or 400 with a sentence."""

    def view() -> Response:
        try:
            response = Response(mimetype=mimetype)
            response.headers["Cache-Control"] = CACHE
            response.set_etag(_etag())
            if request.if_none_match.contains(response.get_etag()[0] or ""):
                response.status_code = 304
            else:
                response.set_data(compute())
            return response
        except InvalidValue as error:
            return invalid(error)

    return view


def _etag() -> str:
    parts = [ENGINE_VERSION, request.path, request.query_string.decode("latin-1")]
    if request.path.endswith(("/catalogue", "/formula")):
        parts.append(pick_locale())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]


def _argument(parameter: Parameter) -> float:
    text = request.args.get(parameter.key)
    return parameter.default if text is None else checked(parameter, text)


def _run() -> bytes:
    scene = decode(request.args)
    points, strips, rates = (int(_argument(p)) for p in (POINTS, STRIPS, RATES))
    return run_answer(scene, points, bool(strips), rates)


def _landscape() -> bytes:
    scene = decode(request.args)
    objective = scene_objective(scene)
    (x0, x1), (y0, y1) = objective.domain
    view = _view() if "view" in request.args else (x0, x1, y0, y1)
    w, h = int(_argument(WIDTH)), int(_argument(HEIGHT))
    picture = landscape(objective, view, w, h)
    header = {
        "version": 1,
        "w": w,
        "h": h,
        "view": view,
        "minimum": objective.minimum,
        "tint": {"hi": picture.hi, "delta": picture.delta},
        "contours": _contour_headers(picture),
        "stationary": [
            {"x": p.x, "y": p.y, "value": p.value - objective.minimum, "kind": p.kind}
            for p in objective.stationary_points
        ],
        "data": objective.data,
        "n_samples": objective.n_samples,
    }
    lines = [line for level in picture.levels for line in level.polylines]
    return pack(header, [picture.grid, *lines])


def _contour_headers(picture: Landscape) -> list[dict[str, Any]]:
    return [
        {
            "level": level.value,
            "index": level.is_index,
            "n": [len(line) for line in level.polylines],
        }
        for level in picture.levels
    ]


def _view() -> tuple[float, float, float, float]:
    """`view` = x0,x1,y0,y1 with x0 < x1 and y0 < y1; raises InvalidValue."""
    given = request.args["view"]
    allowed = "x0,x1,y0,y1 with x0 < x1 and y0 < y1"
    pieces = given.split(",")
    if len(pieces) != 4:
        raise InvalidValue("view", allowed, given[:80], "type")
    x0, x1, y0, y1 = (EDGE.check(number(piece, "view", allowed)) for piece in pieces)
    smallest = 1e-9 * max(map(abs, (x0, x1, y0, y1)))  # the grid must still tell its nodes apart
    if not (x1 - x0 > smallest and y1 - y0 > smallest):
        raise InvalidValue("view", allowed, given[:80], "choice")
    return x0, x1, y0, y1


def _catalogue() -> bytes:
    return orjson.dumps(catalogue_record(pick_locale()), option=orjson.OPT_SERIALIZE_NUMPY)


def _formula() -> bytes:
    """What a text box needs to know while one types: a wrong formula is an answer, not a fault."""
    fields = {name: request.args.get(name, "") for name in ("f", "d") if name in request.args}
    try:
        formula = decode({"f": "", **fields}).surface
        assert isinstance(formula, Formula)
        answer = {"objective": formula_record(formula, pick_locale()), "problem": None}
    except InvalidValue as error:
        problem: dict[str, Any] = {"sentence": describe(error), "position": None, "length": None}
        if isinstance(error, ExpressionError):
            problem |= {"position": error.position, "length": error.length}
        answer = {"objective": None, "problem": problem}
    return orjson.dumps(answer, option=orjson.OPT_SERIALIZE_NUMPY)


def healthz() -> Response:
    """200 as soon as this process serves; `warm` once nothing is left to compile."""
    state = {"status": "ok", "engine": ENGINE_VERSION, "warm": is_warm()}
    response = Response(orjson.dumps(state), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
