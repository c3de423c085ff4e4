/** The schedule of the learning rates, for all lanes: which one, and its settings as sliders. */

import { h, setText } from "./dom.mjs";
import { parameterControl } from "./slider.mjs";

const CONSTANT = "constant";

export function scheduleControl(app) {
  const known = new Map(app.page.catalogue.schedules.map((record) => [record.key, record]));
  const select = h(
    "select",
    { id: "schedule", on: { change: () => app.change({ schedule: select.value === CONSTANT ? null : { key: select.value, settings: {} } }) } },
    [...known.values()].map(({ key, label }) => h("option", { value: key }, label)),
  );
  const idea = h("p", { class: "note idea" });
  const settings = h("div", {});
  const element = h("div", { class: "schedule" }, h("label", { for: "schedule" }, app.t("setup.schedule")), select, idea, settings);
  let shown = null;
  let controls = [];

  /** One slider a setting; what is at its default is left out of the scene. */
  function settingControl(parameter) {
    return parameterControl(app, parameter, {
      owner: app.t("setup.schedule"),
      get: () => app.scene.schedule?.settings[parameter.key] ?? parameter.default,
      set(value, options) {
        const { key, settings: before } = app.scene.schedule;
        const { [parameter.key]: _, ...rest } = before;
        app.change({ schedule: { key, settings: value === parameter.default ? rest : { ...rest, [parameter.key]: value } } }, options);
      },
    });
  }

  return {
    element,
    update() {
      const key = app.scene.schedule?.key ?? CONSTANT;
      if (key !== shown) {
        shown = key;
        const { parameters, idea: sentence } = known.get(key);
        select.value = key;
        setText(idea, sentence);
        controls = parameters.map(settingControl);
        settings.replaceChildren(...controls.map((control) => control.element));
      }
      for (const control of controls) control.update();
    },
  };
}
