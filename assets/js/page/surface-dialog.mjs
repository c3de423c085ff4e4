/** The dialog that changes the surface: all of them by what they teach, and one of your own. */

import { openDialog } from "./dialog.mjs";
import { h } from "./dom.mjs";
import { createFormulaBox } from "./formula-box.mjs";
import { fillInSight, thumbnail } from "./thumbnail.mjs";

/** @param {any} app @param {(objective: any) => void} race what to do with the chosen one */
export function openSurfaces(app, race) {
  const pictures = new Map();
  const take = (objective) => {
    dialog.close();
    race(objective);
  };

  function choice(objective) {
    const picture = thumbnail();
    pictures.set(picture, objective);
    const current = objective.key === app.scene.surface;
    const click = () => (current ? dialog.close() : take(objective));
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "choice", title: objective.note, "aria-current": current ? "true" : null, on: { click } },
        picture,
        h("span", { class: "names" }, h("b", {}, objective.label), h("span", { class: "about" }, objective.about)),
      ),
    );
  }

  const groups = new Map();
  for (const objective of app.page.catalogue.objectives) groups.set(objective.group, [...(groups.get(objective.group) ?? []), objective]);
  const box = createFormulaBox(app, take);
  const sections = [...groups].map(([group, members]) => h("section", {}, h("h3", {}, group), h("ul", { class: "choices grid" }, members.map(choice))));
  const dialog = openDialog(app, { title: app.t("setup.choose_surface"), body: h("div", {}, box.element, sections), wide: true });
  const stop = fillInSight(app, pictures);
  dialog.element.addEventListener("close", () => {
    stop();
    box.stop();
  });
}
