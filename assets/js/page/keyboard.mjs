/** Single-key shortcuts, off while a person types; and the dialog that lists them. */

import { openDialog } from "./dialog.mjs";
import { h } from "./dom.mjs";
import { recall, remember } from "./memory.mjs";

const KEY = "optviz.shortcuts";
const HELP = [
  ["Space", "space"],
  ["← →", "arrows"],
  ["Home End", "ends"],
  ["[ ]", "rates"],
  ["1–9, 0", "solo"],
  ["R", "restart"],
  ["D", "theme"],
  ["?", "help"],
  ["Esc", "escape"],
];

export function createKeyboard(app, helpButton) {
  const enabled = () => recall(KEY) !== "off";
  const typing = (target) => target.closest?.('input:not([type="range"]), textarea, select, [contenteditable]');

  app.toggleSolo = (lane) => {
    const solo = app.solo === lane ? null : lane;
    app.setFocus({ solo });
    if (solo !== null) app.openLane(solo);
  };

  const actions = {
    " ": () => app.toggle(),
    ArrowLeft: (e) => app.seek(Math.ceil(app.clock.step) - (e.shiftKey ? 10 : 1)),
    ArrowRight: (e) => app.seek(Math.floor(app.clock.step) + (e.shiftKey ? 10 : 1)),
    Home: () => app.seek(0),
    End: () => app.seek(app.clock.last),
    "[": () => app.scaleRates(1 / 1.1),
    "-": () => app.scaleRates(1 / 1.1),
    "]": () => app.scaleRates(1.1),
    "+": () => app.scaleRates(1.1),
    0: () => app.setFocus({ solo: null }),
    r: () => app.restart(),
    d: () => app.flipTheme(),
    "?": help,
    Escape: () => app.setFocus({ solo: null, hover: null }),
  };
  for (let n = 1; n <= 9; n++) actions[n] = () => app.run && n <= app.run.lanes.length && app.toggleSolo(n - 1);

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || typing(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = actions[key];
    if (!action || (key.length === 1 && key !== " " && !enabled())) return;
    if (key === " " && event.target.closest?.("button, a, summary")) return;
    if (/^(Arrow|Home|End)/.test(key) && event.target.closest?.('[role="slider"], input, [role="region"]')) return;
    event.preventDefault();
    action(event);
  }

  function help() {
    const box = h("input", {
      type: "checkbox",
      on: { change: () => remember(KEY, box.checked ? "on" : "off") },
    });
    box.checked = enabled();
    const list = h(
      "dl",
      { class: "keys" },
      HELP.map(([keys, name]) => h("div", {}, h("dt", {}, h("kbd", {}, keys)), h("dd", {}, app.t(`help.${name}`)))),
    );
    const body = h("div", {}, list, h("p", {}, app.t("help.start")), h("p", {}, app.t("help.slider")), h("label", { class: "switch" }, box, app.t("help.single")));
    openDialog(app, { title: app.t("help.title"), body });
  }

  helpButton.addEventListener("click", help);
  document.addEventListener("keydown", onKey);
  return () => {
    helpButton.removeEventListener("click", help);
    document.removeEventListener("keydown", onKey);
  };
}
