/** Where the index contours carry their value: along the line, upright, away from routes, edges and each other. */

const CLEAR = 46;
const EDGE = 34;

/**
 * @param {{level: number, index: boolean, lines: Float32Array[]}[]} contours
 * @param {any} at projection of the map
 * @param {Float32Array[]} routes pixel paths, thinned
 * @param {{x0: number, y0: number, x1: number, y1: number}[]} boxes already taken
 */
export function labelPlaces(contours, at, routes, boxes) {
  const placed = [];
  const index = contours.filter((contour) => contour.index);
  for (const { level, lines } of [...index].reverse()) {
    const line = lines.reduce((a, b) => (b.length > a.length ? b : a), lines[0] ?? new Float32Array());
    let best = null;
    const stride = Math.max(2, Math.floor(line.length / 2 / 60));
    for (let i = 2; i < line.length / 2 - 3; i += stride) {
      const place = candidate(line, i, at);
      if (!place) continue;
      const room = clearance(place, at, routes, boxes, placed);
      if (room >= CLEAR && (best === null || score(place, room) > score(best, best.room))) best = { ...place, room, level };
    }
    if (best) placed.push(best);
  }
  return placed;
}

/** Level places read best; more than 80 px of room is no better than 80. */
const score = (place, room) => Math.min(room, 80) - 25 * Math.abs(place.angle);

function candidate(line, i, at) {
  const x = at.x(line[2 * i]);
  const y = at.y(line[2 * i + 1]);
  if (x < EDGE || x > at.width - EDGE - 20 || y < EDGE + 24 || y > at.height - EDGE - 10) return null;
  if (x < 200 && y > at.height - 80) return null;
  const dx = at.x(line[2 * i + 4]) - at.x(line[2 * i - 4]);
  const dy = at.y(line[2 * i + 5]) - at.y(line[2 * i - 3]);
  let angle = Math.atan2(dy, dx);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle < -Math.PI / 2) angle += Math.PI;
  return { x, y, angle };
}

function clearance({ x, y }, at, routes, boxes, placed) {
  let room = Infinity;
  for (const other of placed) room = Math.min(room, Math.hypot(other.x - x, other.y - y));
  for (const box of boxes) {
    const dx = Math.max(box.x0 - x, 0, x - box.x1);
    const dy = Math.max(box.y0 - y, 0, y - box.y1);
    room = Math.min(room, Math.hypot(dx, dy) + 20);
  }
  for (const route of routes) {
    for (let i = 0; i < route.length && room > CLEAR; i += 2) room = Math.min(room, Math.hypot(route[i] - x, route[i + 1] - y));
  }
  return room;
}
