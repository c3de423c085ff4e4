"""The GET routes: their layout to the byte, their caching, and what they refuse."""

import json
import struct

import numpy as np
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import optviz
from optviz.optimizers import OPTIMIZERS
from optviz.problems import PROBLEMS
from optviz.surfaces import SURFACES
from optviz.web.blocks import pack, unpack
from optviz.web.scene import DEFAULT_LANES
from optviz.web.simulate import RATES

OBJECTIVES = [*SURFACES, *PROBLEMS]


def parts(answer: TestResponse) -> tuple[dict, np.ndarray]:
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/octet-stream"
    return unpack(answer.data)


def lane_blocks(
    header: dict, floats: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Points (n, 2), suboptimality (n,), gradient norms (n,) of each lane."""
    blocks, at = [], 0
    for lane in header["lanes"]:
        n = lane["n"]
        piece = floats[at : at + 4 * n]
        blocks.append((piece[: 2 * n].reshape(n, 2), piece[2 * n : 3 * n], piece[3 * n :]))
        at += 4 * n
    return blocks


def test_the_layout_of_a_binary_answer() -> None:
    data = pack({"a": float("nan")}, [np.array([[1.0, 2.0]]), np.array([1e300])])
    (length,) = struct.unpack_from("<I", data)
    assert (4 + length) % 4 == 0
    assert json.loads(data[4 : 4 + length]) == {"a": None}
    assert struct.unpack_from("<3f", data, 4 + length) == (1.0, 2.0, float("inf"))
    assert len(data) == 4 + length + 12


def test_a_run_is_the_run_of_the_engine(client: FlaskClient) -> None:
    header, floats = parts(client.get("/api/run?points=0"))
    assert header["n_steps"] == 150 and header["stride"] == 1 and header["goal"] == 0.01
    assert header["initial_value"] == pytest.approx(2.563, abs=1e-3)
    assert [lane["finished_at"] for lane in header["lanes"][:2]] == [35, 65]
    assert header["rates"] is None
    points, suboptimality, norms = lane_blocks(header, floats)[0]
    same = optviz.run("four_lakes", "sgd", start=(0.2, -1.6), n_iterations=150, learning_rate=0.08)
    np.testing.assert_array_equal(points, same.iterates.astype(np.float32))
    np.testing.assert_array_equal(norms, same.gradient_norms.astype(np.float32))
    np.testing.assert_allclose(suboptimality, same.values - header["minimum"], atol=1e-7)
    assert floats.size == sum(4 * lane["n"] for lane in header["lanes"])


def test_a_thinned_path_keeps_its_ends(client: FlaskClient) -> None:
    whole, all_floats = parts(client.get("/api/run?n=1000&points=0&l=sgd:0.01"))
    thin, few_floats = parts(client.get("/api/run?n=1000&points=150&l=sgd:0.01"))
    assert whole["lanes"][0]["n"] == 1001 and thin["stride"] == 7
    steps = [*range(0, 1001, 7), 1000]
    assert thin["lanes"][0]["n"] == len(steps) and thin["lanes"][0]["last"] == 1000
    points, values, norms = lane_blocks(whole, all_floats)[0]
    few_points, few_values, few_norms = lane_blocks(thin, few_floats)[0]
    np.testing.assert_array_equal(few_points, points[steps])
    np.testing.assert_array_equal(few_values, values[steps])
    np.testing.assert_array_equal(few_norms, norms[steps])
    assert whole["lanes"][0]["finished_at"] == thin["lanes"][0]["finished_at"]


def test_strips_are_final_values_at_sixty_rates(client: FlaskClient) -> None:
    header, floats = parts(client.get("/api/run?s=quadratic&n=50&strips=1&l=sgd:0.01,adam:0.1"))
    assert header["rates"] == {"n": 60, "low": pytest.approx(1e-4), "high": pytest.approx(10.0)}
    strips = floats[-120:].reshape(2, 60)
    at = 30
    single = optviz.run(
        "quadratic", "sgd", start=(-4.0, 3.0), n_iterations=50, learning_rate=RATES[at]
    )
    assert strips[0, at] == pytest.approx(single.values[-1], rel=1e-6)
    assert np.isnan(strips[0, -1]), "SGD diverges at rate 10"
    assert np.isfinite(strips[1]).all(), "Adam does not"


def test_a_diverging_lane_ends_there_and_says_so(client: FlaskClient) -> None:
    """Scenario 5: no NaN in the JSON, and a last step to point at."""
    answer = client.get("/api/run?s=quadratic&l=sgd:5,adam:0.1&points=0")
    header, floats = parts(answer)
    diverged, fine = header["lanes"]
    assert diverged["termination"] == "diverged" and 0 < diverged["last"] < 150
    assert fine["termination"] == "budget_spent" and fine["last"] == 150
    assert b"NaN" not in answer.data and b"Infinity" not in answer.data
    points, _, _ = lane_blocks(header, floats)[0]
    assert np.abs(points[-2]).max() <= 10_000.0 < np.abs(points[-1]).max()


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_every_objective_runs(client: FlaskClient, objective: str) -> None:
    header, _ = parts(client.get(f"/api/run?s={objective}&n=30&strips=1&noise=0.1&seed=3"))
    assert [lane["key"] for lane in header["lanes"]] == list(DEFAULT_LANES)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_every_objective_is_drawn(client: FlaskClient, objective: str) -> None:
    header, floats = parts(client.get(f"/api/landscape?s={objective}&w=48&h=32"))
    assert np.isfinite(floats).all()
    assert np.isfinite([header["minimum"], header["tint"]["hi"], header["tint"]["delta"]]).all()
    assert header["contours"]


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_optimizer_runs(client: FlaskClient, key: str) -> None:
    header, floats = parts(client.get(f"/api/run?l={key}&n=30&strips=1"))
    assert [lane["key"] for lane in header["lanes"]] == [key]
    assert floats.size == 4 * header["lanes"][0]["n"] + 60


def test_batches_change_the_path_and_the_seed_fixes_it(client: FlaskClient) -> None:
    runs = [
        client.get(f"/api/run?s=regression&l=sgd:0.05&{tail}").data
        for tail in ("b=0", "b=40", "b=4", "b=4&seed=1", "b=4&seed=1&v=1")
    ]
    assert runs[0] == runs[1], "a batch of all the data is the full batch"
    assert len({runs[0], runs[2], runs[3]}) == 3
    assert runs[3] == runs[4]


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_landscape_is_its_grid_and_its_contours(client: FlaskClient, objective: str) -> None:
    header, floats = parts(client.get(f"/api/landscape?s={objective}&w=64&h=40"))
    assert (header["w"], header["h"]) == (64, 40)
    grid = floats[: 64 * 40].reshape(40, 64)
    assert grid.min() >= 0.0
    vertices = sum(n for level in header["contours"] for n in level["n"])
    assert floats.size == 64 * 40 + 2 * vertices and vertices > 0
    assert header["tint"]["hi"] > header["tint"]["delta"] > 0.0
    x0, x1, y0, y1 = header["view"]
    bound = optviz.objective(objective)
    corner = bound.values(np.array([(x0, y0), (x1, y0), (x0, y1)])) - bound.minimum
    np.testing.assert_allclose([grid[0, 0], grid[0, -1], grid[-1, 0]], corner, rtol=1e-5, atol=1e-6)
    if header["data"] is None:
        assert objective != "regression"
    else:
        assert header["n_samples"] == len(header["data"]["x"]) == len(header["data"]["y"])
        assert len(header["data"]["best"]) == 2


def test_a_landscape_of_another_view_and_parameters(client: FlaskClient) -> None:
    header, floats = parts(
        client.get("/api/landscape?s=quadratic&p=kappa:100,theta:0&view=-1,1,-1,1&w=16&h=16")
    )
    assert header["view"] == [-1, 1, -1, 1]
    grid = floats[:256].reshape(16, 16)
    assert grid[0, 0] == pytest.approx(0.5 + 50.0)
    assert header["stationary"] == [{"x": 0.0, "y": 0.0, "value": 0.0, "kind": "min"}]


def test_the_catalogue_speaks_the_language_asked_for(client: FlaskClient) -> None:
    english = client.get("/api/catalogue").get_json()
    portuguese = client.get("/api/catalogue?lang=pt-BR").get_json()
    by_header = client.get(
        "/api/catalogue", headers={"Accept-Language": "pt-BR,en;q=0.5"}
    ).get_json()
    assert [o["key"] for o in english["optimizers"]] == list(OPTIMIZERS)
    assert english != portuguese == by_header


def test_the_same_address_has_the_same_bytes_and_is_cached(client: FlaskClient) -> None:
    first = client.get("/api/run?n=20")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = client.get("/api/run?n=20", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.data
    assert client.get("/api/run?n=20").data == first.data
    assert client.get("/api/run?n=21").headers["ETag"] != first.headers["ETag"]


def test_trajectories_are_never_compressed(client: FlaskClient) -> None:
    answer = client.get("/api/run", headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in answer.headers


def test_health_is_never_cached(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.get_json()["status"] == "ok"
    assert answer.headers["Cache-Control"] == "no-store"


REFUSED = {  # scenarios 3 and 4
    "/api/run?n=1000000000": ("n_steps", "[1, 5000]", "1e+09"),
    "/api/run?n=": ("n_steps", "a number in [1, 5000]", "nothing"),
    "/api/run?n=5000&l=" + ",".join(["sgd"] * 9): ("lane_steps", "at most 40000", "45000"),
    "/api/run?l=sgd:0": ("learning_rate", "(0, 1e+06]", "0"),
    "/api/run?l=sgd:1e999": ("learning_rate", "(0, 1e+06]", "inf"),
    "/api/run?x=99": ("start_x", "[-12.31, 12.71]", "99"),
    "/api/run?points=1e6": ("points", "[0, 5000]", "1e+06"),
    "/api/run?strips=yes": ("strips", "a number in [0, 1]", "'yes'"),
    "/api/landscape?w=1000000&h=1000000": ("w", "[16, 512]", "1e+06"),
    "/api/landscape?view=1,2,3": ("view", "x0,x1,y0,y1 with x0 < x1 and y0 < y1", "'1,2,3'"),
    "/api/landscape?view=1,1,0,1": ("view", "x0,x1,y0,y1 with x0 < x1 and y0 < y1", "'1,1,0,1'"),
    "/api/landscape?view=nan,1,0,1": ("view", "x0,x1,y0,y1 with x0 < x1 and y0 < y1", "'nan'"),
    "/api/landscape?view=0,1e300,0,1": ("view", "[-1e+06, 1e+06]", "1e+300"),
    "/api/landscape?view=1000,1000.0000001,0,1": (
        "view",
        "x0,x1,y0,y1 with x0 < x1 and y0 < y1",
        "'1000,1000.0000001,0,1'",
    ),
}


@pytest.mark.parametrize("address", REFUSED, ids=lambda address: address[:45])
def test_refusals_name_field_interval_and_value(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    facts = answer.get_json()
    assert (facts["field"], facts["interval"], facts["value"]) == REFUSED[address]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_sentence_of_a_refusal_in_both_languages(client: FlaskClient) -> None:
    address = "/api/run?l=momentum:0.1:momentum=1"
    assert client.get(address).get_json()["error"] == "Momentum must be in [0, 1), got 1."
    portuguese = client.get(address + "&lang=pt-BR").get_json()["error"]
    assert portuguese == "Momentum deve estar em [0, 1), recebido 1."
    typed = client.get("/api/run?n=many&lang=pt-BR").get_json()["error"]
    assert typed == "Passos deve ser um número em [1, 5000], recebido 'many'."
    limit = client.get("/api/run?l=" + ",".join(["sgd"] * 17) + "&lang=pt-BR").get_json()["error"]
    assert "no máximo 16" in limit and "17" in limit
