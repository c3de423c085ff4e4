/** Pointing at a route on the map makes its lane stand out everywhere: 6 px, the nearest wins. */

const PICK = 6;

export function createHover(app, mount, { routes }) {
  mount.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const box = mount.getBoundingClientRect();
    const onControl = event.target.closest(".start, button, .key-card");
    app.setFocus({ hover: onControl ? null : nearest(routes(), event.clientX - box.left, event.clientY - box.top) });
  });
  mount.addEventListener("pointerleave", () => app.setFocus({ hover: null }));
}

/** Index of the route that passes nearest to a pixel, or null. */
function nearest(routes, x, y) {
  let best = null;
  let least = PICK;
  routes.forEach(({ xy, drawn }, lane) => {
    for (let i = 0; i <= drawn; i++) {
      const j = Math.max(i - 1, 0);
      const d = distance(x, y, xy[2 * j], xy[2 * j + 1], xy[2 * i], xy[2 * i + 1]);
      if (d < least) [best, least] = [lane, d];
    }
  });
  return best;
}

/** Distance from (x, y) to the segment from a to b. */
function distance(x, y, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const f = length > 0 ? Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / length, 0), 1) : 0;
  return Math.hypot(x - ax - f * dx, y - ay - f * dy);
}
