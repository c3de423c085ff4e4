/** A surface of your own: f(x, y) as text, checked by the server while it is typed, the error under its character. */

import { parseNumber } from "../pure/format.mjs";
import { join } from "../pure/scene.mjs";
import { h, setAttribute, setText } from "./dom.mjs";

const PAUSE_MS = 250;
const LONGEST = 500;
const USUAL = [-5, 5, -5, 5];
const EDGES = ["x ≥", "x ≤", "y ≥", "y ≤"];

/** @param {any} app @param {(objective: any) => void} use what to do with a surface that was understood */
export function createFormulaBox(app, use) {
  const t = app.t;
  const scene = app.scene;
  app.draft ??= { text: scene.formula ?? app.page.draft ?? "", window: scene.domain?.flat() ?? USUAL };
  const input = h("input", {
    class: "formula",
    id: "formula",
    type: "text",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    maxlength: LONGEST,
    placeholder: t("formula.example"),
    "aria-describedby": "formula-says formula-help",
    on: { input: () => later(PAUSE_MS), keydown: onKey },
  });
  input.value = app.draft.text;
  const under = h("div", { class: "caret-line", "aria-hidden": "true" });
  const says = h("p", { class: "says", id: "formula-says", role: "status" });
  const button = h("button", { type: "button", class: "btn", disabled: true, on: { click: accept } }, t("formula.use"));
  const edges = EDGES.map((name, i) => {
    const edge = h("input", {
      class: "number",
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      "aria-label": t("formula.window_edge", { edge: name }),
      on: { input: () => later(PAUSE_MS), keydown: onKey },
    });
    edge.value = app.format.number(app.draft.window[i]);
    return edge;
  });
  const element = h(
    "section",
    { class: "own" },
    h("h3", {}, t("formula.title")),
    h("div", { class: "formula-row" }, h("label", { for: "formula" }, t("formula.label")), h("div", { class: "formula-text" }, input, under), button),
    says,
    h("div", { class: "window-row" }, h("span", {}, t("formula.window")), EDGES.map((name, i) => [h("span", { "aria-hidden": "true" }, name), edges[i]]).flat()),
    h("p", { class: "note", id: "formula-help" }, t("formula.help")),
  );
  let timer = 0;
  let asked = 0;
  let understood = null;
  let wanted = false;

  function later(delay) {
    clearTimeout(timer);
    understood = null;
    button.disabled = true;
    setAttribute(input, "aria-invalid", null);
    under.replaceChildren();
    app.draft.text = input.value;
    timer = setTimeout(check, delay);
  }

  async function check() {
    if (input.value.trim() === "") return setText(says, "");
    const window = edges.map((edge) => parseNumber(edge.value));
    if (window.some(Number.isNaN) || window[0] >= window[1] || window[2] >= window[3]) return tell(t("formula.window_wrong"));
    app.draft.window = window;
    const serial = (asked += 1);
    const text = input.value;
    try {
      const response = await fetch(`api/formula?${join([["f", text], ["d", window.join()], ["lang", app.page.locale]])}`);
      if (serial !== asked) return;
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const { objective, problem } = await response.json();
      if (serial !== asked || text !== input.value) return;
      if (problem) return refuse(problem, text);
      understood = objective;
    } catch {
      if (serial === asked) tell(t("state.error"));
      return;
    }
    const constants = understood.parameters.map(({ key }) => key);
    tell(constants.length ? t("formula.constants", { names: constants.join(", ") }) : t("formula.understood"), false);
    button.disabled = false;
    if (wanted) accept();
  }

  function tell(sentence, isProblem = true) {
    setText(says, sentence);
    says.classList.toggle("error", isProblem);
    if (isProblem) wanted = false;
  }

  /** The sentence, and a mark under what it is about; the text stays as it is. */
  function refuse({ sentence, position, length }, text) {
    tell(sentence);
    setAttribute(input, "aria-invalid", "true");
    if (position === null) return;
    const lead = text.length - text.trimStart().length + position;
    under.replaceChildren(h("span", {}, text.slice(0, lead)), h("mark", {}, text.slice(lead, lead + length) || " "));
    if (wanted) input.setSelectionRange(lead, lead + length);
    under.scrollLeft = input.scrollLeft;
  }

  function onKey(event) {
    event.stopPropagation();
    if (event.key === "Escape") return event.currentTarget.closest("dialog").close();
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (understood) return accept();
    wanted = true;
    later(0);
  }

  function accept() {
    if (understood) use(understood);
  }

  input.addEventListener("scroll", () => (under.scrollLeft = input.scrollLeft));
  if (input.value) later(0);
  return {
    element,
    stop() {
      clearTimeout(timer);
      asked += 1;
    },
  };
}
