/** Modal dialogs on the native element: focus is kept inside, Escape and the backdrop close it. */

import { h, icon, ICONS } from "./dom.mjs";

let serial = 0;

/** @param {{title: string, body: Node, wide?: boolean}} content @returns {{close: () => void, element: HTMLDialogElement}} */
export function openDialog(app, { title, body, wide = false }) {
  const id = `dialog-${(serial += 1)}`;
  const close = () => element.close();
  const element = h(
    "dialog",
    { class: wide ? "wide" : "", "aria-labelledby": id },
    h(
      "div",
      { class: "dialog-box" },
      h(
        "header",
        {},
        h("h2", { id }, title),
        h("button", { type: "button", class: "btn icon", "aria-label": app.t("act.close"), on: { click: close } }, icon(ICONS.close, 16, true)),
      ),
      h("div", { class: "dialog-body", tabindex: 0, role: "region", "aria-labelledby": id }, body),
    ),
  );
  element.addEventListener("click", (event) => event.target === element && close());
  element.addEventListener("close", () => element.remove());
  app.root.append(element);
  element.showModal();
  return { close, element };
}
