"""The pure JavaScript modules, imported into the browser they are written for."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web.serving import Server


@pytest.fixture(scope="module")
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    page = chromium.new_page()
    page.goto(f"http://127.0.0.1:{server.port}/healthz")
    yield page
    page.close()


def js(page: Page, module: str, body: str) -> Any:
    """Evaluate `body` with the exports of assets/js/pure/<module>.mjs in scope as `m`."""
    return page.evaluate(
        f"async () => {{ const m = await import('/assets/js/pure/{module}.mjs'); {body} }}"
    )


@pytest.mark.parametrize(
    ("value", "en", "pt"),
    [
        (1234.5, "1235", "1235"),
        (1.3412, "1.341", "1,341"),
        (0.0053, "0.0053", "0,0053"),
        (0.00001, "< 0.0001", "< 0,0001"),
        (0.0, "0", "0"),
        (-2.5, "−2.500", "−2,500"),
        (2.5e9, "2.5×10⁹", "2,5×10⁹"),
    ],
)
def test_losses_are_written_for_people(page: Page, value: float, en: str, pt: str) -> None:
    body = f"return ['en', 'pt-BR'].map(l => m.createFormat(l).loss({value!r}));"
    assert js(page, "format", body) == [en, pt]


def test_what_is_not_a_number_is_never_written_as_one(page: Page) -> None:
    body = """const f = m.createFormat('en'); return [NaN, Infinity,
      -Infinity].flatMap(v => [f.loss(v), f.rate(v), f.coordinate(v)]);"""
    assert set(js(page, "format", body)) == {"–"}


def test_rates_are_written_short_and_read_back(page: Page) -> None:
    body = """const f = m.createFormat('pt-BR');
      return [0.03, 0.0316, 0.0003, 1e-8, 12, 1e6].map(v => [f.rate(v),
      m.parseNumber(f.rate(v))]);"""
    assert js(page, "format", body) == [
        ["0,03", 0.03],
        ["0,032", 0.032],
        ["3×10⁻⁴", 0.0003],
        ["10⁻⁸", 1e-8],
        ["12", 12],
        ["10⁶", 1e6],
    ]


@pytest.mark.parametrize("text", ["", "fast", "1e", "0x10", "1 2", "--1", "NaN", "Infinity", "1;2"])
def test_other_text_is_no_number(page: Page, text: str) -> None:
    assert js(page, "format", f"return Number.isNaN(m.parseNumber({text!r}));")


def test_a_log_slider_has_48_positions_a_decade(page: Page) -> None:
    body = """const s = m.logSlider(1e-4, 10, 240);
      return [s.value(0), s.value(240), s.value(48), s.position(0.01), s.position(1e9),
      s.position(0)];"""
    low, high, decade, middle, above, below = js(page, "scale", body)
    assert (low, high, decade) == (1e-4, 10, 1e-3)
    assert middle == pytest.approx(96)
    assert (above, below) == (240, 0)


def test_every_slider_position_survives_the_round_trip(page: Page) -> None:
    body = """const s = m.logSlider(1e-4, 10, 240), l = m.linearSlider(-3, 3, 200);
      return [s, l].map(x => Array.from({length: x.n + 1}, (_,
      i) => Math.round(x.position(x.value(i))) - i).filter(Boolean));"""
    assert js(page, "scale", body) == [[], []]


def test_the_view_keeps_one_scale_on_both_axes_and_holds_the_domain(page: Page) -> None:
    x0, x1, y0, y1 = js(page, "scale", "return m.fitView([[-3.97, 4.37], [-2.9, 2.7]], 756, 508);")
    assert (x1 - x0) / 756 == pytest.approx((y1 - y0) / 508)
    assert x0 <= -3.97 and x1 >= 4.37 and y0 <= -2.9 and y1 >= 2.7


def test_the_clock_plays_36_steps_a_second_and_stops_at_the_end(page: Page) -> None:
    body = """let c = m.play({step: 150, last: 150, speed: 2, playing: false});
      const from = c.step; const half = m.advance(c, 50).step;
      for (let i = 0; i < 200; i++) c = m.advance(c, 50);
      return [from, half, c.step, c.playing, m.advance({...c, playing: true, step: 0},
      9e9).step];"""
    start, half, end, playing, capped = js(page, "clock", body)
    assert (start, end, playing) == (0, 150, False)
    assert half == pytest.approx(3.6)
    assert capped == pytest.approx(7.2)


def test_a_scene_at_its_defaults_is_just_its_surface(page: Page) -> None:
    body = """const s = {surface: 'beale', parameters: {a: 1}, start: [1, 2],
      lanes: [{optimizer: 'sgd', learning_rate: 0.1, hyper: {}}],
        noise: 0, n_steps: 150, seed: 0, batch_size: 0};
      const t = {...s, start: [1.5, 2], lanes: [...s.lanes, {optimizer: 'adam',
      learning_rate: 0.2, hyper: {beta1: 0.8}}]};
      return [m.encodeScene(s, s), m.encodeScene(t, s), m.encodeLanes([])];"""
    assert js(page, "scene", body) == [
        "s=beale",
        "s=beale&x=1.5&y=2&l=sgd:0.1,adam:0.2:beta1=0.8",
        "",
    ]


def test_the_second_of_a_kind_is_numbered(page: Page) -> None:
    body = """const kinds = new Map([['sgd', {label: 'SGD'}], ['adam', {label: 'Adam'}]]);
      return m.nameLanes([{optimizer: 'sgd'}, {optimizer: 'adam'}, {optimizer: 'sgd'}],
      kinds).map(l => l.name);"""
    assert js(page, "scene", body) == ["SGD", "Adam", "SGD 2"]


def test_points_are_found_by_step_whatever_the_stride(page: Page) -> None:
    body = """const lane = {n: 5, last: 10};  // steps 0 3 6 9 10
      return [0, 3, 4.5, 9, 9.5, 10, 99].map(s => m.indexAt(lane, 3, s)).concat([0, 1, 3,
      4].map(i => m.stepOf(lane, 3, i)));"""
    assert js(page, "path", body) == [0, 1, 1.5, 3, 3.5, 4, 4, 0, 3, 9, 10]


def test_standings_put_the_finished_first_and_the_diverged_last(page: Page) -> None:
    body = """const lane = (values, more) => ({n: values.length, last: values.length - 1,
      termination: 'budget_spent', finishedAt: null,
        values: Float32Array.from(values), iterates: Float32Array.from(values.flatMap((v,
      i) => [i, v])), ...more});
      const run = {nSteps: 4, stride: 1, goal: 0.01, initial: 1, lanes: [
        lane([1, 2, 9], {termination: 'diverged'}), lane([1, .9, .8, .7, .6]), lane([1, .1,
      .001, .001, .001], {finishedAt: 2}), lane([1, .5, .4, .3, .2])]};
      const place = {lakes: [], width: 1};
      return [m.standings(run, 4, place).map(r => [r.lane, r.state]), m.progressOf(0.1, run),
      m.progressOf(NaN, run), m.progressOf(1e-9, run)];"""
    rows, half, nothing, all_of_it = js(page, "standings", body)
    assert rows == [[2, "done"], [3, "moving"], [1, "moving"], [0, "diverged"]]
    assert half == pytest.approx(0.5)
    assert (nothing, all_of_it) == (0, 1)


def test_heads_are_pushed_apart(page: Page) -> None:
    body = """const p = m.spread([[50, 50], [50, 50], [52, 51], [200, 20]]);
      return p.flatMap((a, i) => p.slice(i + 1).map(b => Math.hypot(a[0] - b[0], a[1] - b[1])));"""
    assert min(js(page, "spread", body)) > 15


def test_more_tint_is_lower_loss(page: Page) -> None:
    body = "return [0, 0.01, 0.5, 6, 60, Infinity].map(v => m.tintOf(v, 6, 0.05));"
    tints = js(page, "relief", body)
    assert tints[0] == 1 and tints[3] == 0 and tints[5] == 0
    assert tints == sorted(tints, reverse=True)


def test_every_symbol_is_a_path(page: Page) -> None:
    from optviz.figures.theme import SYMBOLS

    for shape in set(SYMBOLS.values()):
        path = js(page, "symbols", f"return m.symbolPath({shape!r}, 8);")
        assert path.startswith("M") and path.endswith("Z") and "NaN" not in path


def test_a_typed_value_is_checked_like_the_engine_checks_it(page: Page) -> None:
    body = """const p = {low: 0, high: 1, low_open: false, high_open: true, scale: 'linear'};
      const n = {low: 1, high: null, low_open: false, high_open: false, scale: 'integer'};
      return [m.check(p, '0'), m.check(p, '1'), m.check(p, '0,5'), m.check(p, 'x'), m.check(n,
      '2.5'), m.check(n, '1e9'), m.check(n, '1e999')];"""
    assert js(page, "check", body) == [
        {"value": 0},
        {"problem": "range"},
        {"value": 0.5},
        {"problem": "type"},
        {"problem": "whole"},
        {"value": 1e9},
        {"problem": "range"},
    ]


def test_ticks_are_round_and_inside(page: Page) -> None:
    body = """return [m.ticks(-3.97, 4.37, 8.4).values, m.decades(0.0045, 3, 4),
      m.decades(1e-9, 1e3, 4).length];"""
    values, decades, thinned = js(page, "scale", body)
    assert values == [-3, -2, -1, 0, 1, 2, 3, 4]
    assert decades == [0.01, 0.1, 1]
    assert thinned <= 4


def test_the_narration_never_calls_an_equal_lake_higher(page: Page) -> None:
    body = """const lane = (x, at) => ({n: 2, last: 1, termination: 'budget_spent', finishedAt: at,
        values: Float32Array.of(1, 0), iterates: Float32Array.of(0, 0, x, 0), final: [x, 0]});
      const run = {nSteps: 1, stride: 1, goal: 0.01, initial: 1, lanes: [lane(-1, 1), lane(1, 1)]};
      const t = (key, values) => key + JSON.stringify(values ?? {});
      const tell = high => m.narrate(t, null, run, ['P', 'Q'], {width: 4,
        lakes: [{x: -1, y: 0, value: 0, letter: 'A'}, {x: 1, y: 0, value: high, letter: 'B'}]});
      return [tell(0).detail, tell(1).detail];"""
    equal, unequal = js(page, "narration", body)
    assert equal == "say.equal{}"
    assert "say.deepest_one" in unequal and "say.higher_one" in unequal
