/** The surface of the race: its picture, its name, another one, and the sliders of its own parameters. */

import { encodeScene } from "../pure/scene.mjs";
import { fitView } from "../pure/scale.mjs";
import { decodeLandscape } from "../pure/wire.mjs";
import { openDialog } from "./dialog.mjs";
import { h, setText } from "./dom.mjs";
import { reliefImage } from "./draw-relief.mjs";
import { parameterControl } from "./slider.mjs";

const THUMB = { width: 64, height: 48 };

export function createSurfaceCard(app, mount) {
  const thumb = h("canvas", { class: "thumb", width: 2 * THUMB.width, height: 2 * THUMB.height, "aria-hidden": "true" });
  const name = h("b", {});
  const about = h("span", { class: "about" });
  const change = h("button", { type: "button", class: "btn", on: { click: choose } }, app.t("setup.change"));
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
    const usual = new Map(objective.scene.lanes.map((lane) => [lane.optimizer, lane]));
    const lanes = app.scene.lanes.map(({ optimizer }) => {
      const rate = objective.learning_rates[optimizer] ?? app.optimizers.get(optimizer).hyperparameters[0].default;
      return { ...(usual.get(optimizer) ?? { optimizer, learning_rate: rate, hyper: {} }) };
    });
    const { surface, parameters, start } = objective.scene;
    app.change({ surface, parameters: { ...parameters }, start: [...start], lanes, batch_size: 0 });
    app.restart();
  }

  function choose() {
    const groups = new Map();
    for (const objective of app.objectives.values()) {
      groups.set(objective.group, [...(groups.get(objective.group) ?? []), objective]);
    }
    const pictures = [];
    const choice = (objective) => {
      const picture = h("canvas", { class: "thumb", width: 2 * THUMB.width, height: 2 * THUMB.height, "aria-hidden": "true" });
      pictures.push([picture, objective]);
      const current = objective.key === app.scene.surface;
      return h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "choice",
            "aria-current": current ? "true" : null,
            on: {
              click() {
                dialog.close();
                if (!current) race(objective);
              },
            },
          },
          picture,
          h("span", { class: "names" }, h("b", {}, objective.label), h("span", { class: "about" }, objective.about)),
        ),
      );
    };
    const body = h(
      "div",
      {},
      [...groups].map(([group, members]) => h("section", {}, h("h3", {}, group), h("ul", { class: "choices grid" }, members.map(choice)))),
    );
    const dialog = openDialog(app, { title: app.t("setup.choose_surface"), body, wide: true });
    for (const [picture, objective] of pictures) paintPicture(app, picture, objective);
  }

  app.chooseSurface = choose;
  app.onFrame((touched) => {
    if (touched.has("surface") || controls.length !== app.objective().parameters.length) rebuild();
    if (touched.has("scene") || touched.has("surface")) for (const control of controls) control.update();
    if (app.landscape && (touched.has("landscape") || touched.has("theme"))) draw(app, thumb, app.landscape);
  });
  rebuild();
}

/** Ask for a small landscape of an objective and draw it; without an answer the picture stays blank. */
async function paintPicture(app, canvas, objective) {
  const view = fitView(objective.domain, THUMB.width, THUMB.height).map((v) => Number(v.toPrecision(9)));
  const { scene } = objective;
  try {
    const response = await fetch(`api/landscape?${encodeScene(scene, scene)}&view=${view}&w=64&h=48`);
    if (response.ok) draw(app, canvas, decodeLandscape(await response.arrayBuffer()));
  } catch {
    // The picture is decoration: the name beside it says what the button does.
  }
}

function draw(app, canvas, landscape) {
  const c = canvas.getContext("2d");
  const image = reliefImage(landscape, app.theme().palette);
  const scale = Math.max(canvas.width / image.width, canvas.height / image.height);
  const [w, hgt] = [image.width * scale, image.height * scale];
  c.imageSmoothingQuality = "high";
  c.drawImage(image, (canvas.width - w) / 2, (canvas.height - hgt) / 2, w, hgt);
}
