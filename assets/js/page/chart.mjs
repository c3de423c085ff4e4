/** One chart over the steps of the race: what has been is solid, what is to come faint; its playhead can be dragged. */

import { chartScale, logRange, stepTicks } from "../pure/chart.mjs";
import { indexAt, stepOf, valueAt } from "../pure/path.mjs";
import { decades } from "../pure/scale.mjs";
import { fitCanvas, h } from "./dom.mjs";
import { FONT } from "./draw-relief.mjs";
import { markerPath } from "./marker.mjs";

const MOST_VERTICES = 700;

/** @param {{title: string, figure: string, series: (lane: any) => Float32Array, capped: boolean}} chart */
export function createChart(app, mount, { title, figure, series, capped }) {
  const future = h("canvas", { class: "layer" });
  const past = h("canvas", { class: "layer" });
  const cursor = h("canvas", { class: "layer" });
  const layers = h("div", { class: "layers", role: "img", "aria-label": figure }, future, past, cursor);
  mount.append(h("h2", {}, title), layers);
  let size = { width: 0, height: 0 };
  let scale = null;
  let lines = [];

  new ResizeObserver(([{ contentRect: { width, height } }]) => {
    size = { width: Math.round(width), height: Math.round(height) };
    scale = null;
    app.touch("charts");
  }).observe(layers);

  layers.addEventListener("pointerdown", (event) => {
    if (!scale || event.button !== 0) return;
    const left = layers.getBoundingClientRect().left;
    const go = (e) => app.seek(scale.step(e.clientX - left));
    const end = () => {
      layers.removeEventListener("pointermove", go);
      app.touch("paused");
    };
    layers.setPointerCapture(event.pointerId);
    layers.addEventListener("pointermove", go);
    layers.addEventListener("pointerup", end, { once: true });
    layers.addEventListener("pointercancel", end, { once: true });
    go(event);
  });

  function rescale() {
    const { run } = app;
    scale = chartScale(size.width, size.height, run.nSteps, logRange(run.lanes.map(series), run, capped));
    const theme = app.theme();
    lines = run.lanes.map((lane, i) => ({ lane, xy: vertices(lane, run.stride), color: theme.lane(run.named[i].key), drawn: 0 }));
  }

  /** A lane's curve in pixels, at most two vertices a pixel column. */
  function vertices(lane, stride) {
    const values = series(lane);
    const every = Math.max(1, Math.floor(values.length / MOST_VERTICES));
    const out = [];
    for (let i = 0; i < values.length; i += every) out.push(scale.x(stepOf(lane, stride, i)), scale.y(values[i]));
    if ((values.length - 1) % every) out.push(scale.x(lane.last), scale.y(values[values.length - 1]));
    return Float32Array.from(out);
  }

  function paintFuture() {
    const c = fitCanvas(future, size.width, size.height);
    c.clearRect(0, 0, size.width, size.height);
    drawAxes(c, scale, app);
    c.lineWidth = 1.2;
    c.lineJoin = "round";
    lines.forEach(({ xy, color }, i) => {
      c.globalAlpha = app.isDimmed(i) ? 0.1 : 0.32;
      c.strokeStyle = color;
      strokeLine(c, xy, 0, xy.length / 2 - 1);
    });
    c.globalAlpha = 1;
  }

  /** Paint the curves up to the clock; only what is new if nothing else changed. */
  function paintPast(again) {
    const c = fitCanvas(past, size.width, size.height);
    if (again) c.clearRect(0, 0, size.width, size.height);
    const x = scale.x(app.clock.step);
    c.lineWidth = 2.2;
    c.lineJoin = "round";
    c.lineCap = "round";
    const order = lines.map((_, i) => i).sort((a, b) => (a === app.focused()) - (b === app.focused()));
    for (const i of order) {
      const line = lines[i];
      const from = again ? 0 : line.drawn;
      let to = from;
      const count = line.xy.length / 2;
      while (to + 1 < count && line.xy[2 * (to + 1)] <= x) to++;
      if (to > from) {
        c.globalAlpha = app.isDimmed(i) ? 0.2 : 1;
        c.strokeStyle = line.color;
        strokeLine(c, line.xy, Math.max(from - 1, 0), to);
      }
      line.drawn = to;
    }
    c.globalAlpha = 1;
  }

  function paintCursor() {
    const { run, clock } = app;
    const theme = app.theme();
    const c = fitCanvas(cursor, size.width, size.height);
    c.clearRect(0, 0, size.width, size.height);
    const x = scale.x(clock.step);
    lines.forEach(({ lane, xy, drawn, color }, i) => {
      const now = valueAt(series(lane), indexAt(lane, run.stride, clock.step));
      const endX = Math.min(x, scale.x(lane.last));
      c.globalAlpha = app.isDimmed(i) ? 0.2 : 1;
      c.strokeStyle = color;
      c.lineWidth = 2.2;
      c.beginPath();
      c.moveTo(xy[2 * drawn], xy[2 * drawn + 1]);
      c.lineTo(endX, scale.y(now));
      c.stroke();
    });
    c.globalAlpha = 1;
    c.fillStyle = theme.colors.ink;
    c.fillRect(x - 0.75, scale.top - 10, 1.5, scale.floor - scale.top + 10);
    const order = lines.map((_, i) => i).sort((a, b) => (a === app.focused()) - (b === app.focused()));
    for (const i of order) drawMark(c, i, x, theme);
  }

  function drawMark(c, i, x, theme) {
    const { run, clock } = app;
    const { lane, color } = lines[i];
    const { key, copy } = run.named[i];
    const gone = lane.termination === "diverged" && clock.step >= lane.last;
    const now = valueAt(series(lane), indexAt(lane, run.stride, clock.step));
    c.save();
    c.globalAlpha = app.isDimmed(i) ? 0.2 : 1;
    c.translate(gone ? scale.x(lane.last) : x, gone ? scale.top : scale.y(now));
    const path = markerPath(gone ? "triangle-up" : app.optimizers.get(key).symbol, gone || copy > 1 ? 4.2 : 5);
    c.lineWidth = gone || copy > 1 ? 5.5 : 3;
    c.strokeStyle = theme.colors.panel;
    c.stroke(path);
    c.fillStyle = gone || copy > 1 ? theme.colors.panel : color;
    c.fill(path);
    if (gone || copy > 1) {
      c.lineWidth = 1.8;
      c.strokeStyle = color;
      c.stroke(path);
    }
    c.restore();
  }

  app.onFrame((touched) => {
    if (!app.run || size.width < 80 || size.height < 40) return;
    const has = (...names) => names.some((name) => touched.has(name));
    const fresh = !scale || has("run", "theme", "charts");
    if (fresh) rescale();
    const backwards = lines.some(({ xy, drawn }) => xy[2 * drawn] > scale.x(app.clock.step) + 0.01);
    const again = fresh || backwards || has("focus");
    if (again && (fresh || has("focus"))) paintFuture();
    if (again || has("step")) {
      paintPast(again);
      paintCursor();
    }
  });
}

function strokeLine(c, xy, from, to) {
  c.beginPath();
  c.moveTo(xy[2 * from], xy[2 * from + 1]);
  for (let i = from + 1; i <= to; i++) c.lineTo(xy[2 * i], xy[2 * i + 1]);
  c.stroke();
}

function drawAxes(c, scale, app) {
  const theme = app.theme();
  c.font = `400 11.5px ${FONT}`;
  c.fillStyle = theme.colors.ink3;
  c.strokeStyle = theme.colors.line;
  c.lineWidth = 1;
  c.textAlign = "right";
  c.textBaseline = "middle";
  c.beginPath();
  for (const value of decades(scale.low, scale.high, Math.max(2, Math.floor((scale.floor - scale.top) / 26)))) {
    const y = Math.round(scale.y(value)) + 0.5;
    c.moveTo(scale.left, y);
    c.lineTo(scale.right, y);
    c.fillText(app.format.significant(value, 1), scale.left - 7, y);
  }
  c.stroke();
  c.textAlign = "center";
  c.textBaseline = "alphabetic";
  for (const step of stepTicks(app.run.nSteps, scale.right - scale.left)) c.fillText(String(step), scale.x(step), scale.height - 6);
}
