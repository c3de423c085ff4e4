/** Draws any Parameter record: its label, a native slider, a number that can be typed, and the sentence for a bad one. */

import { linearSlider, logSlider } from "../pure/scale.mjs";
import { h, setAttribute } from "./dom.mjs";
import { numberField } from "./field.mjs";

const LOG_POSITIONS = 240;
const LINEAR_POSITIONS = 200;

/** Positions of a parameter's slider. */
export function positionsOf({ scale, slider: [low, high] }) {
  if (scale === "log") return logSlider(low, high, LOG_POSITIONS);
  return linearSlider(low, high, scale === "integer" ? Math.max(1, Math.round(high - low)) : LINEAR_POSITIONS);
}

/**
 * @param {any} app
 * @param {import("../pure/check.mjs").Parameter} parameter
 * @param {{get: () => number, set: (value: number, options?: {live: boolean}) => void, owner?: string,
 *   show?: (value: number) => string, valueText?: (value: number) => string, slider?: boolean, label?: string}} options
 *   owner: whose parameter it is, said before its name
 */
export function parameterControl(app, parameter, options) {
  const { get, set, owner = "", show = app.format.number, valueText = show, slider = true, label = parameter.label } = options;
  const fullName = parameter.name ?? label;
  const name = owner ? `${owner}, ${fullName}` : fullName;
  const positions = positionsOf(parameter);
  const field = numberField(app, parameter, {
    label: app.t("setup.parameter_number", { label: name }),
    get,
    set: (value) => set(value),
    show,
    fieldName: fullName,
  });
  const range = slider
    ? nativeRange(app, {
        name,
        positions,
        get,
        defaultValue: parameter.default,
        set(value, live) {
          set(parameter.scale === "integer" ? Math.round(value) : value, live);
          field.reset();
        },
        valueText,
      })
    : null;
  const caption = h("span", { class: "caption", title: fullName }, label, parameter.symbol ? h("i", { class: "m" }, ` ${parameter.symbol}`) : null);
  const element = h(
    "div",
    { class: `control${slider ? "" : " plain"}` },
    caption,
    range ? range.element : null,
    field.input,
    field.message,
  );
  return {
    element,
    field,
    update() {
      range?.update();
      field.update();
    },
  };
}

/**
 * A native range whose positions stand for values; live while it is dragged, settled on release.
 * Page keys move a sixteenth, Delete sets the default, Shift keeps the tenth of a position.
 */
export function nativeRange(app, { name, positions, get, set, valueText, defaultValue, page = null, className = "plain-range" }) {
  const input = h("input", {
    type: "range",
    class: className,
    min: 0,
    max: positions.n,
    step: 0.1,
    "aria-label": name,
    on: {
      input: onInput,
      keydown: onKey,
      keyup: onKeyUp,
      pointerdown: noteShift,
      pointermove: noteShift,
      change: release,
      pointerup: release,
      pointercancel: release,
      blur: release,
    },
  });
  let fine = false;
  const jump = page ?? Math.max(1, Math.round(positions.n / 16));

  function noteShift(event) {
    fine = event.shiftKey;
  }
  function release() {
    app.release();
  }
  function go(position) {
    const p = Math.min(Math.max(position, 0), positions.n);
    set(positions.value(p), { live: true });
    update();
  }
  function onInput() {
    const position = Number(input.value);
    go(fine ? position : Math.round(position));
  }
  function onKey(event) {
    const here = positions.position(get());
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: jump, PageDown: -jump }[event.key];
    let target = null;
    if (steps !== undefined) {
      const size = event.shiftKey ? steps * 0.1 : steps;
      target = event.shiftKey ? here + size : size > 0 ? Math.floor(here + size + 1e-6) : Math.ceil(here + size - 1e-6);
    } else if (event.key === "Home") target = 0;
    else if (event.key === "End") target = positions.n;
    else if (event.key === "Delete" && defaultValue !== undefined) {
      set(typeof defaultValue === "function" ? defaultValue() : defaultValue, { live: true });
      update();
    } else return;
    event.preventDefault();
    event.stopPropagation();
    if (target !== null) go(target);
  }
  function onKeyUp(event) {
    if (/^(Arrow|Page|Home|End|Delete)/.test(event.key)) app.release();
  }
  function update() {
    const position = positions.position(get());
    if (Math.abs(Number(input.value) - position) > 0.049) input.value = position;
    setAttribute(input, "aria-valuetext", valueText(get()));
    input.style.setProperty("--fill", `${(100 * position) / positions.n}%`);
  }
  return { element: input, update };
}
