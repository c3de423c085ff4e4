/** The line that says what went wrong with the link or the server; the picture stays. */

import { h } from "./dom.mjs";

export function createNotice(app, mount) {
  let retry = () => {};
  let down = false;

  function show(message, button = null) {
    mount.replaceChildren(h("span", {}, message), ...(button ? [button] : []));
    mount.classList.toggle("shown", message !== "");
  }
  const clear = () => {
    mount.replaceChildren();
    mount.classList.remove("shown");
  };
  const closeButton = () => h("button", { type: "button", class: "btn", on: { click: clear } }, app.t("act.close"));

  return {
    onRetry(listener) {
      retry = listener;
    },
    down() {
      if (down) return;
      down = true;
      show(app.t("state.error"), h("button", { type: "button", class: "btn", on: { click: () => retry() } }, app.t("state.retry")));
    },
    up() {
      down = false;
      clear();
    },
    refused: (sentence) => show(sentence, closeButton()),
    /** An answer came: a refusal that was shown is over. */
    accepted() {
      if (!down && !mount.dataset.link) clear();
    },
    /** Problems of the link that was opened; they stay until closed. */
    link(sentences) {
      if (!sentences.length) return;
      mount.dataset.link = "1";
      show(sentences.join(" "), h("button", {
        type: "button",
        class: "btn",
        on: {
          click() {
            delete mount.dataset.link;
            clear();
          },
        },
      }, app.t("act.close")));
    },
  };
}
