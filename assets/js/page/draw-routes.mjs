/** The routes of the lanes: dotted where they are still to come, solid with a halo where they have been. */

import { indexAt, pointAt } from "../pure/path.mjs";

const WIDTH = 2.6;
const SOLO_WIDTH = 3.2;
const HALO = 6.5;
const DOT = 2.5;
const DOT_GAP = 5.5;
const NEAR = 0.8; // pixels: closer vertices are one
const DIM = 0.2;

/**
 * @typedef {{xy: Float32Array, run: any, color: string, dotX: number, dotY: number, dots: number[][], drawn: number}} Route
 * xy: the whole path in pixels; drawn: index of the last recorded point already painted; dots: the newest three
 */

/** Is a recorded point part of what a canvas of this size can show? */
const margin = 400;
const near = (x, y, width, height) => x > -margin && y > -margin && x < width + margin && y < height + margin;

/** Paint everything: the future of every lane dotted, then its past. Leaves the routes ready to be extended. */
export function drawRoutes(c, routes, { stride, step, width, height, halo, focused }) {
  c.clearRect(0, 0, width, height);
  c.lineJoin = "round";
  c.lineCap = "round";
  const order = routes.map((_, i) => i).filter((i) => i !== focused);
  if (focused !== null && routes[focused]) order.push(focused);
  for (const i of order) {
    c.globalAlpha = focused !== null && focused !== i ? DIM : 1;
    drawFuture(c, routes[i], stride, step);
  }
  for (const i of order) {
    const route = routes[i];
    const dim = focused !== null && focused !== i;
    route.drawn = 0;
    route.dots = [];
    route.dotX = route.xy[0];
    route.dotY = route.xy[1];
    const last = Math.floor(indexAt(route.run, stride, step));
    extend(c, route, last, { halo, alpha: dim ? DIM : 1, width: focused === i ? SOLO_WIDTH : WIDTH, box: { width, height } });
  }
  c.globalAlpha = 1;
}

/** Paint what the clock has added since the last call. */
export function extendRoutes(c, routes, { stride, step, halo, focused, width, height }) {
  c.lineJoin = "round";
  c.lineCap = "round";
  routes.forEach((route, i) => {
    const last = Math.floor(indexAt(route.run, stride, step));
    if (last <= route.drawn) return;
    const dim = focused !== null && focused !== i;
    extend(c, route, last, { halo, alpha: dim ? DIM : 1, width: focused === i ? SOLO_WIDTH : WIDTH, box: { width, height } });
  });
  c.globalAlpha = 1;
}

function extend(c, route, last, { halo, alpha, width, box }) {
  if (last > route.drawn) {
    c.beginPath();
    polyline(c, route.xy, Math.max(route.drawn - 1, 0), last, box);
    c.globalAlpha = 0.9 * alpha;
    c.strokeStyle = halo;
    c.lineWidth = HALO;
    c.lineCap = route.drawn > 0 ? "butt" : "round";
    c.stroke();
    c.beginPath();
    polyline(c, route.xy, Math.max(route.drawn - 3, 0), last, box);
    c.lineCap = "round";
    c.globalAlpha = alpha;
    c.strokeStyle = route.color;
    c.lineWidth = width;
    c.stroke();
  }
  drawDots(c, route, last, alpha, box);
  route.drawn = last;
}

function polyline(c, xy, from, to, { width, height }) {
  let x = xy[2 * from];
  let y = xy[2 * from + 1];
  c.moveTo(x, y);
  let skipped = false;
  for (let i = from + 1; i <= to; i++) {
    const nextX = xy[2 * i];
    const nextY = xy[2 * i + 1];
    if (i < to && Math.abs(nextX - x) + Math.abs(nextY - y) < NEAR) continue;
    const here = near(nextX, nextY, width, height);
    if (!here && skipped && i < to && !near(x, y, width, height)) {
      c.moveTo(nextX, nextY);
    } else c.lineTo(nextX, nextY);
    skipped = !here;
    x = nextX;
    y = nextY;
  }
}

function drawDots(c, route, last, alpha, { width, height }) {
  const { xy } = route;
  const recent = route.dots; // the halo of the newest piece may lie over them
  for (let i = route.drawn + 1; i <= last; i++) {
    const x = xy[2 * i];
    const y = xy[2 * i + 1];
    if (Math.abs(x - route.dotX) < DOT_GAP && Math.abs(y - route.dotY) < DOT_GAP && Math.hypot(x - route.dotX, y - route.dotY) < DOT_GAP) continue;
    route.dotX = x;
    route.dotY = y;
    if (x < -5 || y < -5 || x > width + 5 || y > height + 5) continue;
    recent.push([x, y]);
  }
  c.beginPath();
  for (const [x, y] of recent) {
    c.moveTo(x + DOT, y);
    c.arc(x, y, DOT, 0, 2 * Math.PI);
  }
  route.dots = recent.slice(-3);
  c.globalAlpha = alpha;
  c.fillStyle = route.color;
  c.fill();
}

function drawFuture(c, route, stride, step) {
  const index = indexAt(route.run, stride, step);
  const first = Math.ceil(index);
  const count = route.xy.length / 2;
  if (first >= count - 1) return;
  const alpha = c.globalAlpha;
  c.globalAlpha = 0.5 * alpha;
  c.strokeStyle = route.color;
  c.lineWidth = 1.6;
  c.setLineDash([1.5, 4.5]);
  c.beginPath();
  const [x, y] = pointAt(route.xy, index);
  c.moveTo(x, y);
  let [px, py] = [x, y];
  const every = Math.max(1, Math.floor((count - first) / 400));
  for (let i = first; i < count; i += every) {
    const nextX = route.xy[2 * i];
    const nextY = route.xy[2 * i + 1];
    if (Math.abs(nextX - px) + Math.abs(nextY - py) < 1.5) continue;
    c.lineTo(nextX, nextY);
    [px, py] = [nextX, nextY];
  }
  c.stroke();
  c.setLineDash([]);
  c.globalAlpha = alpha;
}
