/** The heads of the lanes, kept apart, with their names; and where a lane has gone off the map. */

import { placeLabels, spread } from "../pure/spread.mjs";
import { FONT, haloText } from "./draw-relief.mjs";
import { markerPath } from "./marker.mjs";

const RADIUS = 8.6;
const HALO = 2.2;
const LABEL = `650 13.5px ${FONT}`;

/**
 * @typedef {{x: number, y: number, fromX: number, fromY: number, name: string, shape: string, open: boolean,
 *   color: string, gone: boolean, last?: number}} Head
 * fromX, fromY: the last painted vertex of its route, for the piece between two steps
 *
 * @param {CanvasRenderingContext2D} c
 * @param {Head[]} heads
 * @param {{width: number, height: number, theme: any, focused: number | null, taken: any[], routes: Float32Array[],
 *   compact: boolean}} scene
 */
export function drawHeads(c, heads, { width, height, theme, focused, taken, routes, compact }) {
  c.clearRect(0, 0, width, height);
  c.lineCap = "round";
  c.lineJoin = "round";
  heads.forEach((head, i) => drawPiece(c, head, focused !== null && focused !== i));
  const shown = heads.map((head) => ({ ...head, ...exit(head, width, height) }));
  const places = spread(shown.map(({ x, y }) => [x, y]));
  shown.forEach((head, i) => {
    const [x, y] = places[i];
    if (Math.hypot(x - head.x, y - head.y) > 2 && !head.out) leader(c, head, x, y, theme);
    [head.atX, head.atY] = [x, y];
  });
  const order = shown.map((_, i) => i).sort((a, b) => (a === focused) - (b === focused));
  for (const i of order) drawHead(c, shown[i], theme, focused !== null && focused !== i);
  c.font = LABEL;
  const named = shown.filter((_, i) => focused === null || focused === i);
  const labels = placeLabels(
    named.map((head) => ({ x: head.atX, y: head.atY, width: textWidth(c, head.name), last: head.last })),
    taken,
    routes,
    { width, height },
  );
  c.textBaseline = "middle";
  labels.forEach((label, k) => {
    c.textAlign = label.align;
    haloText(c, named[k].name, label.x, label.y, theme.colors.ink, theme.colors.halo, 4.5, 0.88);
    heads[shown.indexOf(named[k])].last = label.place;
  });
}

const widths = new Map();

function textWidth(c, text) {
  if (!widths.has(text)) widths.set(text, c.measureText(text).width);
  return widths.get(text);
}

/** Names are measured again once the typeface has arrived. */
export const forgetWidths = () => widths.clear();

function drawPiece(c, head, dim) {
  if (head.fromX === head.x && head.fromY === head.y) return;
  c.globalAlpha = dim ? 0.2 : 1;
  c.beginPath();
  c.moveTo(head.fromX, head.fromY);
  c.lineTo(head.x, head.y);
  c.strokeStyle = head.color;
  c.lineWidth = 2.6;
  c.stroke();
  c.globalAlpha = 1;
}

/** A head outside the panel stands at the edge, and which way it went. */
function exit({ x, y }, width, height) {
  const inset = 14;
  if (x >= 0 && x <= width && y >= 0 && y <= height) return { out: false };
  const cx = Math.min(Math.max(x, inset), width - inset);
  const cy = Math.min(Math.max(y, inset), height - inset);
  return { out: true, x: cx, y: cy, angle: Math.atan2(y - cy, x - cx) };
}

function leader(c, head, x, y, theme) {
  c.beginPath();
  c.moveTo(head.x, head.y);
  c.lineTo(x, y);
  c.strokeStyle = theme.colors.ink;
  c.lineWidth = 1;
  c.stroke();
}

function drawHead(c, head, theme, dim) {
  c.save();
  c.globalAlpha = dim ? 0.2 : 1;
  c.translate(head.atX, head.atY);
  const path = markerPath(head.shape, head.open || head.gone ? RADIUS - 1.2 : RADIUS);
  c.lineWidth = head.open || head.gone ? 2 * HALO + 4.4 : 2 * HALO;
  c.strokeStyle = theme.colors.halo;
  c.stroke(path);
  if (head.open || head.gone) {
    c.fillStyle = theme.colors.panel;
    c.fill(path);
    c.strokeStyle = head.color;
    c.lineWidth = 2.4;
    c.stroke(path);
  } else {
    c.fillStyle = head.color;
    c.fill(path);
  }
  if (head.gone) cross(c, head.color);
  if (head.out && !head.gone) chevron(c, head);
  c.restore();
}

function cross(c, color) {
  c.beginPath();
  c.moveTo(-3, -3);
  c.lineTo(3, 3);
  c.moveTo(3, -3);
  c.lineTo(-3, 3);
  c.strokeStyle = color;
  c.lineWidth = 1.8;
  c.stroke();
}

function chevron(c, head) {
  c.rotate(head.angle);
  c.beginPath();
  c.moveTo(10, -5);
  c.lineTo(14, 0);
  c.lineTo(10, 5);
  c.strokeStyle = head.color;
  c.lineWidth = 2.4;
  c.stroke();
}
