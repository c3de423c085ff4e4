/** The landscape as a surface in space, seen from a turntable: projection and the order of its patches. */

/** @typedef {{turn: number, tilt: number}} Camera  radians */
export const CAMERA = Object.freeze({ turn: -0.62, tilt: 0.82 });

/**
 * Projection from the unit square (u right, v up on the map, height 0..1) to the panel.
 * @param {Camera} camera
 */
export function terrainProjection({ turn, tilt }, width, height, aspect) {
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const [ct, st] = [Math.cos(tilt), Math.sin(tilt)];
  const [half, wide] = aspect > 1 ? [1 / aspect, 1] : [1, aspect];
  const reach = Math.hypot(half, wide);
  const scale = Math.min((0.7 * width) / reach, (0.62 * height) / (reach * st * 0.8 + 0.3 * ct));
  const lift = 0.5;
  return {
    /** @returns {[number, number, number]} x, y in pixels and the depth (larger is farther) */
    at(u, v, z) {
      const a = (2 * u - 1) * wide;
      const b = (2 * v - 1) * half;
      const across = a * c - b * s;
      const away = a * s + b * c;
      const up = (z - 0.5) * lift;
      return [width / 2 + scale * across, height / 2 - scale * (away * st + up * ct), away];
    },
  };
}

/** Height 0..1 of a tint: lakes lie low; the deepest one is kept from becoming a well. */
export const heightOf = (tint) => 1 - tint ** 1.15;

/**
 * Patches of a w x h grid, farthest first, for a camera turned by `turn`.
 * A turntable needs no sorting: rows and columns are walked away from the eye.
 */
export function patchOrder(w, h, turn) {
  const columns = Array.from({ length: w - 1 }, (_, i) => i);
  const rows = Array.from({ length: h - 1 }, (_, j) => j);
  if (Math.sin(turn) > 0) columns.reverse();
  if (Math.cos(turn) > 0) rows.reverse();
  return { columns, rows };
}
