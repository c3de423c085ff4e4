/** A number a person types: checked against its record; a bad one stays, with one sentence beside it. */

import { check } from "../pure/check.mjs";
import { h, setAttribute, setText } from "./dom.mjs";

let serial = 0;

/**
 * @param {any} app
 * @param {import("../pure/check.mjs").Parameter} parameter
 * @param {{label: string, get: () => number, set: (value: number) => void, show?: (value: number) => string,
 *   fieldName?: string}} options `show` writes the value, `fieldName` names it in a sentence
 * @returns {{input: HTMLInputElement, message: HTMLElement, update: () => void}}
 */
export function numberField(app, parameter, { label, get, set, show = app.format.number, fieldName = parameter.label }) {
  const id = `field-${(serial += 1)}`;
  const message = h("p", { class: "error", id: `${id}-error`, role: "alert", hidden: true });
  const input = h("input", {
    class: "number",
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": label,
    on: { change: commit, keydown: onKey, focus: () => input.select() },
  });

  function commit() {
    if (message.hidden && input.value === show(get())) return;
    const checked = check(parameter, input.value);
    if ("value" in checked) {
      clear();
      set(checked.value);
      input.value = show(get());
      return;
    }
    const sentence = problemSentence(app, parameter, fieldName, checked.problem, input.value);
    refuse(`${sentence} ${app.t("setup.kept", { value: show(get()) })}`);
  }

  function onKey(event) {
    if (event.key === "Enter") commit();
    if (event.key === "Escape") {
      clear();
      input.value = show(get());
    }
    event.stopPropagation();
  }

  function refuse(sentence) {
    setText(message, sentence);
    message.hidden = false;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", message.id);
  }

  function clear() {
    message.hidden = true;
    setAttribute(input, "aria-invalid", null);
    setAttribute(input, "aria-describedby", null);
  }

  return {
    input,
    message,
    refuse,
    /** Show the value of the scene, unless a person is typing or a refused text stands there. */
    update() {
      if (document.activeElement === input || !message.hidden) {
        if (!message.hidden || input.value !== "") return;
      }
      const text = show(get());
      if (input.value !== text) input.value = text;
    },
    /** A slider moved: what was refused is over. */
    reset() {
      clear();
      input.value = show(get());
    },
  };
}

/** "Learning rate must be in (0, 10⁶], got -1." in the page's language. */
export function problemSentence(app, parameter, field, problem, text) {
  const value = text.trim() === "" ? app.t("error.nothing") : text.trim().slice(0, 40);
  const interval = intervalText(parameter, app.format.number);
  if (problem === "range") return app.t("error.range", { field, interval, value });
  const key = problem === "whole" || parameter.scale === "integer" ? "error.whole_in" : "error.number_in";
  return app.t("error.type", { field, interval: app.t(key, { interval }), value });
}

/** "(0, 10⁶]" */
function intervalText({ low, high, low_open, high_open }, show) {
  const from = low === null ? "(−∞" : `${low_open ? "(" : "["}${show(low)}`;
  const to = high === null ? "∞)" : `${show(high)}${high_open ? ")" : "]"}`;
  return `${from}, ${to}`;
}
