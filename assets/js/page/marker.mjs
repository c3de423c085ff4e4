/** Markers of lanes: as SVG for lists, as Path2D for canvases. */

import { symbolPath } from "../pure/symbols.mjs";
import { s } from "./dom.mjs";

const paths = new Map();

/** Shape of an optimizer as a Path2D about the origin. */
export function markerPath(shape, r) {
  const key = `${shape} ${r}`;
  if (!paths.has(key)) paths.set(key, new Path2D(symbolPath(shape, r)));
  return paths.get(key);
}

/**
 * The marker of a lane for a list; the second of a kind is open.
 * @param {any} app @param {{key: string, copy: number}} lane
 */
export function markerIcon(app, lane, size = 20, r = 7.2) {
  const half = size / 2;
  const open = lane.copy > 1;
  return s(
    "svg",
    { class: "marker", width: size, height: size, viewBox: `${-half} ${-half} ${size} ${size}`, "aria-hidden": "true" },
    s("path", {
      d: symbolPath(app.optimizers.get(lane.key).symbol, open ? r - 1 : r),
      class: open ? "open" : "",
      style: { "--lane": `var(--lane-${lane.key})` },
    }),
  );
}
