/** Light or dark: the system's choice until a person makes one; the address may name it too. */

import { recall, remember } from "./memory.mjs";

const KEY = "optviz.theme";
const THEMES = ["light", "dark"];

/** The theme to open with: named in the address, chosen before, or the system's. */
export function openingTheme() {
  const asked = new URLSearchParams(location.search).get("theme");
  if (THEMES.includes(asked)) return asked;
  return followed();
}

function followed() {
  const chosen = recall(KEY);
  if (THEMES.includes(chosen)) return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function createTheme(app, button) {
  const system = matchMedia("(prefers-color-scheme: dark)");

  function apply(theme) {
    document.documentElement.dataset.theme = theme;
    button.setAttribute("aria-pressed", theme === "dark");
    app.touch("theme");
  }
  function flip() {
    const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    remember(KEY, theme);
    const url = new URL(location.href);
    if (url.searchParams.has("theme")) {
      url.searchParams.delete("theme");
      history.replaceState(history.state, "", url.pathname + url.search.replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%3D/g, "=") + url.hash);
    }
    apply(theme);
  }

  const onSystem = () => apply(followed());
  button.addEventListener("click", flip);
  system.addEventListener("change", onSystem);
  app.flipTheme = flip;
  apply(openingTheme());
  return () => {
    button.removeEventListener("click", flip);
    system.removeEventListener("change", onSystem);
  };
}
