/** The list of optimizers: all rates at once, one row each, the shared axis, and adding another. */

import { logSlider } from "../pure/scale.mjs";
import { enteringLane } from "../pure/scene.mjs";
import { openDialog } from "./dialog.mjs";
import { h } from "./dom.mjs";
import { createLaneRow } from "./lane-row.mjs";
import { markerIcon } from "./marker.mjs";
import { nativeRange } from "./slider.mjs";

export const MAX_LANES = 16;
const AXIS = ["10⁻⁴", "0.001", "0.01", "0.1", "1", "10"];

export function createLanes(app, mount) {
  const list = h("ul", { class: "lane-list" });
  const eta = () => h("i", { class: "m" }, "η");
  const factor = createFactor(app);
  const axis = h("div", { class: "axis", "aria-hidden": "true" }, AXIS.map((label) => h("span", {}, app.page.locale === "en" ? label : label.replace(".", ","))));
  const key = h(
    "div",
    { class: "scent-key" },
    h("span", {}, h("i", { style: { background: "var(--ramp-3)" } }), h("i", { style: { background: "var(--ramp-9)" } }), h("i", { style: { background: "var(--ramp-16)" } }), app.t("setup.lower")),
    h("span", {}, h("i", { class: "hatch" }), app.t("setup.diverges")),
  );
  const message = h("p", { class: "error", role: "alert", hidden: true });
  const add = h("button", { type: "button", class: "add", on: { click: choose } }, `+ ${app.t("setup.add_optimizer")}`);
  mount.append(
    h("h2", {}, app.t("setup.optimizers"), h("span", { class: "r" }, `${app.t("setup.lr_symbol")} `, eta())),
    h("div", { class: "all" }, h("span", {}, `${app.t("setup.all")} `, eta()), factor.element, factor.shown),
    list,
    axis,
    key,
    add,
    message,
  );
  let rows = [];

  function rebuild() {
    const open = new Set(rows.flatMap((row, i) => (row.isOpen() ? [i] : [])));
    rows = app.scene.lanes.map((_, i) => createLaneRow(app, i, { remove: () => remove(i) }));
    list.replaceChildren(...rows.map(({ element }) => element));
    if (rows.length === app.lanesBefore) rows.forEach((row, i) => open.has(i) && row.open(true));
    app.lanesBefore = rows.length;
  }

  function remove(index) {
    app.change({ lanes: app.scene.lanes.filter((_, i) => i !== index) });
    message.hidden = true;
    add.focus();
  }

  function choose() {
    if (app.scene.lanes.length >= MAX_LANES) {
      message.textContent = app.t("setup.full", { n: MAX_LANES });
      message.hidden = false;
      return;
    }
    const choice = (optimizer) => {
      const enter = () => {
        dialog.close();
        app.change({ lanes: [...app.scene.lanes, enteringLane(app.objective(), optimizer)] });
      };
      return h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "choice rule", title: optimizer.reference, on: { click: enter } },
          markerIcon(app, { key: optimizer.key, copy: 1 }),
          h("span", { class: "names" }, h("span", { class: "name" }, optimizer.label), h("span", { class: "about" }, optimizer.idea)),
        ),
      );
    };
    const optimizers = [...app.optimizers.values()];
    const groups = app.page.catalogue.menu.map((menu) => [menu, optimizers.filter((optimizer) => optimizer.menu === menu)]);
    const body = h("div", {}, groups.map(([menu, members]) => h("section", {}, h("h3", {}, menu), h("ul", { class: "choices grid rules" }, members.map(choice)))));
    const dialog = openDialog(app, { title: app.t("setup.choose_optimizer"), body, wide: true });
  }

  app.addOptimizer = choose;
  app.openLane = (index) => {
    rows.forEach((row, i) => i !== index && i === app.openedBySolo && row.open(false));
    rows[index]?.open(true);
    app.openedBySolo = index;
  };

  app.onFrame((touched) => {
    const has = (...names) => names.some((name) => touched.has(name));
    if (has("lanes") || rows.length !== app.scene.lanes.length) rebuild();
    if (has("scene", "lanes", "surface", "run")) for (const row of rows) row.update();
    if (has("run", "theme", "landscape", "lanes", "size")) for (const row of rows) row.paint();
    if (has("surface")) factor.reset();
    if (has("scene", "lanes", "surface")) factor.update();
    if (has("focus", "lanes")) rows.forEach((row, i) => row.setFocused(app.focused() === i, app.solo === i));
    if (has("run")) rows.forEach((row, i) => row.setDiverged(app.run.lanes[i]?.termination === "diverged"));
  });
}

/** The factor on every learning rate: ratios are kept, and it stays where it is left. */
function createFactor(app) {
  const positions = logSlider(0.1, 10, 96);
  const shown = h("span", { class: "num factor" });
  let factor = 1;
  let base = null;
  let produced = null;

  function set(value, options) {
    if (base === null || app.scene.lanes !== produced) base = app.scene.lanes.map(({ learning_rate }) => learning_rate && learning_rate / factor);
    factor = Math.abs(Math.log(value)) < 0.012 ? 1 : value;
    const scaled = (rate) => rate && Math.min(Number((rate * factor).toPrecision(6)), 1e6);
    const lanes = app.scene.lanes.map((lane, i) => ({ ...lane, learning_rate: scaled(base[i]) }));
    app.change({ lanes }, options);
    produced = app.scene.lanes;
  }
  app.scaleRates = (by) => set(Math.min(Math.max(factor * by, 0.1), 10));
  const range = nativeRange(app, {
    name: app.t("hp.lr_all"),
    positions,
    get: () => factor,
    set,
    valueText: (value) => app.format.factor(value),
    defaultValue: 1,
    className: "plain-range centered",
  });
  return {
    element: range.element,
    shown,
    update() {
      range.update();
      shown.textContent = app.format.factor(factor);
    },
    reset() {
      factor = 1;
      base = null;
    },
  };
}
