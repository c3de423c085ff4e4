/** The race in words and numbers: what the pictures show, as tables. */

import { indexAt, valueAt } from "../pure/path.mjs";
import { splitRate } from "../pure/scene.mjs";
import { standings } from "../pure/standings.mjs";
import { openDialog } from "./dialog.mjs";
import { h } from "./dom.mjs";
import { stateText } from "./standings-panel.mjs";

const ROWS = 16;

export function openTable(app) {
  openDialog(app, { title: app.t("stand.title"), body: h("div", { class: "tables" }, results(app), bySteps(app)), wide: true });
}

function results(app) {
  const { t, format, run, clock } = app;
  const step = Math.round(clock.step);
  const now = standings(run, step, app.place);
  const head = ["optimizer", "rate", "settings", "state", "goal", "loss", "final", "where"].map((key) => t(`table.${key}`));
  const rows = now.map((row) => {
    const lane = run.lanes[row.lane];
    const setting = app.scene.lanes[row.lane];
    const diverged = lane.termination === "diverged";
    return [
      run.named[row.lane].name,
      setting && setting.learning_rate !== null ? format.rate(setting.learning_rate) : "–",
      settingsText(app, run.named[row.lane].key, setting?.hyper ?? {}),
      stateText(app, row),
      lane.finishedAt ?? t("table.none"),
      row.state === "diverged" ? "–" : format.loss(row.loss),
      diverged ? "–" : format.loss(lane.values[lane.n - 1]),
      diverged ? "–" : lane.final.map(format.coordinate).join("; "),
    ];
  });
  return table(t("table.caption", { t: step, n: run.nSteps }), head, rows);
}

function settingsText(app, key, hyper) {
  return splitRate(app.optimizers.get(key))
    .others.map((parameter) => `${parameter.symbol || parameter.label} ${app.format.number(hyper[parameter.key] ?? parameter.default)}`)
    .join(", ");
}

function bySteps(app) {
  const { t, format, run } = app;
  const every = Math.max(1, 10 * Math.ceil(run.nSteps / (10 * ROWS)));
  const steps = Array.from({ length: Math.floor(run.nSteps / every) + 1 }, (_, i) => i * every);
  const rows = steps.map((step) => [
    step,
    ...run.lanes.map((lane) =>
      step > lane.last && lane.termination === "diverged" ? "–" : format.loss(valueAt(lane.values, indexAt(lane, run.stride, step))),
    ),
  ]);
  return table(t("table.steps", { k: every }), [t("table.step"), ...run.named.map(({ name }) => name)], rows);
}

function table(caption, head, rows) {
  return h(
    "table",
    {},
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, head.map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows.map(([first, ...cells]) => h("tr", {}, h("th", { scope: "row" }, String(first)), cells.map((cell) => h("td", {}, String(cell)))))),
  );
}
