/** The ground of the map: relief, contour lines with their labels, ticks, and the letters of the lakes. */

import { palette, reliefPixels } from "../pure/relief.mjs";
import { labelPlaces } from "../pure/contour-labels.mjs";
import { ticks } from "../pure/scale.mjs";

const RAMP_STOPS = 17;
export const FONT = '"Atkinson Hyperlegible Next", system-ui, sans-serif';

/** Colours of the current theme, read once per theme. */
export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  const ramp = Array.from({ length: RAMP_STOPS }, (_, i) => get(`ramp-${i}`));
  const names = ["ink", "ink2", "ink3", "halo", "edge", "line", "panel", "contour", "contour-index", "well", "on-ink"];
  const colors = Object.fromEntries(names.map((name) => [name, get(name)]));
  const lanes = new Map();
  const lane = (key) => {
    if (!lanes.has(key)) lanes.set(key, get(`lane-${key}`) || colors.ink);
    return lanes.get(key);
  };
  return { ramp, colors, lane, palette: palette(ramp), deepPalette: palette(ramp, 0.07) };
}

/** The relief of a landscape as a small canvas, one pixel per node. */
export function reliefImage(landscape, table) {
  const canvas = document.createElement("canvas");
  canvas.width = landscape.w;
  canvas.height = landscape.h;
  const image = new ImageData(reliefPixels(landscape, table), landscape.w, landscape.h);
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

/**
 * Draw the ground.
 * @param {CanvasRenderingContext2D} c
 * @param {{landscape: any, at: any, theme: any, format: any, lakes: any[], routes: Float32Array[], compact: boolean,
 *   words: {lowest: string}}} ground `at`: the projection of the map
 * @returns boxes that the letters of the lakes take
 */
export function drawGround(c, ground) {
  const { landscape, at, theme } = ground;
  c.clearRect(0, 0, at.width, at.height);
  const { w, h, view } = landscape;
  const [left, right] = [at.x(view[0]), at.x(view[1])];
  const [top, bottom] = [at.y(view[3]), at.y(view[2])];
  if (landscape.isPartial) drawUndefined(c, [left, top, right, bottom], theme);
  c.imageSmoothingEnabled = true;
  c.imageSmoothingQuality = "high";
  c.drawImage(ground.image, 0.5, 0.5, w - 1, h - 1, left, top, right - left, bottom - top);
  for (const index of [false, true]) {
    c.strokeStyle = theme.colors[index ? "contour-index" : "contour"];
    c.lineWidth = index ? 1.15 : 0.9;
    c.beginPath();
    for (const contour of landscape.contours) {
      if (contour.index === index) for (const line of contour.lines) trace(c, line, at);
    }
    c.stroke();
  }
  const boxes = drawLakes(c, ground);
  drawContourLabels(c, ground, boxes);
  drawTicks(c, ground);
  return boxes;
}

/** The hatch under the relief: it shows where the objective has no finite value. */
function drawUndefined(c, [left, top, right, bottom], { colors }) {
  c.save();
  c.beginPath();
  c.rect(left, top, right - left, bottom - top);
  c.clip();
  c.fillStyle = colors.well;
  c.fillRect(left, top, right - left, bottom - top);
  c.strokeStyle = colors.edge;
  c.globalAlpha = 0.55;
  c.lineWidth = 1.4;
  c.beginPath();
  for (let x = left - (bottom - top); x < right; x += 9) {
    c.moveTo(x, bottom);
    c.lineTo(x + bottom - top, top);
  }
  c.stroke();
  c.restore();
}

/** A polyline through its points, rounded at them. */
function trace(c, line, at) {
  const n = line.length / 2;
  let x = at.x(line[0]);
  let y = at.y(line[1]);
  c.moveTo(x, y);
  for (let i = 1; i < n; i++) {
    const nextX = at.x(line[2 * i]);
    const nextY = at.y(line[2 * i + 1]);
    if (i < n - 1) c.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    else c.lineTo(nextX, nextY);
    x = nextX;
    y = nextY;
  }
}

function drawContourLabels(c, { landscape, at, theme, format, routes }, boxes) {
  c.font = `500 10.5px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  for (const place of labelPlaces(landscape.contours, at, routes, boxes)) {
    c.save();
    c.translate(place.x, place.y);
    c.rotate(place.angle);
    haloText(c, format.significant(place.level, 2), 0, 0, theme.colors.ink2, theme.colors.halo, 3.5, 0.6);
    c.restore();
  }
}

function drawTicks(c, { at, theme, format, landscape, compact }) {
  if (compact) return;
  const { width, height } = at;
  c.font = `400 11px ${FONT}`;
  c.strokeStyle = theme.colors.edge;
  c.lineWidth = 1;
  c.textBaseline = "alphabetic";
  const [x0, x1, y0, y1] = landscape.view;
  const x = ticks(x0, x1, Math.max(2, width / 90));
  const y = ticks(y0, y1, Math.max(2, height / 90));
  c.beginPath();
  for (const value of x.values) {
    const px = at.x(value);
    c.moveTo(px, height);
    c.lineTo(px, height - 5);
    c.moveTo(px, 0);
    c.lineTo(px, 5);
  }
  for (const value of y.values) {
    const py = at.y(value);
    c.moveTo(0, py);
    c.lineTo(5, py);
    c.moveTo(width, py);
    c.lineTo(width - 5, py);
  }
  c.stroke();
  const text = (value, decimals, px, py) =>
    haloText(c, format.fixed(value, decimals), px, py, theme.colors.ink2, theme.colors.halo, 3, 0.6);
  c.textAlign = "center";
  for (const value of x.values) {
    const px = at.x(value);
    if (px > 190 && px < width - 16) text(value, x.decimals, px, height - 9);
  }
  c.textAlign = "right";
  for (const value of y.values) {
    const py = at.y(value);
    if (py > 16 && py < height - 26) text(value, y.decimals, width - 9, py + 4);
  }
}

/** Crosses at the minima and their letters with the loss beside them. @returns boxes the letters take */
function drawLakes(c, { at, theme, format, lakes, compact, words }) {
  c.strokeStyle = theme.colors.ink;
  c.globalAlpha = 0.6;
  c.lineWidth = 1.5;
  c.beginPath();
  for (const { x, y, letter } of lakes) {
    const [px, py] = [at.x(x), at.y(y)];
    const arm = letter ? 5 : 2.5;
    c.moveTo(px - arm, py);
    c.lineTo(px + arm, py);
    c.moveTo(px, py - arm);
    c.lineTo(px, py + arm);
  }
  c.stroke();
  c.globalAlpha = 1;
  c.textAlign = "left";
  c.textBaseline = "alphabetic";
  const only = lakes.length === 1;
  return lakes.filter(({ letter }) => letter).map((lake, i) => {
    const depth = Math.max(lake.value, 0);
    const value = depth < 100 ? format.fixed(depth, 2) : format.significant(depth, 3);
    const lowest = i === 0 && !(lakes[1] && lakes[1].value - lake.value < 1e-9 * (1 + Math.abs(lake.value)));
    const note = compact ? "" : lowest && !only ? `${value} ${words.lowest}` : value;
    c.font = `650 16px ${FONT}`;
    const letterWidth = c.measureText(lake.letter).width;
    c.font = `400 13px ${FONT}`;
    const width = letterWidth + (note ? 5 + c.measureText(note).width : 0);
    const [px, py] = [at.x(lake.x), at.y(lake.y)];
    const x = px < at.width / 2 ? Math.max(px - 48 - width / 2, 8) : Math.min(px + 34, at.width - width - 26);
    const covered = x < 200 && py + 44 > at.height - 76;
    const y = py < at.height / 2 ? Math.max(py - 30, 66) : covered ? py - 26 : Math.min(py + 44, at.height - 14);
    c.font = `650 16px ${FONT}`;
    haloText(c, lake.letter, x, y, theme.colors.ink, theme.colors.halo, 4, 0.7);
    c.font = `400 13px ${FONT}`;
    if (note) haloText(c, note, x + letterWidth + 5, y, theme.colors.ink2, theme.colors.halo, 4, 0.7);
    return { x0: x - 4, y0: y - 16, x1: x + width + 4, y1: y + 6 };
  });
}

/** Text with a halo that keeps it readable on any ground. */
export function haloText(c, text, x, y, color, halo, width, alpha) {
  c.lineJoin = "round";
  c.lineWidth = width;
  c.strokeStyle = halo;
  c.globalAlpha = alpha;
  c.strokeText(text, x, y);
  c.globalAlpha = 1;
  c.fillStyle = color;
  c.fillText(text, x, y);
}
