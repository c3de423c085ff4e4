/** The data behind the cost: points, the true line dashed, and the line of every lane at this step. */

import { indexAt, pointAt } from "../pure/path.mjs";
import { ticks } from "../pure/scale.mjs";
import { fitCanvas, h, setAttribute } from "./dom.mjs";
import { FONT } from "./draw-relief.mjs";

const MARGIN = { left: 34, right: 10, top: 8, bottom: 24 };

export function createDataPlot(app, mount) {
  const back = h("canvas", { class: "layer" });
  const front = h("canvas", { class: "layer" });
  const layers = h("div", { class: "layers", role: "img" }, back, front);
  const legend = h(
    "span",
    { class: "r" },
    h("i", { class: "dash", "aria-hidden": "true" }),
    app.t("reg.truth"),
  );
  mount.append(h("h2", {}, app.t("data.title"), legend), layers);
  let size = { width: 0, height: 0 };
  let at = null;

  new ResizeObserver(([{ contentRect: { width, height } }]) => {
    size = { width: Math.round(width), height: Math.round(height) };
    app.touch("data");
  }).observe(layers);

  /** Scales that hold all points and the start of the true line. */
  function scales({ x, y }) {
    const span = (values) => {
      const low = Math.min(...values);
      const high = Math.max(...values);
      const pad = 0.08 * (high - low || 1);
      return [low - pad, high + pad];
    };
    const [x0, x1] = span(x);
    const [y0, y1] = span(y);
    const { left, right, top, bottom } = MARGIN;
    const kx = (size.width - left - right) / (x1 - x0);
    const ky = (size.height - top - bottom) / (y1 - y0);
    return { x0, x1, y0, y1, x: (v) => left + (v - x0) * kx, y: (v) => size.height - bottom - (v - y0) * ky };
  }

  function paintBack({ x, y, truth }) {
    const c = fitCanvas(back, size.width, size.height);
    const { colors } = app.theme();
    c.clearRect(0, 0, size.width, size.height);
    c.font = `400 11px ${FONT}`;
    c.fillStyle = colors.ink3;
    c.strokeStyle = colors.line;
    c.lineWidth = 1;
    c.textAlign = "right";
    c.textBaseline = "middle";
    c.beginPath();
    const rows = ticks(at.y0, at.y1, 4);
    for (const value of rows.values) {
      const py = Math.round(at.y(value)) + 0.5;
      c.moveTo(MARGIN.left, py);
      c.lineTo(size.width - MARGIN.right, py);
      c.fillText(app.format.fixed(value, rows.decimals), MARGIN.left - 6, py);
    }
    c.stroke();
    c.textAlign = "center";
    c.textBaseline = "alphabetic";
    const columns = ticks(at.x0, at.x1, 5);
    for (const value of columns.values) c.fillText(app.format.fixed(value, columns.decimals), at.x(value), size.height - 7);
    c.fillStyle = colors.ink2;
    c.globalAlpha = x.length > 300 ? 0.35 : 0.6;
    c.beginPath();
    for (let i = 0; i < x.length; i++) {
      c.moveTo(at.x(x[i]) + 2.4, at.y(y[i]));
      c.arc(at.x(x[i]), at.y(y[i]), 2.4, 0, 2 * Math.PI);
    }
    c.fill();
    c.globalAlpha = 1;
    if (!truth) return;
    c.setLineDash([6, 5]);
    c.strokeStyle = colors.ink;
    c.lineWidth = 1.6;
    line(c, truth);
    c.setLineDash([]);
  }

  function line(c, [w, b]) {
    c.beginPath();
    c.moveTo(at.x(at.x0), at.y(w * at.x0 + b));
    c.lineTo(at.x(at.x1), at.y(w * at.x1 + b));
    c.stroke();
  }

  function paintFront() {
    const c = fitCanvas(front, size.width, size.height);
    const theme = app.theme();
    c.clearRect(0, 0, size.width, size.height);
    c.save();
    c.beginPath();
    c.rect(MARGIN.left, 0, size.width - MARGIN.left - MARGIN.right, size.height - MARGIN.bottom);
    c.clip();
    app.run.lanes.forEach((lane, i) => {
      const point = pointAt(lane.iterates, indexAt(lane, app.run.stride, app.clock.step));
      if (!point.every(Number.isFinite)) return;
      c.globalAlpha = app.isDimmed(i) ? 0.2 : 0.95;
      c.strokeStyle = theme.lane(app.run.named[i].key);
      c.lineWidth = app.focused() === i ? 3 : 2;
      line(c, point);
    });
    c.restore();
  }

  return (touched) => {
    const has = (...names) => names.some((name) => touched.has(name));
    const data = app.landscape?.data;
    if (!data || size.width < 60 || size.height < 60) return;
    const fresh = !at || has("landscape", "theme", "data");
    if (fresh) {
      at = scales(data);
      paintBack(data);
      legend.hidden = !data.truth;
      setAttribute(layers, "aria-label", app.t("data.figure", { n: data.x.length }));
    }
    if (app.run && (fresh || has("run", "step", "focus"))) paintFront();
  };
}
