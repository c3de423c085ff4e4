/** Small screens: tabs beside the map on a tablet, sheets from the bottom on a phone; and the pocket slider. */

import { splitRate } from "../pure/scene.mjs";
import { h, setAttribute } from "./dom.mjs";
import { markerIcon } from "./marker.mjs";
import { nativeRange, positionsOf } from "./slider.mjs";
import { paintScent } from "./scent.mjs";

const GLYPHS = {
  race: "M8 2.2a5.8 5.8 0 1 1 0 11.600a5.8 5.800 0 0 1 0-11.600ZM8 5.800a2.200 2.200 0 1 1 0 4.400a2.200 2.200 0 0 1 0-4.400Z",
  optimizers: "M2 5h7M12 5h2M2 11h2M7 11h7M9 3.500h3v3h-3zM4 9.500h3v3h-3z",
  charts: "M2.5 2.500v11h11M4.500 10.500l3-4 2.500 2 3.500-5",
  setup: "M1.500 12.500l4-7 3 5 2-3 4 5z",
};
const SHEETS = ["race", "optimizers", "charts", "setup"];
const TABS = ["optimizers", "standings", "second"];

export function createPanels(app, mount) {
  const root = app.root;
  const name = (key) =>
    ({ race: "nav.race", optimizers: "nav.optimizers", charts: "nav.charts", setup: "nav.setup", standings: "nav.standings" })[key] ??
    (app.objective().has_data ? "nav.data" : "nav.terrain");

  const button = (key, glyph, listener) =>
    h("button", { type: "button", "data-panel": key, on: { click: () => listener(key) } }, glyph, h("span", {}, app.t(name(key))));
  const sheets = SHEETS.map((key) =>
    button(key, glyph(GLYPHS[key]), (wanted) => {
      root.dataset.sheet = root.dataset.sheet === wanted ? "race" : wanted;
      mark();
      app.touch("size", "charts", "lanes-shown");
    }),
  );
  const tabs = TABS.map((key) =>
    button(key, null, (wanted) => {
      root.dataset.tab = wanted;
      mark();
      app.touch("size", "charts", "lanes-shown");
    }),
  );
  root.dataset.sheet = "race";
  root.dataset.tab = "optimizers";
  mount.append(h("div", { class: "sheets" }, sheets), h("div", { class: "tabs-row" }, tabs));

  function mark() {
    for (const b of sheets) setAttribute(b, "aria-pressed", b.dataset.panel === root.dataset.sheet);
    for (const b of tabs) setAttribute(b, "aria-pressed", b.dataset.panel === root.dataset.tab);
  }
  mark();
  app.onFrame((touched) => {
    if (touched.has("surface")) tabs.at(-1).lastChild.textContent = app.t(name("second"));
  });
  const onKey = (event) => {
    if (event.key === "Escape" && root.dataset.sheet !== "race") {
      root.dataset.sheet = "race";
      mark();
    }
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}

function glyph(d) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  for (const [key, value] of Object.entries({ width: 22, height: 22, viewBox: "0 0 16 16", "aria-hidden": "true" })) svg.setAttribute(key, value);
  const path = document.createElementNS(ns, "path");
  for (const [key, value] of Object.entries({ d, fill: "none", stroke: "currentColor", "stroke-width": 1.3 })) path.setAttribute(key, value);
  svg.append(path);
  return svg;
}

/** On a phone: the learning rate of the lane that stands out (the fifth, Adam, at first) always within reach. */
export function createPocket(app, mount) {
  let shown = -1;
  let slider = null;
  let canvas = null;
  let value = null;
  const lane = () => Math.min(app.solo ?? 4, app.scene.lanes.length - 1);

  function rebuild() {
    shown = lane();
    mount.replaceChildren();
    if (shown < 0) return;
    const index = shown;
    const named = app.lanes[index];
    const { rate } = splitRate(app.optimizers.get(named.key));
    canvas = h("canvas", { class: "scent", "aria-hidden": "true" });
    value = h("span", { class: "num value" });
    const head = h("div", { class: "lane-head" }, markerIcon(app, named), h("span", { class: "name" }, named.name), h("span", { class: "note" }, app.t(rate ? "setup.lr_symbol" : "setup.own_step")), value);
    mount.style.setProperty("--lane", `var(--lane-${named.key})`);
    slider = null;
    if (!rate) return mount.append(head);
    slider = nativeRange(app, {
      name: `${app.t("setup.rate_of", { name: named.name })} `,
      positions: positionsOf(rate),
      get: () => app.scene.lanes[index]?.learning_rate ?? rate.default,
      set: (learning_rate, options) =>
        app.change({ lanes: app.scene.lanes.map((old, i) => (i === index ? { ...old, learning_rate } : old)) }, options),
      valueText: app.format.rate,
      defaultValue: () => app.objective().learning_rates[named.key] ?? rate.default,
      page: 16,
      className: "rate-range",
    });
    mount.append(head, h("div", { class: "track" }, canvas, slider.element));
  }

  app.onFrame((touched) => {
    const has = (...names) => names.some((n) => touched.has(n));
    if (has("lanes", "surface") || shown !== lane()) rebuild();
    if (shown < 0 || !slider) return;
    if (has("scene", "run", "focus", "size")) {
      slider.update();
      value.textContent = app.format.rate(app.scene.lanes[shown]?.learning_rate ?? 0);
    }
    if (!has("run", "theme", "landscape", "size", "focus", "lanes")) return;
    const strip = app.run?.lanes[shown]?.strip;
    if (strip && app.landscape && mount.clientWidth) paintScent(canvas, strip, app.landscape, app.theme());
  });
}
