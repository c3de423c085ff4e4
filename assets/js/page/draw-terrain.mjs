/** The ground of the terrain: shaded patches from the farthest to the nearest, contour lines lying on them. */

import { locate } from "../pure/mesh.mjs";
import { paletteWord, shadeOf } from "../pure/relief.mjs";
import { heightOf, patchOrder } from "../pure/terrain.mjs";

const RELIEF = 0.14;

/** A surface point in panel pixels (and its depth), lying on the ground. */
export function onGround(mesh, space, x, y) {
  const { u, v, tint } = locate(mesh, x, y);
  return space.at(u, v, heightOf(tint));
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {import("../pure/mesh.mjs").Mesh} mesh
 * @param {any} space projection of the terrain
 */
export function drawTerrain(c, mesh, space, turn, theme) {
  const { w, h, tint, isMissing } = mesh;
  const grid = Array.from(tint, (t, k) => space.at((k % w) / (w - 1), Math.floor(k / w) / (h - 1), heightOf(t)));
  const { rows, columns } = patchOrder(w, h, turn);
  const contours = (j) => columns.forEach((i) => drawPieces(c, mesh, space, mesh.pieces.get(j * w + i), theme));
  rows.forEach((j, k) => {
    for (const i of columns) {
      const corners = [j * w + i, j * w + i + 1, (j + 1) * w + i + 1, (j + 1) * w + i];
      const fill = corners.some((n) => isMissing[n]) ? theme.colors.line : color(theme, mesh, corners.map((n) => tint[n]));
      drawPatch(c, corners.map((n) => grid[n]), fill);
    }
    // one row late: the patches beside a line must not paint over it
    if (k > 0) contours(rows[k - 1]);
  });
  contours(rows.at(-1));
}

function color(theme, { w, h }, [a, b, d, e]) {
  const shade = shadeOf((b + d - a - e) * w * RELIEF, (d + e - a - b) * h * RELIEF);
  const word = paletteWord(theme.deepPalette, (a + b + d + e) / 4, shade);
  return `rgb(${word & 255} ${(word >> 8) & 255} ${(word >> 16) & 255})`;
}

function drawPatch(c, corners, fill) {
  c.beginPath();
  for (const [x, y] of corners) c.lineTo(x, y);
  c.closePath();
  c.fillStyle = fill;
  c.strokeStyle = fill;
  c.lineWidth = 0.7;
  c.fill();
  c.stroke();
}

function drawPieces(c, mesh, space, pieces, theme) {
  if (!pieces) return;
  c.lineWidth = 0.8;
  c.strokeStyle = theme.colors["contour-index"];
  c.beginPath();
  for (const [x, y, u, v] of pieces) {
    const from = onGround(mesh, space, x, y);
    const to = onGround(mesh, space, u, v);
    c.moveTo(from[0], from[1]);
    c.lineTo(to[0], to[1]);
  }
  c.stroke();
}
