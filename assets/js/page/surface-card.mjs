/** The surface of the race: its picture, its name, another one, and the sliders of its own parameters. */

import { enteringLane } from "../pure/scene.mjs";
import { h, setText } from "./dom.mjs";
import { parameterControl } from "./slider.mjs";
import { openSurfaces } from "./surface-dialog.mjs";
import { drawThumbnail, thumbnail } from "./thumbnail.mjs";

export function createSurfaceCard(app, mount) {
  const thumb = thumbnail();
  const name = h("b", {});
  const about = h("span", { class: "about" });
  const change = h("button", { type: "button", class: "btn", on: { click: () => choose() } }, app.t("setup.change"));
  const list = h("div", { class: "parameters" });
  mount.append(
    h("h2", {}, app.t("setup.surface")),
    h("div", { class: "surface-card" }, thumb, h("div", { class: "names" }, name, about), change),
    list,
  );
  let controls = [];

  function rebuild() {
    const objective = app.objective();
    setText(name, objective.label);
    mount.classList.toggle("typed", app.scene.formula !== null);
    name.title = objective.note || objective.label;
    setText(about, objective.about);
    controls = objective.parameters.map((parameter) =>
      parameterControl(app, parameter, {
        get: () => app.scene.parameters[parameter.key],
        set: (value, options) => app.change({ parameters: { ...app.scene.parameters, [parameter.key]: value } }, options),
        slider: parameter.key !== "data_seed",
      }),
    );
    list.replaceChildren(...controls.map(({ element }) => element));
  }

  /** Race on another objective: its start and its rates, the same optimizers. */
  function race(objective) {
    if (objective.scene.formula !== null) app.learn(objective);
    const lanes = app.scene.lanes.map(({ optimizer }) => enteringLane(objective, app.optimizers.get(optimizer)));
    const { surface, formula, domain, parameters, start } = objective.scene;
    app.change({ surface, formula, domain, parameters: { ...parameters }, start: [...start], lanes, batch_size: 0 });
    app.restart();
  }

  const choose = () => openSurfaces(app, race);

  app.chooseSurface = choose;
  app.onFrame((touched) => {
    if (touched.has("surface") || controls.length !== app.objective().parameters.length) rebuild();
    if (touched.has("scene") || touched.has("surface")) for (const control of controls) control.update();
    if (app.landscape && (touched.has("landscape") || touched.has("theme"))) drawThumbnail(app, thumb, app.landscape);
  });
  rebuild();
}
