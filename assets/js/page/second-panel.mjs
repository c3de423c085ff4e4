/** The panel under the standings: the data where the objective is made of data, else the terrain. */

import { setAttribute } from "./dom.mjs";
import { createDataPlot } from "./data-panel.mjs";
import { createTerrain } from "./terrain-panel.mjs";

export function createSecond(app, mount) {
  let shown = null;
  let paint = () => {};
  app.onFrame((touched) => {
    const kind = app.objective().has_data ? "data" : "terrain";
    if (kind !== shown) {
      shown = kind;
      mount.replaceChildren();
      paint = kind === "data" ? createDataPlot(app, mount) : createTerrain(app, mount);
      setAttribute(mount, "aria-label", app.t(`${kind}.title`));
    }
    paint(touched);
  });
}
