/** The standings: a race track per lane, its marker moving right as the log of the loss falls to the goal. */

import { standings } from "../pure/standings.mjs";
import { h, icon, ICONS, setAttribute, setText } from "./dom.mjs";
import { markerIcon } from "./marker.mjs";
import { safeRate } from "./scent.mjs";
import { openTable } from "./table.mjs";

const MOVE_MS = 300;

export function createStandings(app, mount) {
  const step = h("span", { class: "num" });
  const goal = h("span", {});
  const loss = h("span", { class: "loss-head" });
  const list = h("ol", { class: "rows", "aria-label": app.t("stand.list") });
  const table = h(
    "button",
    { type: "button", class: "btn icon small", "aria-label": app.t("stand.table"), title: app.t("stand.table"), on: { click: () => openTable(app) } },
    icon(ICONS.table, 16, true),
  );
  const head = h("div", { class: "track-head", "aria-hidden": "true" }, h("span", {}, app.t("stand.start")), goal, loss);
  mount.append(h("h2", {}, app.t("stand.title"), h("span", { class: "r" }, step, table)), head, list);
  let rows = [];
  let order = "";
  let held = false;

  for (const [type, value] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
    mount.addEventListener(type, () => {
      held = value;
      if (!held) app.touch("standings");
    });
  }

  function rebuild() {
    rows = app.run.named.map((named, i) => createRow(app, i, named));
    list.replaceChildren(...rows.map(({ element }) => element));
    order = "";
  }

  /** Put the rows in order; rows that change place slide there. */
  function arrange(wanted) {
    const key = wanted.map(({ lane }) => lane).join();
    if (key === order || (held && order !== "" && app.clock.playing)) return;
    const slide = order !== "" && !app.reducedMotion && !app.live;
    const before = slide ? rows.map(({ element }) => element.offsetTop) : [];
    const focused = document.activeElement;
    list.append(...wanted.map(({ lane }) => rows[lane].element));
    if (list.contains(focused)) focused.focus({ preventScroll: true });
    order = key;
    if (!slide) return;
    rows.forEach(({ element }, i) => {
      const from = before[i] - element.offsetTop;
      if (from) element.animate([{ transform: `translateY(${from}px)` }, { transform: "none" }], { duration: MOVE_MS, easing: "cubic-bezier(.2,0,0,1)" });
    });
  }

  app.onFrame((touched) => {
    if (!app.run) return;
    const has = (...names) => names.some((name) => touched.has(name));
    if (has("run") && !sameLanes(rows, app.run.named)) rebuild();
    if (has("run")) {
      setText(goal, app.t("stand.goal", { v: app.format.significant(app.run.goal, 1) }).toLocaleLowerCase(app.page.locale));
      const above = Math.abs(app.run.minimum) > 1e-9;
      setText(loss, app.t(above ? "stand.above" : "stand.loss"));
      head.classList.toggle("above", above);
    }
    if (has("run", "step", "standings", "landscape")) {
      const now = standings(app.run, app.clock.step, app.place);
      setText(step, `${app.t("time.step_word")} ${Math.floor(app.clock.step)}`);
      arrange(now);
      for (const row of now) rows[row.lane].update(row);
    }
    if (has("focus", "run")) rows.forEach((row, i) => row.setFocused(app.focused() === i, app.solo === i, app.isDimmed(i)));
  });
}

const sameLanes = (rows, named) => rows.length === named.length && rows.every((row, i) => row.name === named[i].name);

function createRow(app, index, named) {
  const rank = h("span", { class: "rank num" });
  const state = h("em", {});
  const fill = h("i", { class: "fill" });
  const marker = h("span", { class: "runner" }, markerIcon(app, named, 22, 7.4));
  const loss = h("span", { class: "loss num" });
  const track = h("span", { class: "lane-track" }, fill, marker);
  const button = h(
    "button",
    {
      type: "button",
      class: "standing",
      "aria-pressed": "false",
      title: app.t("stand.solo", { name: named.name }),
      on: {
        click: () => app.toggleSolo(index),
        pointerenter: () => app.setFocus({ hover: index }),
        pointerleave: () => app.setFocus({ hover: null }),
      },
    },
    rank,
    h("span", { class: "who" }, h("span", { class: "name" }, named.name), " ", state),
    track,
    loss,
  );
  const fix = h("button", { type: "button", class: "btn fix", hidden: true, on: { click: lower } });
  const element = h("li", {}, button, fix);
  let fixedRate = null;

  function lower() {
    app.change({ lanes: app.scene.lanes.map((lane, i) => (i === index ? { ...lane, learning_rate: fixedRate } : lane)) });
    button.focus();
  }

  function offerFix(diverged) {
    const strip = app.run.lanes[index].strip;
    const rate = app.scene.lanes[index]?.learning_rate;
    fixedRate = diverged && strip && rate !== null ? safeRate(strip, app.run.rates, rate ?? Infinity) : null;
    fix.hidden = fixedRate === null;
    if (fixedRate !== null) setText(fix, app.t("state.fix_lr", { v: app.format.rate(fixedRate) }));
  }

  return {
    element,
    name: named.name,
    update(row) {
      const { format } = app;
      setText(rank, String(row.rank));
      const gone = row.state === "diverged" || row.state === "left";
      setText(state, stateText(app, row));
      state.classList.toggle("ok", row.state === "done");
      element.classList.toggle("gone", gone);
      marker.style.transform = `translateX(${(100 * row.progress).toFixed(1)}%)`;
      fill.style.transform = `scaleX(${row.progress.toFixed(3)})`;
      setText(loss, row.state === "diverged" ? "" : format.loss(row.loss));
      if ((row.state === "diverged") !== !fix.hidden || !fix.hidden) offerFix(row.state === "diverged");
    },
    setFocused(focused, solo, dim) {
      element.classList.toggle("dimmed", dim);
      element.classList.toggle("solo", solo);
      setAttribute(button, "aria-pressed", solo);
    },
  };
}

/** "moving", "step 35", "settled in D", "diverged at step 12". */
export function stateText(app, { state, at, lake }) {
  const text = app.t(`stand.${state}`, { t: at, lake });
  return text.charAt(0).toLocaleLowerCase(app.page.locale) + text.slice(1);
}
