"""The door of Dash's callbacks: a body that no page of ours can send is a 400 with one sentence.

Without it two thirds of mutated bodies end in a 500 and a page of traceback each.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from math import isfinite
from typing import Any

from dash import Dash
from dash.exceptions import UnsupportedRelativePath
from flask import request

from optviz.web.errors import refuse

MAX_DEPTH = 40  # levels of nesting; our own bodies have five
_FIELDS = {"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"}

_ADDRESS = "_pages_location"  # Dash's own; its routing callback trusts what it is given

log = logging.getLogger("optviz.web")


class CallbackError(ValueError):
    """A callback body that the renderer cannot have sent; str() says why, for the log."""


def install(app: Dash) -> None:
    """Wrap the callback route of app in `check_body`."""
    endpoint = f"{app.config.routes_pathname_prefix}_dash-update-component"
    views = app.server.view_functions
    dispatch = views[endpoint]

    def guarded() -> Any:
        """Run the callback if its body is one that the app declared."""
        try:
            check_body(_parse(request.get_data()), app.callback_map)
            return dispatch()
        except (CallbackError, UnsupportedRelativePath) as problem:
            log.warning("callback refused: %.200s", str(problem).strip().replace("\n", " "))
            return refuse(400)

    views[endpoint] = guarded


def _parse(data: bytes) -> Any:
    if request.mimetype != "application/json":
        raise CallbackError(f"the body is {request.mimetype or 'untyped'}, not JSON")
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CallbackError(f"the body is not JSON: {type(error).__name__}") from None


def check_body(body: Any, callback_map: Mapping[str, Any]) -> None:
    """Raise CallbackError unless `body` calls a declared callback with its declared arguments."""
    if not isinstance(body, dict):
        raise CallbackError("the body is not a JSON object")
    if extra := set(body) - _FIELDS:
        raise CallbackError(f"unknown field {min(extra)!r}")
    output = body.get("output")
    if not isinstance(output, str):
        raise CallbackError("output is not a name")
    declared = callback_map.get(output, {})
    if "callback" not in declared:  # unknown, or one that runs in the browser
        raise CallbackError(f"unknown output {output!r}")
    _check_arguments("inputs", body.get("inputs", []), declared["inputs"])
    _check_arguments("state", body.get("state", []), declared["state"])
    if not declared["no_output"]:
        _check_outputs(output, body.get("outputs"))
    for name in ("changedPropIds", "parsedChangedPropsIds"):
        changed = body.get(name, [])
        if not isinstance(changed, list):
            raise CallbackError(f"{name} is not a list")
        if name == "changedPropIds" and not all(isinstance(item, str) for item in changed):
            raise CallbackError(f"{name} holds something else than names")
    _check_numbers(body, 0)


def _check_arguments(field: str, given: Any, declared: list[dict[str, Any]]) -> None:
    if not isinstance(given, list) or len(given) != len(declared):
        raise CallbackError(f"{field} are not the declared ones")
    for item, expected in zip(given, declared, strict=True):
        wildcard = expected["id"].startswith("{")
        for argument in item if wildcard and isinstance(item, list) else [item]:
            _check_property(field, argument)
            same = argument["property"] == expected["property"]
            if not same or (not wildcard and argument["id"] != expected["id"]):
                raise CallbackError(f"{field} are not the declared ones")
            if wildcard and not isinstance(argument["id"], dict):
                raise CallbackError(f"{field} are not the declared ones")
            if argument["id"] == _ADDRESS and not isinstance(argument.get("value"), str):
                raise CallbackError("the address is not text")


def _check_outputs(output: str, given: Any) -> None:
    """`given` repeats `output`, "id.property" or "..id.property...id.property..", in pieces."""
    several = output.startswith("..")
    pieces = output[2:-2].split("...") if several else [output]
    if several and not isinstance(given, list):
        raise CallbackError("outputs is not a list")
    items = given if several else [given]
    if len(items) != len(pieces):
        raise CallbackError("outputs are not the declared ones")
    for item, piece in zip(items, pieces, strict=True):
        identity, _, name = piece.rpartition(".")
        wildcard = identity.startswith("{")
        for target in item if wildcard and isinstance(item, list) else [item]:
            _check_property("outputs", target)
            same = wildcard or target["id"] == identity.replace("\\.", ".")
            if not same or target["property"].split("@")[0] != name.split("@")[0]:
                raise CallbackError("outputs are not the declared ones")


def _check_property(field: str, item: Any) -> None:
    """`item` names a property of a component: {"id": name or pattern, "property": name, ...}."""
    if not isinstance(item, dict) or not isinstance(item.get("property"), str):
        raise CallbackError(f"{field} hold something else than properties")
    identity = item.get("id")
    if isinstance(identity, dict):
        plain = all(isinstance(value, str | int | float) for value in identity.values())
    else:
        plain = isinstance(identity, str)
    if not plain:
        raise CallbackError(f"{field} hold a malformed id")


def _check_numbers(value: Any, depth: int) -> None:
    """Refuse NaN, Infinity, whole numbers that no float holds, and nesting beyond MAX_DEPTH."""
    if depth > MAX_DEPTH:
        raise CallbackError("nested too deeply")
    if isinstance(value, dict):
        for item in value.values():
            _check_numbers(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check_numbers(item, depth + 1)
    elif isinstance(value, float) and not isfinite(value):
        raise CallbackError("a number is not finite")
    elif isinstance(value, int) and value.bit_length() > 1000:
        raise CallbackError("a number is too large")
