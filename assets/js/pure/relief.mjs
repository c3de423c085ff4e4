/** A grid of suboptimality as coloured pixels: log tint along the ramp, hillshade from the north-west. */

const SHADES = 33;
const TINTS = 256;
const SHADE_LIGHTNESS = 0.03;
const SLOPE = 2.2;

/** Tint in [0, 1] of a suboptimality: 1 at the minimum, 0 from `hi` on. */
export function tintOf(value, hi, delta) {
  const t = 1 - Math.log((value + delta) / delta) / Math.log((hi + delta) / delta);
  return t > 0 ? (t < 1 ? t : 1) : 0;
}

/** "#8CBED9" -> [r, g, b] in 0..255. */
export function parseHex(text) {
  const value = Number.parseInt(text.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Colour along a ramp of [r, g, b] stops at t in [0, 1]. */
export function rampAt(stops, t) {
  const at = t * (stops.length - 1);
  const i = Math.min(Math.floor(at), stops.length - 2);
  const f = at - i;
  return stops[i].map((channel, c) => channel + (stops[i + 1][c] - channel) * f);
}

const linear = (c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const gamma = (c) => 255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * Math.max(c, 0) ** (1 / 2.4) - 0.055);

/** Move a colour by `delta` in OKLab lightness. Björn Ottosson, 2020. */
export function lighten([r, g, b], delta) {
  const [R, G, B] = [linear(r), linear(g), linear(b)];
  const l = Math.cbrt(0.4122214708 * R + 0.5363325363 * G + 0.0514459929 * B) + delta;
  const m = Math.cbrt(0.2119034982 * R + 0.6806995451 * G + 0.1073969566 * B) + delta;
  const s = Math.cbrt(0.0883024619 * R + 0.2817188376 * G + 0.6299787005 * B) + delta;
  const [L, M, S] = [l ** 3, m ** 3, s ** 3];
  return [
    gamma(4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S),
    gamma(-1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S),
    gamma(-0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S),
  ];
}

/**
 * Colours of every tint under every shade, as little-endian RGBA words.
 * @param {string[]} ramp 17 hex colours, high to low loss
 */
export function palette(ramp, lightness = SHADE_LIGHTNESS) {
  const stops = ramp.map(parseHex);
  const table = new Uint32Array(TINTS * SHADES);
  for (let i = 0; i < TINTS; i++) {
    const colour = rampAt(stops, i / (TINTS - 1));
    for (let k = 0; k < SHADES; k++) {
      const rgb = lighten(colour, lightness * ((2 * k) / (SHADES - 1) - 1));
      const [r, g, b] = rgb.map((c) => Math.min(255, Math.max(0, Math.round(c))));
      table[i * SHADES + k] = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    }
  }
  return table;
}

/** Word of a palette for a tint in [0, 1] and a shade in [-1, 1]. */
export const paletteWord = (table, tint, shade) =>
  table[Math.round(tint * (TINTS - 1)) * SHADES + Math.round((Math.min(1, Math.max(-1, shade)) + 1) * 0.5 * (SHADES - 1))];

/** Tints of a whole grid. @param {{grid: Float32Array, hi: number, delta: number}} landscape */
export function tints({ grid, hi, delta }) {
  const scale = 1 / Math.log((hi + delta) / delta);
  const out = new Float32Array(grid.length);
  for (let i = 0; i < grid.length; i++) {
    const t = 1 - Math.log((grid[i] + delta) / delta) * scale;
    out[i] = t > 0 ? (t < 1 ? t : 1) : 0;
  }
  return out;
}

/**
 * The relief as pixels, top row first (row 0 of the grid is the lowest y); clear where nothing is defined.
 * @param {{w: number, h: number, grid: Float32Array, hi: number, delta: number}} landscape
 * @param {Uint32Array} table from palette()
 */
export function reliefPixels(landscape, table) {
  const { w, h } = landscape;
  const t = tints(landscape);
  const pixels = new Uint8ClampedArray(4 * w * h);
  const words = new Uint32Array(pixels.buffer);
  const slope = (SLOPE * h) / 4;
  for (let row = 0; row < h; row++) {
    const above = Math.min(row + 1, h - 1) * w;
    const below = Math.max(row - 1, 0) * w;
    for (let col = 0; col < w; col++) {
      if (!Number.isFinite(landscape.grid[row * w + col])) continue;
      const east = Math.min(col + 1, w - 1);
      const west = Math.max(col - 1, 0);
      const dx = (t[row * w + east] - t[row * w + west]) * slope;
      const dy = (t[above + col] - t[below + col]) * slope;
      words[(h - 1 - row) * w + col] = paletteWord(table, t[row * w + col], shadeOf(dx, dy));
    }
  }
  return pixels;
}

/** Light from the north-west on ground whose height falls as the tint rises; 0 on the level. */
export const shadeOf = (dx, dy) => (dx - dy) / Math.sqrt(2 * (1 + dx * dx + dy * dy));
