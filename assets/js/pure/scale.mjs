/** Scales, ticks and views: plain numbers in, plain numbers out. */

export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * A logarithmic slider: whole positions 0..n between low and high.
 * @param {number} low @param {number} high @param {number} n
 */
export function logSlider(low, high, n) {
  const span = Math.log(high / low);
  return {
    n,
    position: (value) => clamp((Math.log(value / low) / span) * n, 0, n),
    value: (position) => round(low * Math.exp((span * position) / n), 4),
  };
}

/** A linear slider of n positions, values rounded to what one position can tell apart. */
export function linearSlider(low, high, n) {
  const step = (high - low) / n;
  const digits = Math.max(0, Math.ceil(-Math.log10(step)) + 1);
  return {
    n,
    position: (value) => clamp((value - low) / step, 0, n),
    value: (position) => Number((low + step * position).toFixed(Math.min(digits, 12))),
  };
}

/** Round to significant digits, as a number. */
export const round = (value, digits) => Number(value.toPrecision(digits));

/** Round "nice" tick values (1, 2 or 5 times a power of ten), about `count` of them, inside [low, high]. */
export function ticks(low, high, count) {
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((m) => m * power >= raw * 0.999) ?? 10);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const values = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    values.push(Number((i * step).toFixed(decimals)) + 0);
  }
  return { values, decimals };
}

/** Powers of ten inside [low, high], thinned to at most `most`. */
export function decades(low, high, most) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / most));
  const values = [];
  for (let k = last; k >= first; k -= every) values.unshift(10 ** k);
  return values;
}

/**
 * The view of a panel: the domain, extended in the shorter direction so that both axes have one scale.
 * @param {[[number, number], [number, number]]} domain
 * @returns {[number, number, number, number]} x0, x1, y0, y1
 */
export function fitView([[x0, x1], [y0, y1]], width, height) {
  const unit = Math.max((x1 - x0) / width, (y1 - y0) / height);
  const dx = (unit * width - (x1 - x0)) / 2;
  const dy = (unit * height - (y1 - y0)) / 2;
  return [x0 - dx, x1 + dx, y0 - dy, y1 + dy];
}

/**
 * The view of a small panel: as close as the longer side of the domain allows being cropped, if that keeps a point in sight.
 * @param {[number, number]} point
 */
export function cropView(domain, width, height, [px, py]) {
  const [[x0, x1], [y0, y1]] = domain;
  const unit = Math.min((x1 - x0) / width, (y1 - y0) / height);
  const [halfX, halfY] = [(unit * width) / 2, (unit * height) / 2];
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const seen = Math.abs(px - cx) < 0.93 * halfX && Math.abs(py - cy) < 0.93 * halfY;
  return seen ? [cx - halfX, cx + halfX, cy - halfY, cy + halfY] : fitView(domain, width, height);
}

/** Functions between surface coordinates and pixels of a panel; y points up on the surface, down on the screen. */
export function projection([x0, x1, y0, y1], width, height) {
  const kx = width / (x1 - x0);
  const ky = height / (y1 - y0);
  return {
    width,
    height,
    unit: 1 / kx,
    x: (x) => (x - x0) * kx,
    y: (y) => (y1 - y) * ky,
    toX: (px) => x0 + px / kx,
    toY: (py) => y1 - py / ky,
  };
}
