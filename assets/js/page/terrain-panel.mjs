/** The landscape as a terrain with the routes on it, turned by drag, arrow keys or buttons. */

import { indexAt, pointAt } from "../pure/path.mjs";
import { paletteWord, shadeOf, tints } from "../pure/relief.mjs";
import { CAMERA, heightOf, patchOrder, terrainProjection } from "../pure/terrain.mjs";
import { fitCanvas, h, icon, ICONS } from "./dom.mjs";
import { markerPath } from "./marker.mjs";

const NODES = 72; // across the longer side
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

  /** Heights and tints of a coarser grid. */
  function buildMesh(landscape) {
    const all = tints(landscape);
    const across = Math.min(NODES, landscape.w);
    const down = Math.min(Math.max(8, Math.round((across * landscape.h) / landscape.w)), landscape.h);
    const tint = new Float32Array(across * down);
    for (let j = 0; j < down; j++) {
      for (let i = 0; i < across; i++) {
        const column = Math.round((i * (landscape.w - 1)) / (across - 1));
        const row = Math.round((j * (landscape.h - 1)) / (down - 1));
        tint[j * across + i] = all[row * landscape.w + column];
      }
    }
    return { w: across, h: down, tint, all, landscape, pieces: contourPieces(landscape, across, down) };
  }

  function paintGround() {
    const c = fitCanvas(ground, size.width, size.height);
    c.clearRect(0, 0, size.width, size.height);
    const { w, h: rows, tint } = mesh;
    const theme = app.theme();
    const point = (i, j) => space.at(i / (w - 1), j / (rows - 1), heightOf(tint[j * w + i]));
    const grid = Array.from({ length: w * rows }, (_, k) => point(k % w, Math.floor(k / w)));
    const order = patchOrder(w, rows, camera.turn);
    const contours = (j) => order.columns.forEach((i) => paintPieces(c, mesh.pieces.get(j * w + i), theme));
    order.rows.forEach((j, k) => {
      for (const i of order.columns) {
        const [a, b, d, e] = [j * w + i, j * w + i + 1, (j + 1) * w + i + 1, (j + 1) * w + i];
        paintPatch(c, grid[a], grid[b], grid[d], grid[e], patchColor(theme, tint[a], tint[b], tint[d], tint[e]));
      }
      // one row late: the patches beside a line must not paint over it
      if (k > 0) contours(order.rows[k - 1]);
    });
    contours(order.rows.at(-1));
  }

  function patchColor(theme, a, b, d, e) {
    const dx = (b + d - a - e) * mesh.w * 0.14;
    const dy = (d + e - a - b) * mesh.h * 0.14;
    const word = paletteWord(theme.deepPalette, (a + b + d + e) / 4, shadeOf(dx, dy));
    return `rgb(${word & 255} ${(word >> 8) & 255} ${(word >> 16) & 255})`;
  }

  function paintPatch(c, a, b, d, e, color) {
    c.beginPath();
    c.moveTo(a[0], a[1]);
    c.lineTo(b[0], b[1]);
    c.lineTo(d[0], d[1]);
    c.lineTo(e[0], e[1]);
    c.closePath();
    c.fillStyle = color;
    c.strokeStyle = color;
    c.lineWidth = 0.7;
    c.fill();
    c.stroke();
  }

  /** The pieces of contour lines that cross one patch, hidden by whatever is painted in front of it later. */
  function paintPieces(c, pieces, theme) {
    if (!pieces) return;
    c.lineWidth = 0.8;
    c.strokeStyle = theme.colors["contour-index"];
    c.beginPath();
    for (const [x, y, u, v] of pieces) {
      const from = onGround(x, y);
      const to = onGround(u, v);
      c.moveTo(from[0], from[1]);
      c.lineTo(to[0], to[1]);
    }
    c.stroke();
  }

  /** Pieces of every second contour line by the patch they cross. */
  function contourPieces(landscape, w, rows) {
    const [x0, x1, y0, y1] = landscape.view;
    const pieces = new Map();
    landscape.contours.forEach(({ lines }, level) => {
      if (level % 2 === 0) return;
      for (const line of lines) {
        for (let i = 0; i + 3 < line.length; i += 2) {
          const [x, y, u, v] = line.subarray(i, i + 4);
          const column = Math.min(Math.floor((((x + u) / 2 - x0) / (x1 - x0)) * (w - 1)), w - 2);
          const row = Math.min(Math.floor((((y + v) / 2 - y0) / (y1 - y0)) * (rows - 1)), rows - 2);
          const key = row * w + column;
          if (!pieces.has(key)) pieces.set(key, []);
          pieces.get(key).push([x, y, u, v]);
        }
      }
    });
    return pieces;
  }

  /** A surface point in panel pixels, lying on the ground; outside the view it keeps the height of the edge. */
  function onGround(x, y) {
    const { landscape, all } = mesh;
    const [x0, x1, y0, y1] = landscape.view;
    const u = (x - x0) / (x1 - x0);
    const v = (y - y0) / (y1 - y0);
    const column = Math.min(Math.max(u, 0), 1) * (landscape.w - 1);
    const row = Math.min(Math.max(v, 0), 1) * (landscape.h - 1);
    const [i, j] = [Math.min(Math.floor(column), landscape.w - 2), Math.min(Math.floor(row), landscape.h - 2)];
    const [f, g] = [column - i, row - j];
    const at = (a, b) => all[(j + b) * landscape.w + i + a];
    const tint = (at(0, 0) * (1 - f) + at(1, 0) * f) * (1 - g) + (at(0, 1) * (1 - f) + at(1, 1) * f) * g;
    return space.at(u, v, heightOf(tint));
  }

  function buildPaths() {
    paths = app.run.lanes.map((lane, i) => {
      const indices = spaced(lane.iterates, FINEST * app.place.width);
      return { lane, named: app.run.named[i], indices, points: indices.map((k) => project(lane, k)) };
    });
  }

  /** Indices of the points of a path that lie at least `gap` apart, the first and the last among them. */
  function spaced(xy, gap) {
    const indices = [0];
    let [x, y] = xy;
    for (let k = 1; k < xy.length / 2; k++) {
      if (Math.abs(xy[2 * k] - x) + Math.abs(xy[2 * k + 1] - y) < gap) continue;
      indices.push(k);
      [x, y] = [xy[2 * k], xy[2 * k + 1]];
    }
    if (indices.at(-1) !== xy.length / 2 - 1) indices.push(xy.length / 2 - 1);
    return indices;
  }

  /** A recorded point in the panel, or null where it is far off the ground. */
  function project(lane, index) {
    const [x, y] = pointAt(lane.iterates, index);
    const [x0, x1, y0, y1] = mesh.landscape.view;
    const slack = 0.05;
    if (x < x0 - slack * (x1 - x0) || x > x1 + slack * (x1 - x0) || y < y0 - slack * (y1 - y0) || y > y1 + slack * (y1 - y0)) return null;
    return onGround(x, y);
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
      paintGround();
    }
    if (!app.run) return;
    if (turned || has("run")) buildPaths();
    if (turned || has("run", "step", "focus")) paintRoutes();
  };
}
