"""Scenario 1: whatever the callback route is sent, a 4xx and one line in the log, never a trace."""

import copy
import json
import logging
import random
from typing import Any

import pytest
from dash import ALL, Dash, Input, Output, State, dcc, html
from flask.testing import FlaskClient

from optviz.text import text
from optviz.web import guard
from optviz.web.guard import CallbackError, check_body
from optviz.web.index import OptvizDash

ROUTE = "/_dash-update-component"


def page_body(path: str = "/") -> dict[str, Any]:
    """What the renderer sends when the page is opened: Dash's own routing callback."""
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": "?n=20"},
        ],
        "changedPropIds": ["_pages_location.pathname", "_pages_location.search"],
        "parsedChangedPropsIds": ["_pages_location.pathname", "_pages_location.search"],
        "state": [],
    }


def mutated(value: Any, chance: random.Random) -> Any:
    """The value with one thing in it, at any depth, taken away, added or exchanged."""
    odd = [
        None,
        True,
        -1,
        1.5,
        10**400,
        "",
        "x" * 300,
        [],
        {},
        [[]],
        {"id": "a"},
        "..a.b..",
        "__class__",
    ]
    if isinstance(value, dict) and value and chance.random() < 0.85:
        result = dict(value)
        key = chance.choice(list(result))
        match chance.randrange(4):
            case 0:
                del result[key]
            case 1:
                result[chance.choice(["output", "id", "property", "value", "what"])] = (
                    chance.choice(odd)
                )
            case _:
                result[key] = mutated(result[key], chance)
        return result
    if isinstance(value, list) and value and chance.random() < 0.85:
        items = list(value)
        at = chance.randrange(len(items))
        match chance.randrange(4):
            case 0:
                del items[at]
            case 1:
                items.append(chance.choice(odd))
            case _:
                items[at] = mutated(items[at], chance)
        return items
    return chance.choice(odd)


def test_the_good_call_is_answered(client: FlaskClient) -> None:
    answer = client.post(ROUTE, json=page_body())
    assert answer.status_code == 200
    assert "_pages_content" in answer.get_json()["response"]


def test_five_hundred_mutated_bodies(
    app: OptvizDash, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(20261123)
    server_errors, refused = [], 0
    with caplog.at_level(logging.WARNING):
        for _ in range(500):
            body = page_body()
            while body == page_body():
                body = mutated(body, chance)
            caplog.clear()
            answer = client.post(ROUTE, json=body)
            if answer.status_code >= 500:
                server_errors.append(body)
            if answer.status_code >= 400:
                refused += 1
                assert answer.is_json and set(answer.get_json()) == {"error"}
                assert [record.exc_info for record in caplog.records] == [None], (
                    "one line, no trace"
                )
                assert len(caplog.records[0].getMessage()) < 300
    assert not server_errors, server_errors[:3]
    assert refused > 300
    assert client.post(ROUTE, json=page_body()).status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"output":' * 20_000,
        json.dumps({**page_body(), "state": [[[[[[[[]]]]]]]] * 2}).encode(),
        b'{"output": ".._pages_content.children..._pages_store.data..", "inputs": NaN}',
        json.dumps(page_body()).replace('"?n=20"', "NaN").encode(),
        json.dumps(page_body()).replace('"?n=20"', "-Infinity").encode(),
        json.dumps(page_body()).replace('"?n=20"', "1e999").encode(),
        json.dumps(page_body()).replace('"?n=20"', "1" + "0" * 400).encode(),
        json.dumps(page_body()).replace('"?n=20"', "1" * 6000).encode(),
        json.dumps(page_body()).replace('"?n=20"', "[" * 60 + "]" * 60).encode(),
    ],
    ids=lambda data: repr(data[:20]) + str(len(data)),
)
def test_broken_json_and_numbers_that_are_none(client: FlaskClient, data: bytes) -> None:
    answer = client.post(ROUTE, data=data, content_type="application/json")
    assert answer.status_code == 400
    assert answer.get_json() == {"error": text("en")["error.request"]}


def test_other_content_types_and_methods(client: FlaskClient) -> None:
    body = json.dumps(page_body())
    assert client.post(ROUTE, data=body, content_type="text/plain").status_code == 400
    assert client.post(ROUTE, data={"a": "b"}).status_code == 400
    assert client.put(ROUTE, data=body).status_code == 405
    assert client.get(ROUTE).status_code == 404


@pytest.fixture(scope="module")
def patterned() -> Dash:
    """An app with every kind of callback: pattern ids, duplicates, no output, browser only."""
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([dcc.Store("a"), html.Div(id="b"), html.Div(id="c")])

    @app.callback(
        Output("b", "children"), Input({"kind": "rate", "index": ALL}, "value"), State("a", "data")
    )
    def several(rates: list[float], _data: Any) -> str:
        return str(rates)

    @app.callback(
        Output("b", "children", allow_duplicate=True), Input("a", "data"), prevent_initial_call=True
    )
    def again(data: Any) -> str:
        return str(data)

    @app.callback(Input("c", "n_clicks"))
    def nothing(_clicks: int) -> None:
        return None

    app.clientside_callback("function(x) { return x }", Output("c", "title"), Input("a", "data"))
    app.server.test_client().get("/")
    return app


def rate(index: int, value: float) -> dict[str, Any]:
    return {"id": {"kind": "rate", "index": index}, "property": "value", "value": value}


def test_every_kind_of_callback_passes_the_guard(patterned: Dash) -> None:
    stored = {"id": "a", "property": "data", "value": None}
    single = {"id": "b", "property": "children"}
    several = {
        "output": "b.children",
        "outputs": single,
        "inputs": [[rate(0, 0.1), rate(1, 0.2)]],
        "state": [stored],
        "changedPropIds": ['{"index":0,"kind":"rate"}.value'],
    }
    check_body(several, patterned.callback_map)
    names = {name.split("@")[0]: name for name in patterned.callback_map if "@" in name}
    duplicate = names["b.children"]
    identity, _, name = duplicate.rpartition(".")
    check_body(
        {"output": duplicate, "outputs": {"id": identity, "property": name}, "inputs": [stored]},
        patterned.callback_map,
    )
    silent = next(k for k, v in patterned.callback_map.items() if v["no_output"])
    check_body(
        {
            "output": silent,
            "outputs": [],
            "inputs": [{"id": "c", "property": "n_clicks", "value": 1}],
        },
        patterned.callback_map,
    )
    wrong = copy.deepcopy(several)
    wrong["inputs"][0][1]["id"] = {"kind": [1]}
    for body in (wrong, {"output": "c.title", "inputs": [stored]}, {**several, "inputs": [stored]}):
        with pytest.raises(CallbackError):
            check_body(body, patterned.callback_map)


def test_the_guard_stands_before_the_route(patterned: Dash) -> None:
    guard.install(patterned)
    client = patterned.server.test_client()
    assert client.post(ROUTE, json={"output": "nothing"}).status_code == 400
