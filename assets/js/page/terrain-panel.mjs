/** The landscape as a terrain with the routes on it, turned by drag, arrow keys or buttons. */

import { buildMesh } from "../pure/mesh.mjs";
import { indexAt, pointAt, spacedIndices } from "../pure/path.mjs";
import { CAMERA, terrainProjection } from "../pure/terrain.mjs";
import { fitCanvas, h, icon, ICONS } from "./dom.mjs";
import { drawTerrain, onGround } from "./draw-terrain.mjs";
import { markerPath } from "./marker.mjs";

const FINEST = 0.006; // of the width of the view: closer points of a path are one
const TILT = [0.2, 1.3];

export function createTerrain(app, mount) {
  const ground = h("canvas", { class: "layer" });
  const routes = h("canvas", { class: "layer" });
  const layers = h("div", { class: "layers terrain-layers", role: "img", tabindex: 0, "aria-label": app.t("terrain.figure") }, ground, routes);
  const turn = (key, glyph, dt, dv) =>
    h("button", { type: "button", class: "btn icon small", "aria-label": app.t(`terrain.${key}`), title: app.t(`terrain.${key}`), on: { click: () => rotate(dt, dv) } }, icon(glyph, 14, true));
  const buttons = h(
    "span",
    { class: "turners" },
    turn("left", ICONS.left, -0.2, 0),
    turn("right", ICONS.right, 0.2, 0),
    turn("up", ICONS.up, 0, 0.12),
    turn("down", ICONS.down, 0, -0.12),
  );
  mount.append(h("h2", {}, app.t("terrain.title"), h("span", { class: "r" }, app.t("terrain.hint"))), layers);
  mount.querySelector(".r").append(buttons);

  let camera = { ...CAMERA };
  let size = { width: 0, height: 0 };
  let mesh = null;
  let space = null;
  let paths = [];

  new ResizeObserver(([{ contentRect: { width, height } }]) => {
    size = { width: Math.round(width), height: Math.round(height) };
    app.touch("terrain");
  }).observe(layers);

  function rotate(dTurn, dTilt) {
    const tilt = Math.min(Math.max(camera.tilt + dTilt, TILT[0]), TILT[1]);
    camera = { turn: camera.turn + dTurn, tilt };
    app.touch("terrain");
  }

  layers.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.06], ArrowDown: [0, -0.06] }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    rotate(...by);
  });
  layers.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    let [x, y] = [event.clientX, event.clientY];
    layers.setPointerCapture(event.pointerId);
    const drag = (e) => {
      rotate((e.clientX - x) * 0.01, (e.clientY - y) * 0.006);
      [x, y] = [e.clientX, e.clientY];
    };
    const end = () => layers.removeEventListener("pointermove", drag);
    layers.addEventListener("pointermove", drag);
    layers.addEventListener("pointerup", end, { once: true });
    layers.addEventListener("pointercancel", end, { once: true });
  });

  function buildPaths() {
    paths = app.run.lanes.map((lane, i) => {
      const indices = spacedIndices(lane.iterates, FINEST * app.place.width);
      return { lane, named: app.run.named[i], indices, points: indices.map((k) => project(lane, k)) };
    });
  }

  /** A recorded point in the panel, or null where it is far off the ground. */
  function project(lane, index) {
    const [x, y] = pointAt(lane.iterates, index);
    const [x0, x1, y0, y1] = mesh.landscape.view;
    const slack = 0.05;
    if (x < x0 - slack * (x1 - x0) || x > x1 + slack * (x1 - x0) || y < y0 - slack * (y1 - y0) || y > y1 + slack * (y1 - y0)) return null;
    return onGround(mesh, space, x, y);
  }

  function paintRoutes() {
    const c = fitCanvas(routes, size.width, size.height);
    const theme = app.theme();
    c.clearRect(0, 0, size.width, size.height);
    c.lineJoin = "round";
    c.lineCap = "round";
    const order = paths.map((_, i) => i).sort((a, b) => (a === app.focused()) - (b === app.focused()));
    const heads = [];
    for (const i of order) {
      const { lane, named, indices, points } = paths[i];
      const index = indexAt(lane, app.run.stride, app.clock.step);
      const head = project(lane, index);
      c.beginPath();
      let pen = false;
      for (let k = 0; k < indices.length && indices[k] <= index; k++) {
        if (points[k] && pen) c.lineTo(points[k][0], points[k][1]);
        else if (points[k]) c.moveTo(points[k][0], points[k][1]);
        pen = points[k] !== null;
      }
      if (head && pen) c.lineTo(head[0], head[1]);
      c.globalAlpha = app.isDimmed(i) ? 0.2 : 1;
      c.strokeStyle = theme.colors.halo;
      c.lineWidth = 3.6;
      c.stroke();
      c.strokeStyle = theme.lane(named.key);
      c.lineWidth = 1.8;
      c.stroke();
      if (head) heads.push([i, head, named]);
    }
    heads.sort((a, b) => b[1][2] - a[1][2]);
    for (const [i, head, named] of heads) {
      c.save();
      c.globalAlpha = app.isDimmed(i) ? 0.2 : 1;
      c.translate(head[0], head[1]);
      const path = markerPath(app.optimizers.get(named.key).symbol, 5.8);
      c.strokeStyle = named.copy > 1 ? theme.lane(named.key) : theme.colors.halo;
      c.lineWidth = 2.6;
      c.stroke(path);
      c.fillStyle = named.copy > 1 ? theme.colors.panel : theme.lane(named.key);
      c.fill(path);
      c.restore();
    }
    c.globalAlpha = 1;
  }

  return (touched) => {
    const has = (...names) => names.some((name) => touched.has(name));
    if (!app.landscape || size.width < 60 || size.height < 60) return;
    const fresh = !mesh || mesh.landscape !== app.landscape;
    if (fresh) mesh = buildMesh(app.landscape);
    const turned = fresh || has("terrain", "theme");
    if (turned) {
      const [x0, x1, y0, y1] = app.landscape.view;
      space = terrainProjection(camera, size.width, size.height, (x1 - x0) / (y1 - y0));
      const c = fitCanvas(ground, size.width, size.height);
      c.clearRect(0, 0, size.width, size.height);
      drawTerrain(c, mesh, space, camera.turn, app.theme());
    }
    if (!app.run) return;
    if (turned || has("run")) buildPaths();
    if (turned || has("run", "step", "focus")) paintRoutes();
  };
}
