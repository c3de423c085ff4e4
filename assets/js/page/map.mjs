/** The map panel: ground, routes and heads on three canvases, the start ring and the key above them. */

import { indexAt, pointAt, toPixels } from "../pure/path.mjs";
import { projection, round } from "../pure/scale.mjs";
import { thin } from "../pure/spread.mjs";
import { COMPACT } from "./connection.mjs";
import { fitCanvas, h, setAttribute, setText } from "./dom.mjs";
import { drawHeads, forgetWidths } from "./draw-heads.mjs";
import { drawGround, readTheme, reliefImage } from "./draw-relief.mjs";
import { drawRoutes, extendRoutes } from "./draw-routes.mjs";
import { createHover } from "./map-hover.mjs";
import { createStartRing } from "./start-ring.mjs";

export function createMap(app, mount) {
  const ground = h("canvas", { class: "layer" });
  const trails = h("canvas", { class: "layer" });
  const heads = h("canvas", { class: "layer" });
  const figure = h("div", { class: "layers", role: "img" }, ground, trails, heads);
  const key = createKey(app);
  mount.append(figure, key.element);

  let theme = readTheme();
  let image = null;
  let at = null;
  let routes = [];
  let thinned = [];
  let boxes = [];
  let marks = [];

  app.theme = () => theme;
  const ring = createStartRing(app, mount, { projection: () => at, layers: [ground, trails] });
  createHover(app, mount, { routes: () => routes, projection: () => at });

  new ResizeObserver(([{ contentRect }]) => {
    const { width, height } = contentRect;
    if (Math.round(width) === app.panel.width && Math.round(height) === app.panel.height) return;
    app.panel = { width: Math.round(width), height: Math.round(height) };
    app.fit();
    app.touch("size", "place");
  }).observe(mount);
  document.fonts?.ready.then(() => {
    forgetWidths();
    app.touch("theme");
  });

  const contexts = () => [ground, trails, heads].map((canvas) => fitCanvas(canvas, app.panel.width, app.panel.height));

  function routesOf(run) {
    return run.lanes.map((lane, i) => ({
      run: lane,
      xy: toPixels(lane.iterates, at),
      color: theme.lane(run.named[i].key),
      drawn: 0,
      dotX: 0,
      dotY: 0,
      dots: [],
    }));
  }

  function paintGround(c) {
    if (!app.landscape) return;
    const { panel, format } = app;
    const words = { lowest: app.t("map.lowest") };
    const compact = panel.width < COMPACT;
    boxes = drawGround(c, { landscape: app.landscape, image, at, theme, format, lakes: app.place.lakes, routes: thinned, compact, words });
  }

  function headsAt(step) {
    return routes.map((route, i) => {
      const { key, name, copy } = app.run.named[i];
      const index = indexAt(route.run, app.run.stride, step);
      const [x, y] = pointAt(route.xy, index);
      const [fromX, fromY] = pointAt(route.xy, Math.floor(index));
      const gone = route.run.termination === "diverged" && step >= route.run.last;
      const shape = app.optimizers.get(key).symbol;
      return { x, y, fromX, fromY, name, shape, open: copy > 1, color: route.color, gone, last: marks[i]?.last };
    });
  }

  app.onFrame((touched) => {
    const has = (...names) => names.some((name) => touched.has(name));
    if (!app.panel.width || !app.view) return;
    if (has("theme")) theme = readTheme();
    if (has("place", "size") || !at) at = projection(app.view, app.panel.width, app.panel.height);
    const [groundContext, trailContext, headContext] = contexts();
    if (app.landscape && has("landscape", "theme")) image = reliefImage(app.landscape, theme.palette);
    const moved = has("run", "place", "size", "theme");
    if (app.run && moved) {
      routes = routesOf(app.run);
      marks = marks.slice(0, routes.length);
    }
    if (app.run && !app.live && (moved || has("released"))) thinned = routes.map(({ xy }) => thin(xy, xy.length / 2, 9));
    if (has("landscape", "theme", "size", "place") || (has("run", "released") && !app.live)) paintGround(groundContext);
    if (has("landscape", "theme")) key.update();
    if (!app.run) return;
    const { step } = app.clock;
    const { stride } = app.run;
    const frame = { stride, step, ...app.panel, halo: theme.colors.halo, focused: app.focused(), theme };
    const backwards = routes.some((route) => Math.floor(indexAt(route.run, stride, step)) < route.drawn);
    if (moved || backwards || has("focus", "ended", "jump")) drawRoutes(trailContext, routes, frame);
    else if (has("step")) extendRoutes(trailContext, routes, frame);
    if (moved || has("step", "focus", "landscape", "ended")) {
      marks = headsAt(step);
      drawHeads(headContext, marks, { ...frame, taken: [ring.box(), ...boxes], routes: app.clock.playing ? [] : thinned });
    }
    if (has("run")) {
      const names = app.run.named.map(({ name }) => name).join(", ");
      setAttribute(figure, "aria-label", names ? app.t("map.figure", { names }) : app.t("map.figure_empty"));
    }
  });
}

/** The key of the tint: minimum at the left, more tint is lower loss. */
function createKey(app) {
  const low = h("span", { class: "num" }, "0");
  const high = h("span", { class: "num" });
  const stops = Array.from({ length: 12 }, (_, i) => h("i", { style: { background: `var(--ramp-${Math.round(((11 - i) * 16) / 11)})` } }));
  const element = h(
    "div",
    { class: "key-card" },
    h("div", { class: "ramp", "aria-hidden": "true" }, stops),
    h("div", { class: "ends" }, low, h("span", {}, app.t("map.loss_scale").toLocaleLowerCase(app.page.locale)), high),
  );
  const missing = h("div", { class: "missing", hidden: true }, h("i", { class: "hatch", "aria-hidden": "true" }), app.t("map.undefined"));
  element.append(missing);
  const update = () => {
    missing.hidden = !app.landscape.isPartial;
    setText(high, app.format.significant(round(app.landscape.hi, app.landscape.hi < 10 ? 1 : 2), 2));
  };
  return { element, update };
}
