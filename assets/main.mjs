/** Entry of the page: mounts the race where Dash has laid it out, and takes it down when Dash removes it. */

import { mountRace } from "./js/page/race.mjs";
import { openingTheme } from "./js/page/theme.mjs";

let mounted = null;

function look() {
  const root = document.getElementById("race");
  if (mounted && mounted.root !== root) {
    mounted.destroy();
    mounted = null;
  }
  if (root && !mounted) mounted = mountRace(root);
}

document.documentElement.dataset.theme = openingTheme();
new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
look();
