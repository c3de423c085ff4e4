/** A lane at a step: recorded points are every `stride`-th step and always the last one. */

/** Position in the recorded points (a fraction between two of them) at a step. */
export function indexAt(lane, stride, step) {
  if (step >= lane.last) return lane.n - 1;
  const i = step / stride;
  const whole = Math.floor(i);
  if (whole < lane.n - 2) return i;
  const before = (lane.n - 2) * stride;
  return lane.n - 2 + (step - before) / Math.max(lane.last - before, 1);
}

/** Step of the i-th recorded point. */
export const stepOf = (lane, stride, i) => (i >= lane.n - 1 ? lane.last : i * stride);

/** A recorded series at a step, linear between points. @param {Float32Array} series */
export function valueAt(series, index) {
  const i = Math.floor(index);
  if (i >= series.length - 1) return series[series.length - 1];
  return series[i] + (series[i + 1] - series[i]) * (index - i);
}

/** The iterate (x, y) at a fractional index. @param {Float32Array} xy interleaved */
export function pointAt(xy, index) {
  const n = xy.length / 2;
  const i = Math.min(Math.floor(index), n - 1);
  const j = Math.min(i + 1, n - 1);
  const f = index - i;
  return [xy[2 * i] + (xy[2 * j] - xy[2 * i]) * f, xy[2 * i + 1] + (xy[2 * j + 1] - xy[2 * i + 1]) * f];
}

/** Indices of the points of a path that lie at least `gap` apart, the first and the last among them. */
export function spacedIndices(xy, gap) {
  const last = xy.length / 2 - 1;
  const indices = [0];
  let [x, y] = xy;
  for (let k = 1; k <= last; k++) {
    if (Math.abs(xy[2 * k] - x) + Math.abs(xy[2 * k + 1] - y) < gap && k < last) continue;
    indices.push(k);
    [x, y] = [xy[2 * k], xy[2 * k + 1]];
  }
  return indices;
}

/** A path in pixels, kept within what a canvas can draw. @returns {Float32Array} interleaved */
export function toPixels(xy, projection) {
  const out = new Float32Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    out[i] = bound(projection.x(xy[i]));
    out[i + 1] = bound(projection.y(xy[i + 1]));
  }
  return out;
}

const bound = (pixel) => (pixel > -20000 && pixel < 20000 ? pixel : pixel > 0 ? 20000 : -20000);

/** Did the lane move less than 1 % of the view width in its last 15 steps before this one? */
export function hasSettled(lane, stride, step, width) {
  if (step < 15) return false;
  const now = pointAt(lane.iterates, indexAt(lane, stride, step));
  const steps = Math.max(1, Math.ceil(15 / stride));
  for (let k = 1; k <= steps; k++) {
    const then = pointAt(lane.iterates, indexAt(lane, stride, Math.max(0, step - (15 * k) / steps)));
    if (Math.hypot(now[0] - then[0], now[1] - then[1]) > 0.01 * width) return false;
  }
  return true;
}

/** The named minimum a point lies in: the nearest within a tenth of the view width, or null. */
export function lakeOf([x, y], lakes, width) {
  let best = null;
  let least = 0.1 * width;
  for (const lake of lakes) {
    const d = Math.hypot(lake.x - x, lake.y - y);
    if (d < least) [best, least] = [lake, d];
  }
  return best;
}

const MOST_NAMED = 8;
const FEW_NAMED = 5;

/** Minima in the view, lowest first, lettered A, B, C; of many only the lowest few have a letter, the others "". */
export function lakesOf(stationary, [x0, x1, y0, y1]) {
  const isIn = ({ x, y }) => x >= x0 && x <= x1 && y >= y0 && y <= y1;
  const isMinimum = ({ kind, value }) => kind === "min" || (kind === "degenerate" && value < 1e-9);
  const lakes = stationary.filter((point) => isMinimum(point) && isIn(point));
  const named = lakes.length > MOST_NAMED ? FEW_NAMED : lakes.length;
  return lakes.map((lake, i) => ({ ...lake, letter: i < named ? String.fromCharCode(65 + i) : "" }));
}
