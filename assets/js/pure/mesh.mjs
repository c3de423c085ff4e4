/** A landscape as a mesh for the terrain: coarser tints, and the pieces of contour lines by the patch they cross. */

import { tints } from "./relief.mjs";

const NODES = 72; // across

/**
 * @typedef {{w: number, h: number, tint: Float32Array, isMissing: Uint8Array, fine: Float32Array, landscape: any,
 *   pieces: Map<number, number[][]>}} Mesh  tint: w x h nodes; fine: the landscape's own nodes
 * @param {import("./wire.mjs").Landscape} landscape @returns {Mesh}
 */
export function buildMesh(landscape) {
  const fine = tints(landscape);
  const w = Math.min(NODES, landscape.w);
  const h = Math.min(Math.max(8, Math.round((w * landscape.h) / landscape.w)), landscape.h);
  const tint = new Float32Array(w * h);
  const isMissing = new Uint8Array(w * h);
  for (let j = 0; j < h; j++) {
    const row = Math.round((j * (landscape.h - 1)) / (h - 1));
    for (let i = 0; i < w; i++) {
      const node = row * landscape.w + Math.round((i * (landscape.w - 1)) / (w - 1));
      tint[j * w + i] = fine[node];
      isMissing[j * w + i] = Number.isFinite(landscape.grid[node]) ? 0 : 1;
    }
  }
  return { w, h, tint, isMissing, fine, landscape, pieces: contourPieces(landscape, w, h) };
}

/** Where a surface point lies in the view, 0..1 both ways, and the tint there; outside it is the tint of the edge. */
export function locate({ fine, landscape }, x, y) {
  const { w, h, view: [x0, x1, y0, y1] } = landscape;
  const u = (x - x0) / (x1 - x0);
  const v = (y - y0) / (y1 - y0);
  const column = Math.min(Math.max(u, 0), 1) * (w - 1);
  const row = Math.min(Math.max(v, 0), 1) * (h - 1);
  const i = Math.min(Math.floor(column), w - 2);
  const j = Math.min(Math.floor(row), h - 2);
  const [f, g] = [column - i, row - j];
  const at = (a, b) => fine[(j + b) * w + i + a];
  const tint = (at(0, 0) * (1 - f) + at(1, 0) * f) * (1 - g) + (at(0, 1) * (1 - f) + at(1, 1) * f) * g;
  return { u, v, tint };
}

/** Pieces (x, y, x', y') of every second contour line by the patch they cross. */
function contourPieces({ contours, view: [x0, x1, y0, y1] }, w, h) {
  const pieces = new Map();
  const cell = (middle, low, high, n) => Math.min(Math.floor(((middle - low) / (high - low)) * (n - 1)), n - 2);
  contours.forEach(({ lines }, level) => {
    if (level % 2 === 0) return;
    for (const line of lines) {
      for (let i = 0; i + 3 < line.length; i += 2) {
        const [x, y, u, v] = line.subarray(i, i + 4);
        const key = cell((y + v) / 2, y0, y1, h) * w + cell((x + u) / 2, x0, x1, w);
        if (!pieces.has(key)) pieces.set(key, []);
        pieces.get(key).push([x, y, u, v]);
      }
    }
  });
  return pieces;
}
