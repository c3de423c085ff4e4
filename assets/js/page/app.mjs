/**
 * The state of the page and its one frame loop.
 *
 * Components read `app` and register a painter; whatever changes names what it touched, and all painters run once in
 * the next animation frame. Nothing runs when nothing changed.
 */

import { advance, resize } from "../pure/clock.mjs";
import { createFormat } from "../pure/format.mjs";
import { lakesOf } from "../pure/path.mjs";
import { nameLanes } from "../pure/scene.mjs";

/** @typedef {"scene" | "lanes" | "surface" | "run" | "landscape" | "step" | "focus" | "theme" | "size" | "place"} Touched */

export function createApp(root, page) {
  const painters = [];
  const touched = new Set();
  let frame = 0;
  let before = 0;

  const app = {
    root,
    page,
    format: createFormat(page.locale),
    optimizers: new Map(page.catalogue.optimizers.map((record) => [record.key, record])),
    objectives: new Map(page.catalogue.objectives.map((record) => [record.key, record])),
    /** @type {import("../pure/scene.mjs").Scene} */
    scene: page.scene,
    run: null,
    landscape: null,
    place: { lakes: [], width: 1 },
    view: null,
    panel: { width: 0, height: 0 },
    clock: { step: 0, last: page.scene.n_steps, speed: 1, playing: false },
    solo: null,
    hover: null,
    lanes: [],
    live: false,
    reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,

    /** Text by key with {placeholders} filled in. */
    t(key, values = {}) {
      const template = page.texts[key] ?? key;
      return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    },
    objective: () => app.objectives.get(app.scene.surface),
    /** Know a typed surface, as the server has understood it. */
    learn: (objective) => app.objectives.set(objective.key, objective),
    /** Run `paint(touched)` in every frame in which something changed. */
    onFrame: (paint) => painters.push(paint),
    touch(...names) {
      for (const name of names) touched.add(name);
      if (!frame) frame = requestAnimationFrame(tick);
    },
    setClock(clock) {
      const started = clock.playing && !app.clock.playing;
      app.clock = clock;
      if (started) before = performance.now();
      app.touch("step");
    },
    setRun(run) {
      app.run = run;
      app.setClock(resize(app.clock, run.nSteps));
      app.touch("run");
    },
    setLandscape(landscape) {
      app.landscape = landscape;
      app.touch("landscape", "place");
      app.place = { lakes: lakesOf(landscape.stationary, landscape.view), width: landscape.view[1] - landscape.view[0] };
    },
    setFocus({ solo = app.solo, hover = app.hover }) {
      if (solo === app.solo && hover === app.hover) return;
      Object.assign(app, { solo, hover });
      app.touch("focus");
    },
    /** The lane that stands out, or null. */
    focused: () => app.hover ?? app.solo,
    isDimmed: (lane) => app.focused() !== null && app.focused() !== lane,
    renameLanes() {
      app.lanes = nameLanes(app.scene.lanes, app.optimizers);
    },
    destroy() {
      cancelAnimationFrame(frame);
      painters.length = 0;
    },
  };

  function tick(now) {
    frame = 0;
    if (app.clock.playing) {
      app.clock = advance(app.clock, now - before);
      before = now;
      touched.add("step");
      if (!app.clock.playing) touched.add("ended");
    }
    const names = new Set(touched);
    touched.clear();
    for (const paint of painters) paint(names);
    if ((app.clock.playing || touched.size) && !frame) frame = requestAnimationFrame(tick);
  }

  if (page.formula) app.learn(page.formula);
  app.renameLanes();
  return app;
}

/** The colour of a lane as the current theme has it. */
export const laneColor = (key) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--lane-${key}`).trim() || "#888888";
