"""Links: every scene survives the round trip, and no damaged link is worse than a sentence."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optviz.optimizers import OPTIMIZERS
from optviz.parameters import InvalidValue, Parameter
from optviz.problems import PROBLEMS
from optviz.surfaces import SURFACES
from optviz.web.codec import NOISE, WIDENED, Lane, Scene, decode, encode, short
from optviz.web.scene import MAX_LANE_STEPS, MAX_LANES, bound, default_scene, settings_of

OBJECTIVES = [*SURFACES, *PROBLEMS]


def values_of(parameter: Parameter) -> st.SearchStrategy[float]:
    """Every value the parameter allows."""
    if parameter.scale == "integer":
        return st.integers(int(parameter.low), int(min(parameter.high, 10_000))).map(float)
    return st.floats(
        parameter.low,
        parameter.high,
        exclude_min=parameter.low_open,
        exclude_max=parameter.high_open,
    )


@st.composite
def lanes(draw: st.DrawFn) -> Lane:
    key = draw(st.sampled_from(list(OPTIMIZERS)))
    rate, others = settings_of(key)
    chosen = draw(st.fixed_dictionaries({}, optional={k: values_of(p) for k, p in others.items()}))
    hyper = {k: chosen[k] for k, p in others.items() if chosen.get(k, p.default) != p.default}
    return Lane(key, None if rate is None else draw(values_of(rate)), hyper)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    surface = draw(st.sampled_from(OBJECTIVES))
    record: Any = SURFACES.get(surface) or PROBLEMS[surface]
    parameters = {p.key: draw(values_of(p)) for p in record.parameters}
    filled = bound(surface, tuple(parameters.items()))
    start = tuple(
        draw(
            st.floats(
                low - (high - low) * (WIDENED - 1) / 2.1, high + (high - low) * (WIDENED - 1) / 2.1
            )
        )
        for low, high in filled.domain
    )
    raced = tuple(draw(st.lists(lanes(), max_size=MAX_LANES)))
    return Scene(
        surface,
        parameters,
        (start[0], start[1]),
        raced,
        noise=draw(st.floats(NOISE.low, NOISE.high)),
        n_steps=draw(st.integers(1, min(5000, MAX_LANE_STEPS // max(1, len(raced))))),
        seed=draw(st.integers(0, 2**32 - 1)),
        batch_size=draw(st.integers(0, filled.n_samples)),
    )


@settings(max_examples=150, deadline=None)
@given(scenes())
def test_every_scene_survives_the_round_trip(scene: Scene) -> None:
    link = encode(scene)
    assert decode(link) == scene
    assert encode(decode(link)) == link


@pytest.mark.parametrize("surface", OBJECTIVES)
def test_the_default_scene_of_a_surface_is_a_short_link(surface: str) -> None:
    link = encode(default_scene(surface))
    assert decode(link) == default_scene(surface)
    assert link in ("v=1", f"v=1&s={surface}")


def test_an_empty_link_is_the_opening_scene() -> None:
    scene = decode("")
    assert (scene.surface, scene.start, scene.n_steps) == ("four_lakes", (0.2, -1.6), 150)
    assert [lane.optimizer for lane in scene.lanes][:5] == [
        "sgd",
        "momentum",
        "nesterov",
        "rmsprop",
        "adam",
    ]
    assert scene.lanes[3] == Lane("rmsprop", 0.04, {"decay": 0.9})


def test_fields_of_the_page_are_none_of_ours() -> None:
    assert decode("lang=pt-BR&theme=dark&t=36&hide=lanes") == decode("")


def test_no_lanes_is_a_scene() -> None:
    assert decode("l=").lanes == ()
    assert decode(encode(decode("l="))).lanes == ()


def test_a_lane_without_a_rate_takes_that_of_the_surface() -> None:
    assert decode("s=rosenbrock&l=adam").lanes == (
        Lane("adam", bound("rosenbrock", (("a", 1.0), ("b", 100.0))).learning_rates["adam"]),
    )


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_lane_has_a_rate_where_its_rule_has_one(key: str) -> None:
    rate, _ = settings_of(key)
    (lane,) = decode(f"l={key}").lanes
    assert (lane.learning_rate is None) == (rate is None)
    if rate is None:
        assert decode(f"l={key}:").lanes == (lane,), "the page writes an empty rate"
        with pytest.raises(InvalidValue, match="has none"):
            decode(f"l={key}:0.1")


@settings(max_examples=300, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_so_that_they_come_back(value: float) -> None:
    text = short(value)
    assert float(text) == value
    assert "+" not in text  # a space, in a query string


REFUSED = {
    "s=nowhere": "surface",
    "v=2": "version",
    "n=0": "n_steps",
    "n=1e9": "n_steps",
    "n=1.5": "n_steps",
    "n=": "n_steps",
    "n=5001": "n_steps",
    "n=5000&l=" + ",".join(["sgd"] * 9): "lane_steps",
    "l=" + ",".join(["sgd"] * 17): "lanes",
    "l=nobody:0.1": "optimizer",
    "l=sgd:0": "learning_rate",
    "l=sgd:-1": "learning_rate",
    "l=sgd:1e300": "learning_rate",
    "l=sgd:1e999": "learning_rate",
    "l=sgd:nan": "learning_rate",
    "l=sgd:inf": "learning_rate",
    "l=sgd:": "learning_rate",
    "l=sgd:fast": "learning_rate",
    "l=sgd:1_0": "learning_rate",
    "l=sgd:" + "1" * 5000: "learning_rate",
    "l=momentum:0.1:momentum=1": "momentum",
    "l=momentum:0.1:momentum": "momentum",
    "l=momentum:0.1:speed=2": "hyperparameter",
    "l=adam:0.1:beta2=[1;2]": "beta2",
    "x=1e6": "start_x",
    "y=nan": "start_y",
    "x=null": "start_x",
    "noise=-1": "noise",
    "noise=11": "noise",
    "seed=-1": "seed",
    "seed=4294967296": "seed",
    "b=1": "batch_size",
    "s=regression&b=100000": "batch_size",
    "p=kappa:2": "parameter",
    "s=quadratic&p=kappa:0": "kappa",
    "s=quadratic&p=kappa:": "kappa",
    "s=quadratic&p=kappa": "kappa",
    "s=quadratic&p=kappa:" + "9" * 400: "kappa",
}


@pytest.mark.parametrize("query", REFUSED, ids=lambda query: query[:40])
def test_what_cannot_be_used_is_refused_by_name(query: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        decode(query)
    assert refusal.value.field == REFUSED[query]
    assert refusal.value.interval


@pytest.mark.parametrize("query", REFUSED, ids=lambda query: query[:40])
def test_the_page_goes_on_with_the_nearest_scene(query: str) -> None:
    scene, problems = decode(query, strict=False)
    assert [problem.field for problem in problems] == [REFUSED[query]]
    assert decode(encode(scene)) == scene


def test_the_nearest_value_is_the_nearest() -> None:
    scene, problems = decode("n=9999&noise=-3&x=999&l=sgd:1e300,adam:0&s=quadratic", strict=False)
    assert (scene.n_steps, scene.noise, scene.start[0]) == (5000, 0.0, 15.0)
    assert scene.lanes[0].learning_rate == 1e6
    assert scene.lanes[1] == default_scene("quadratic").lanes[4]  # no least rate above zero
    assert len(problems) == 5


def damaged(link: str, chance: random.Random) -> str:
    """The link with up to four characters taken out, put in, doubled or exchanged."""
    text = list(link)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        noise = chance.choice("&=:,;.-+eE%0159 nanINF\x00\u00e9\U0001f600[]{}'\"<>")
        match chance.randrange(3):
            case 0:
                del text[at]
            case 1:
                text.insert(at, noise)
            case _:
                text[at] = noise
    return "".join(text)


def test_no_damaged_link_breaks_anything() -> None:
    chance = random.Random(20261123)
    link = (
        "v=1&s=quadratic&p=kappa:20,theta:0.52&x=0.2&y=-1.6"
        "&l=sgd:0.08,momentum:0.03:momentum=0.9,rmsprop:0.04:decay=0.9,adam:0.12&n=150&noise=0&seed=0&b=0"
    )
    refused = 0
    for _ in range(600):
        broken = damaged(link, chance)
        scene, problems = decode(broken, strict=False)
        assert decode(encode(scene)) == scene
        try:
            decode(broken)
        except InvalidValue:
            refused += 1
            assert problems
        else:
            assert not problems
    assert refused > 200
