"""Around the API: pages, static files, headers, mounts, odd requests that need no real socket."""

import base64
import hashlib
import json
import re
import time

import pytest
from flask.testing import FlaskClient

from optviz.text import text
from optviz.web import ASSETS, create_app
from optviz.web.index import OptvizDash, module_tags, static_imports
from optviz.web.settings import Settings

SCRIPT = re.compile(r'<script src="([^"]+)"')


def addresses(page: str) -> list[str]:
    """Everything of ours the page asks for at once."""
    found = re.findall(r'(?:src|href)="(/[^"]*)"', page)
    return [address for address in found if "react-entry" not in address]


def test_two_applications_do_not_know_of_each_other() -> None:
    one, two = create_app(Settings()), create_app(Settings(prefix="/optviz/"))
    assert one.callback_map.keys() == two.callback_map.keys()
    assert one.server.test_client().get("/").status_code == 200
    assert two.server.test_client().get("/optviz/").status_code == 200


def test_the_page_is_in_the_language_and_theme_of_its_address(client: FlaskClient) -> None:
    assert '<html lang="en">' in client.get("/").text
    assert '<html lang="pt-BR" data-theme="dark">' in client.get("/?lang=pt-BR&theme=dark").text
    assert '<html lang="pt-BR">' in client.get("/", headers={"Accept-Language": "pt"}).text
    assert '<html lang="en">' in client.get('/?lang="><script>&theme="><script>').text


def test_everything_the_page_asks_for_is_there(client: FlaskClient) -> None:
    page = client.get("/").text
    asked = addresses(page)
    assert any("dash_renderer" in address for address in asked)
    assert any(address.endswith("main.mjs") for address in asked)
    for address in asked:
        assert client.get(address).status_code == 200, address
    assert "//" not in "".join(address[1:] for address in asked), "nothing from another host"
    assert not any("polyfill" in address or "dash_table" in address for address in asked)


def test_component_suites_are_compressed_and_kept_for_ever(client: FlaskClient) -> None:
    address = next(a for a in SCRIPT.findall(client.get("/").text) if "dash_renderer" in a)
    plain = client.get(address)
    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Content-Encoding" not in plain.headers and plain.headers["Vary"] == "Accept-Encoding"
    for encoding in ("br", "gzip"):
        answer = client.get(address, headers={"Accept-Encoding": encoding})
        assert answer.headers["Content-Encoding"] == encoding
        assert len(answer.data) < len(plain.data) / 3
        known = {"Accept-Encoding": encoding, "If-None-Match": answer.headers["ETag"]}
        assert client.get(address, headers=known).status_code == 304


@pytest.mark.parametrize(
    "junk",
    [
        "x/y.js",
        "dash/nothing.js",
        "dash/../../app.py",
        "dash/%2e%2e/dash.py",
        "os/path.js",
        "dash/",
    ],
)
def test_junk_under_component_suites_is_not_found(client: FlaskClient, junk: str) -> None:
    assert client.get(f"/_dash-component-suites/{junk}").status_code == 404


def test_assets_are_versioned_by_path_and_revalidated_without(
    app: OptvizDash, client: FlaskClient
) -> None:
    versioned = client.get(app.get_asset_url("tokens.css"))
    plain = client.get("/assets/tokens.css")
    assert versioned.data == plain.data == (ASSETS / "tokens.css").read_bytes()
    assert versioned.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Cache-Control"] == "no-cache"
    again = client.get("/assets/tokens.css", headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status_code == 304
    for path in (
        "/assets/nothing.css",
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "/assets/fonts",
    ):
        assert client.get(path).status_code == 404, path


def test_modules_are_javascript_wherever_python_runs(client: FlaskClient) -> None:
    names = static_imports(ASSETS)
    assert names[0] == "main.mjs"
    for name in names:
        assert client.get(f"/assets/{name}").mimetype == "text/javascript"


def test_one_module_is_run_and_what_it_imports_is_fetched_along() -> None:
    tags = module_tags(("/a/main.mjs", "/a/js/clock.mjs")).splitlines()
    assert tags == [
        '<script type="module" src="/a/main.mjs"></script>',
        '<link rel="modulepreload" href="/a/js/clock.mjs">',
    ]


def test_in_development_assets_are_read_again() -> None:
    client = create_app(Settings(development=True)).server.test_client()
    answer = client.get("/assets/tokens.css")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-cache"


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/api/run?n=5", "/api/run?n=0", "/nowhere", "/assets/tokens.css", "/healthz"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
        assert "unsafe-eval" not in policy and "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_every_inline_script_is_in_the_policy(client: FlaskClient) -> None:
    answer = client.get("/")
    inline = re.findall(r"<script(?![^>]*src=)([^>]*)>(.*?)</script>", answer.text, re.DOTALL)
    run = [body for attributes, body in inline if "application/json" not in attributes]
    assert run
    for body in run:
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]


