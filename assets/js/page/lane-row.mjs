/** One row of the optimizer list: marker, name, learning rate on its scented slider, and its own settings folded in. */

import { h, icon, ICONS, setAttribute, setText } from "./dom.mjs";
import { numberField } from "./field.mjs";
import { splitRate } from "../pure/scene.mjs";
import { markerIcon } from "./marker.mjs";
import { bestRate, paintScent, stripAt } from "./scent.mjs";
import { nativeRange, parameterControl, positionsOf } from "./slider.mjs";

const PAGE_POSITIONS = 16; // a third of a decade

/** @param {any} app @param {number} index of the lane @param {{remove: () => void}} actions */
export function createLaneRow(app, index, { remove }) {
  const named = app.lanes[index];
  const optimizer = app.optimizers.get(named.key);
  const { rate, others } = splitRate(optimizer);
  const lane = () => app.scene.lanes[index];
  const set = (change, options) =>
    app.change({ lanes: app.scene.lanes.map((old, i) => (i === index ? { ...old, ...change } : old)) }, options);
  const setRate = (value, options) => set({ learning_rate: value }, options);
  const strip = () => (app.run?.named[index]?.key === named.key ? app.run.lanes[index].strip : null);
  const control = rate ? rateControl(app, named, rate, { lane, setRate, strip }) : ownStep(app);

  const note = h("span", { class: "note" });
  const hyper = others.map((parameter) =>
    parameterControl(app, parameter, {
      owner: named.name,
      get: () => lane().hyper[parameter.key] ?? parameter.default,
      set(value, options) {
        const { [parameter.key]: _, ...rest } = lane().hyper;
        set({ hyper: value === parameter.default ? rest : { ...rest, [parameter.key]: value } }, options);
      },
    }),
  );
  const more = h("div", { class: "more-of", id: `lane-more-${index}`, hidden: true }, hyper.map(({ element }) => element), removeButton());
  const toggle = h(
    "button",
    {
      type: "button",
      class: "chevron",
      "aria-label": app.t("setup.more_of", { name: named.name }),
      "aria-expanded": "false",
      "aria-controls": more.id,
      on: { click: () => open(more.hidden) },
    },
    icon(ICONS.chevron, 16, true),
  );
  const element = h(
    "li",
    {
      class: "lane",
      style: { "--lane": `var(--lane-${named.key})` },
      on: {
        pointerenter: () => app.setFocus({ hover: index }),
        pointerleave: () => app.setFocus({ hover: null }),
      },
    },
    h("div", { class: "lane-head" }, markerIcon(app, named), h("span", { class: "name" }, named.name), note, control.number, toggle),
    control.track,
    control.message,
    more,
  );

  function removeButton() {
    return h("button", { type: "button", class: "btn remove", on: { click: remove } }, icon(ICONS.close, 14, true), app.t("setup.remove", { name: named.name }));
  }

  function open(wanted) {
    more.hidden = !wanted;
    setAttribute(toggle, "aria-expanded", wanted);
    element.classList.toggle("open", wanted);
    if (wanted) for (const control of hyper) control.update();
  }

  return {
    element,
    open,
    isOpen: () => !more.hidden,
    update() {
      control.update();
      if (!more.hidden) for (const control of hyper) control.update();
      setText(note, noteOf(app, others, lane().hyper));
    },
    paint: control.paint,
    setDiverged: (diverged) => element.classList.toggle("diverged", diverged),
    setFocused(focused, solo) {
      element.classList.toggle("dimmed", app.focused() !== null && !focused);
      element.classList.toggle("solo", solo);
    },
  };
}

/** The learning rate of a lane: a number beside its name and a slider on its scent. */
function rateControl(app, named, rate, { lane, setRate, strip }) {
  const defaultRate = () => app.objective().learning_rates[named.key] ?? rate.default;

  const field = numberField(app, rate, {
    label: app.t("setup.value_of", { name: named.name }),
    get: () => lane().learning_rate,
    set: setRate,
    show: app.format.rate,
  });
  const scent = h("canvas", { class: "scent", "aria-hidden": "true" });
  const slider = nativeRange(app, {
    name: app.t("setup.rate_of", { name: named.name }),
    positions: positionsOf(rate),
    get: () => lane().learning_rate,
    set(value, options) {
      setRate(value, options);
      field.reset();
    },
    valueText(value) {
      const shown = app.format.rate(value);
      const cells = strip();
      if (!cells) return shown;
      const loss = stripAt(cells, app.run.rates, value);
      return Number.isNaN(loss) ? app.t("setup.rate_diverges", { v: shown }) : app.t("setup.settles", { v: shown, loss: app.format.loss(loss) });
    },
    defaultValue: defaultRate,
    page: PAGE_POSITIONS,
    className: "rate-range",
  });
  slider.element.addEventListener("dblclick", () => {
    const best = strip() && bestRate(strip(), app.run.rates);
    if (best === null) return;
    setRate(best);
    field.reset();
  });
  return {
    number: field.input,
    track: h("div", { class: "track" }, scent, slider.element),
    message: field.message,
    update() {
      slider.update();
      field.update();
    },
    paint() {
      const cells = strip();
      if (cells && app.landscape) paintScent(scent, cells, app.landscape, app.theme());
    },
  };
}

/** In the place of a learning rate: a rule without one says so. */
function ownStep(app) {
  return {
    number: h("span", { class: "number none", "aria-hidden": "true" }, "–"),
    track: h("p", { class: "own-step" }, app.t("setup.own_step")),
    message: null,
    update() {},
    paint() {},
  };
}

/** "β 0.9": the momentum of a rule that has one, else whatever is off its default. */
function noteOf(app, others, hyper) {
  const shown = others.filter(({ key, symbol, default: usual }) => symbol && (key in hyper || (key === "momentum" && usual > 0)));
  return shown
    .slice(0, 2)
    .map((parameter) => `${parameter.symbol} ${app.format.number(hyper[parameter.key] ?? parameter.default)}`)
    .join("  ");
}
