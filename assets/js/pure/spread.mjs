/** Heads and their names kept apart: heads closer than 17 px are pushed, names take the freest of eight places. */

const APART = 17;

/**
 * Push points apart until all are APART pixels from each other.
 * @param {[number, number][]} points @returns {[number, number][]}
 */
export function spread(points) {
  const out = points.map(([x, y]) => [x, y]);
  for (let round = 0; round < 24; round++) {
    let moved = false;
    for (let i = 0; i < out.length; i++) {
      for (let j = i + 1; j < out.length; j++) {
        let dx = out[j][0] - out[i][0];
        let dy = out[j][1] - out[i][1];
        let d = Math.hypot(dx, dy);
        if (d >= APART - 0.01) continue;
        if (d < 1e-3) {
          const angle = 2.399963 * (i + 7 * j);
          [dx, dy, d] = [Math.cos(angle), Math.sin(angle), 1];
          out[i][0] -= dx * 0.5;
          out[i][1] -= dy * 0.5;
        }
        const push = (APART - d) / 2 / d;
        out[i][0] -= dx * push;
        out[i][1] -= dy * push;
        out[j][0] += dx * push;
        out[j][1] += dy * push;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return out;
}

const GAP = 13;
const PLACES = [
  [1, 0, "left"], [-1, 0, "right"], [0, -1, "center"], [0, 1, "center"],
  [0.8, -0.8, "left"], [0.8, 0.8, "left"], [-0.8, -0.8, "right"], [-0.8, 0.8, "right"],
];

const overlap = (a, b) =>
  Math.max(0, Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)) * Math.max(0, Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0));

const inside = (box, x, y) => x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;

/**
 * A place for each name beside its head.
 * @param {{x: number, y: number, width: number, last?: number}[]} heads `last`: the place it had before
 * @param {{x0: number, y0: number, x1: number, y1: number}[]} taken boxes that are in use
 * @param {Float32Array[]} routes pixel paths the names should not cover, thinned
 * @param {{width: number, height: number}} panel
 */
export function placeLabels(heads, taken, routes, panel) {
  const boxes = [...taken, ...heads.map(({ x, y }) => ({ x0: x - 9, y0: y - 9, x1: x + 9, y1: y + 9 }))];
  return heads.map((head) => {
    let best = null;
    PLACES.forEach(([dx, dy, align], place) => {
      const x = head.x + dx * GAP;
      const y = head.y + dy * (dx === 0 ? 18 : GAP);
      const x0 = align === "left" ? x : align === "right" ? x - head.width : x - head.width / 2;
      const box = { x0: x0 - 2, y0: y - 8, x1: x0 + head.width + 2, y1: y + 8 };
      let cost = place * 4 - (place === head.last ? 30 : 0);
      if (box.x0 < 4 || box.x1 > panel.width - 4 || box.y0 < 4 || box.y1 > panel.height - 4) cost += 2000;
      for (const other of boxes) cost += 4 * overlap(box, other);
      for (const route of routes) {
        for (let i = 0; i < route.length; i += 2) if (inside(box, route[i], route[i + 1])) cost += 22;
      }
      if (best === null || cost < best.cost) best = { x, y, align, place, box, cost };
    });
    boxes.push(best.box);
    return best;
  });
}

/** A path thinned to points at least `gap` pixels apart. @param {Float32Array} xy */
export function thin(xy, count, gap) {
  const out = [];
  let px = NaN;
  let py = NaN;
  for (let i = 0; i < 2 * count; i += 2) {
    if (Math.abs(xy[i] - px) + Math.abs(xy[i + 1] - py) < gap) continue;
    out.push((px = xy[i]), (py = xy[i + 1]));
  }
  return Float32Array.from(out);
}
