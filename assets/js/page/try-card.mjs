/** The next experiment: one sentence and a button that performs it. */

import { h, setText } from "./dom.mjs";

export function createTryCard(app, mount) {
  const sentence = h("p", {});
  const button = h("button", { type: "button", class: "btn", on: { click: show } }, app.t("lesson.show"));
  mount.append(h("h2", {}, app.t("lesson.try")), sentence, button);
  let next = 0;

  const offered = () => app.page.experiments.filter(({ surface }) => surface === app.scene.surface);

  function show() {
    const experiments = offered();
    const { scene } = experiments[next % experiments.length];
    next = (next + 1) % experiments.length;
    app.change(structuredClone(scene));
    app.touch("lanes", "surface");
    app.restart();
  }

  app.onFrame((touched) => {
    if (touched.has("surface") && !touched.has("lanes")) next = 0;
    if (!touched.has("scene") && !touched.has("surface")) return;
    const experiments = offered();
    mount.hidden = experiments.length === 0;
    if (experiments.length) setText(sentence, experiments[next % experiments.length].sentence);
  });
}
