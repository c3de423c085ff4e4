"""A surface of one's own over the wire: links, the checking route, and texts that mean no good."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from optviz.expressions.errors import SENTENCES
from optviz.optimizers import OPTIMIZERS
from optviz.parameters import InvalidValue
from optviz.text import LOCALES, text
from optviz.web.blocks import unpack
from optviz.web.codec import decode, encode
from optviz.web.scene import Decay, Formula

FORMULA = "k*x^2 + sin(3*y)^2 + 0.1*y^2"
LINK = f"f={quote(FORMULA)}&p=k:2.5&d=-3,3,-2,2"

HOSTILE = [
    *(
        "",
        " ",
        "x",
        "1",
        "x+",
        "(",
        ")",
        "((x)",
        "x y",
        "x**",
        "x^^2",
        "x,,y",
        "f(x)",
        "sin",
        "sin()",
    ),
    *("sin(x,y)", "max(x)", "__import__('os')", "x.__class__", "lambda: x", "x if y else 1"),
    *("eval(x)", "x;y", "x\ny", "\x00", "x\x00", "x=1", "x²", "√x", "x−1", "é", "🙂", "%s", "{x}"),
    *("nan", "inf*x", "1e999*x", "1/0", "x/0", "log(-1-x^2)", "x^x^x^x", "x^1000000", "0^x"),
    *("(" * 400 + "x" + ")" * 400, "x+" * 3000 + "x", "-" * 450 + "x", "x*" * 240 + "x", "a" * 100),
    *("a+b+c+d+g+h+i+j+k+l+x", "<script>alert(1)</script>", "../../etc/passwd", "x' or '1'='1"),
]


@pytest.mark.parametrize("formula", HOSTILE)
def test_no_text_is_a_fault(client: FlaskClient, formula: str) -> None:
    address = quote(formula)
    for locale in LOCALES:
        answer = client.get(f"/api/formula?f={address}&lang={locale}")
        assert answer.status_code in (200, 414), answer.text
        if answer.status_code == 200:
            facts = answer.get_json()
            assert (facts["objective"] is None) != (facts["problem"] is None)
            assert facts["objective"] or facts["problem"]["sentence"].endswith(".")
    for route in (f"/api/run?f={address}&n=20", f"/api/landscape?f={address}", f"/?f={address}"):
        assert client.get(route).status_code in (200, 400, 414), route


def test_an_error_points_at_its_character_in_both_languages(client: FlaskClient) -> None:
    said = {}
    for locale in LOCALES:
        problem = client.get(f"/api/formula?f={quote('x + sin(y) $ 2')}&lang={locale}").get_json()
        problem = problem["problem"]
        assert (problem["position"], problem["length"]) == (11, 1)
        said[locale] = problem["sentence"]
    assert said["en"] == "Unexpected character '$' at character 12."
    assert said["pt-BR"] != said["en"]


def test_every_reason_has_its_sentence_in_both_languages() -> None:
    for locale in LOCALES:
        assert {f"error.expression.{reason}" for reason in SENTENCES} <= set(text(locale))


def test_a_formula_survives_the_round_trip() -> None:
    scene = decode(LINK + "&l=adam:0.2,bfgs&sched=step:gamma=0.5&x=1&y=-1")
    assert scene.surface == Formula(FORMULA, ((-3.0, 3.0), (-2.0, 2.0)))
    assert scene.parameters == {"k": 2.5}
    assert scene.schedule == Decay("step", (("gamma", 0.5),))
    assert decode(encode(scene)) == scene
    assert encode(decode(encode(scene))) == encode(scene)


@pytest.mark.parametrize(
    "damaged", ["d=1,0,0,1", "d=1,2,3", "d=a,b,c,d", "p=q:1", "p=k:1e99", "sched=slow", "x=1e9"]
)
def test_a_damaged_link_of_a_formula_is_refused_or_repaired(damaged: str) -> None:
    link = f"f={quote(FORMULA)}&{damaged}"
    with pytest.raises(InvalidValue):
        decode(link)
    scene, problems = decode(link, strict=False)
    assert problems and isinstance(scene.surface, Formula)


def test_a_formula_that_cannot_be_read_opens_the_first_race() -> None:
    scene, problems = decode("f=x%2B&p=k:1&d=0,1,0,1&n=20", strict=False)
    assert scene.surface == "four_lakes" and scene.n_steps == 20
    assert len(problems) == 1


def test_the_route_tells_constants_rates_and_start(client: FlaskClient) -> None:
    objective = client.get(f"/api/formula?f={quote(FORMULA)}").get_json()["objective"]
    assert [parameter["key"] for parameter in objective["parameters"]] == ["k"]
    assert objective["scene"]["formula"] == FORMULA
    assert {"sgd", "adam"} <= set(objective["learning_rates"])


def test_every_optimizer_runs_on_it(client: FlaskClient) -> None:
    keys = list(OPTIMIZERS)
    for few in (keys[i : i + 15] for i in range(0, len(keys), 15)):
        answer = client.get(f"/api/run?{LINK}&n=40&strips=1&l={','.join(few)}")
        assert answer.status_code == 200, answer.text
        assert [lane["key"] for lane in unpack(answer.data)[0]["lanes"]] == few


def test_where_it_is_undefined_the_map_is_infinite_and_the_rest_is_drawn(
    client: FlaskClient,
) -> None:
    answer = client.get(f"/api/landscape?f={quote('log(x) + x^2 + y^2')}&w=32&h=32")
    header, floats = unpack(answer.data)
    grid = floats[: 32 * 32].reshape(32, 32)
    assert (grid[:, :15] == float("inf")).all() and (grid[:, 17:] < 1e3).all()
    assert header["contours"]


def test_a_schedule_changes_the_path(client: FlaskClient) -> None:
    constant = unpack(client.get("/api/run?l=sgd:0.08").data)[1]
    same = unpack(client.get("/api/run?l=sgd:0.08&sched=constant").data)[1]
    slower = unpack(client.get("/api/run?l=sgd:0.08&sched=exponential:k=0.1").data)[1]
    assert (constant == same).all() and (constant != slower).any()