def test_a_course_may_embed_the_page() -> None:
    settings = Settings.from_environment(
        {"OPTVIZ_FRAME_ANCESTORS": "'self' https://moodle.example"}
    )
    policy = create_app(settings).server.test_client().get("/").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://moodle.example")


@pytest.mark.parametrize(
    "environment",
    [
        {"OPTVIZ_PREFIX": "a b"},
        {"OPTVIZ_FRAME_ANCESTORS": "*; script-src *"},
    ],
)
def test_settings_that_would_break_something_are_refused(environment: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="OPTVIZ_"):
        Settings.from_environment(environment)


def test_settings_cannot_smuggle_a_header_or_a_host() -> None:
    smuggled = Settings.from_environment(
        {"OPTVIZ_PREFIX": "//evil.example", "OPTVIZ_FRAME_ANCESTORS": "'self'\r\nx.example"}
    )
    assert smuggled.prefix == "/evil.example/"
    assert smuggled.frame_ancestors == "'self' x.example"
    with pytest.raises(ValueError, match="FRAME_ANCESTORS"):
        Settings(frame_ancestors="'self'\r\nx.example")


def test_behind_a_path_prefix() -> None:
    settings = Settings.from_environment({"OPTVIZ_PREFIX": "/courses/optviz"})
    client = create_app(settings).server.test_client()
    page = client.get("/courses/optviz/")
    assert page.status_code == 200
    asked = addresses(page.text)
    assert asked
    for address in asked:
        assert address.startswith("/courses/optviz/"), address
        assert client.get(address).status_code == 200, address
    assert client.get("/courses/optviz/api/run?n=5").status_code == 200
    assert (
        client.get("/courses/optviz/healthz").status_code
        == client.get("/healthz").status_code
        == 200
    )
    assert client.get("/courses/optviz/nowhere").status_code == 404
    assert client.get("/api/run").status_code == client.get("/").status_code == 404


def test_only_trusted_hosts_are_answered() -> None:
    settings = Settings.from_environment(
        {"OPTVIZ_TRUSTED_HOSTS": "optviz.example, .school.example"}
    )
    client = create_app(settings).server.test_client()
    for host in ("optviz.example", "a.school.example", "127.0.0.1:8050", "localhost"):
        assert client.get("/healthz", headers={"Host": host}).status_code == 200, host
    for host in ("evil.example", "optviz.example.evil", "a b"):
        assert client.get("/healthz", headers={"Host": host}).status_code == 400, host
    assert "evil" not in client.get("/", headers={"Host": "evil.example"}).text


@pytest.mark.parametrize(
    "path", ["/nowhere", "/admin.php", "/race/deeper", "/static/x.js", "/..%2f..%2fetc/passwd"]
)
def test_unknown_paths_are_not_found_in_words(client: FlaskClient, path: str) -> None:
    machine = client.get(path)
    assert machine.status_code == 404 and machine.get_json() == {
        "error": text("en")["error.not_found"]
    }
    person = client.get(path, headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "pt-BR"})
    assert person.status_code == 404 and person.mimetype == "text/html"
    assert '<html lang="pt-BR">' in person.text and text("pt-BR")["error.not_found"] in person.text


def test_long_addresses_and_large_bodies(client: FlaskClient) -> None:
    """Scenario 2, without the socket."""
    assert client.get("/?x=" + "1" * 9000).status_code == 414
    assert client.get("/" + "a" * 9000).status_code == 414
    began = time.perf_counter()
    answer = client.post("/_dash-update-component", data=b" " * (2 << 20))
    print(f"413 after {1000 * (time.perf_counter() - began):.1f} ms")
    assert answer.status_code == 413
    assert answer.get_json() == {"error": text("en")["error.too_large"].format(limit=1024)}


@pytest.mark.parametrize(
    "query",
    [
        "n=nan&x=Infinity",
        "l=sgd:1e999",
        "l=[]&p={}",
        "n=1e9",
        "s=%00",
        "x=%ff",
        "lang=%ff&theme=x",
        "p=:::,,,",
        "n=1&n=2",
    ],
)
def test_the_page_opens_whatever_its_address_says(client: FlaskClient, query: str) -> None:
    """Scenario 3: the page with the nearest scene; the notice is the page's own test."""
    assert client.get(f"/?{query}").status_code == 200
    body = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": "/"},
            {"id": "_pages_location", "property": "search", "value": f"?{query}"},
        ],
        "changedPropIds": ["_pages_location.search"],
        "state": [],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    json.loads(answer.text, parse_constant=pytest.fail)


def test_an_error_of_ours_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings())

    def broken() -> None:
        raise RuntimeError("secret detail")

    app.server.add_url_rule("/broken", "broken", broken)
    answer = app.server.test_client().get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert any(record.exc_info for record in caplog.records), "the trace is in the log"
