/** The start point: a 44 px handle over the map that mouse, touch and arrow keys move; a tap on the map brings it there. */

import { clamp } from "../pure/scale.mjs";
import { h, s, setAttribute } from "./dom.mjs";
import { recall, remember } from "./memory.mjs";

const GLIDE_MS = 300;
const TAP_PX = 6;
const LOUPE = 96;
const COACHED = "optviz.coached";

export function createStartRing(app, mount, { projection, layers }) {
  const ring = h(
    "div",
    {
      class: "start",
      role: "slider",
      tabindex: 0,
      "aria-label": app.t("map.start"),
      "aria-roledescription": app.t("map.start_role"),
      "aria-describedby": "start-help",
    },
    s(
      "svg",
      { width: 52, height: 52, viewBox: "-26 -26 52 52", "aria-hidden": "true" },
      s("circle", { r: 15, class: "ring" }),
      s("circle", { r: 6.5, class: "pin" }),
      s("path", { class: "arrows", d: "M0-24l-4 5h8ZM0 24l-4-5h8ZM-24 0l5-4v8ZM24 0l-5-4v8Z" }),
    ),
  );
  const wrapper = h("div", { role: "application", "aria-label": app.t("map.start") }, ring);
  const coach = h("div", { class: "coach", "aria-hidden": "true" }, app.t("map.drag"));
  const loupe = h("canvas", { class: "loupe", width: LOUPE * 2, height: LOUPE * 2, hidden: true });
  const help = h("p", { id: "start-help", class: "unseen" }, app.t("map.start_help"));
  mount.append(wrapper, coach, loupe, help);

  let glide = 0;
  let coached = recall(COACHED) !== null;
  coach.hidden = coached;

  const limits = () => {
    const [x0, x1, y0, y1] = app.view;
    return { x: [x0, x1], y: [y0, y1] };
  };

  function move(x, y, options) {
    const { x: [x0, x1], y: [y0, y1] } = limits();
    const digits = (value) => Number(value.toPrecision(5));
    app.change({ start: [digits(clamp(x, x0, x1)), digits(clamp(y, y0, y1))] }, options);
  }

  function settle() {
    const step = 10 ** Math.floor(Math.log10((app.view[1] - app.view[0]) / 400));
    const snap = (value) => Number((Math.round(value / step) * step).toFixed(10));
    move(...app.scene.start.map(snap), { live: true });
    app.release();
    app.speakStart();
  }

  function stopCoaching() {
    if (coached) return;
    coached = true;
    coach.hidden = true;
    remember(COACHED, "1");
  }

  ring.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    ring.focus({ preventScroll: true });
    ring.setPointerCapture(event.pointerId);
    cancelAnimationFrame(glide);
    const at = projection();
    const grabX = event.clientX - at.x(app.scene.start[0]);
    const grabY = event.clientY - at.y(app.scene.start[1]);
    const drag = (e) => {
      const now = projection();
      move(now.toX(e.clientX - grabX), now.toY(e.clientY - grabY), { live: true });
      if (e.pointerType === "touch") magnify();
    };
    const end = () => {
      ring.removeEventListener("pointermove", drag);
      ring.removeEventListener("pointerup", end);
      ring.removeEventListener("pointercancel", end);
      ring.classList.remove("held");
      loupe.hidden = true;
      stopCoaching();
      settle();
    };
    ring.classList.add("held");
    ring.addEventListener("pointermove", drag);
    ring.addEventListener("pointerup", end);
    ring.addEventListener("pointercancel", end);
  });

  ring.addEventListener("keydown", (event) => {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!direction || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const share = event.shiftKey ? 0.1 : event.altKey ? 0.001 : 0.01;
    const [x0, x1] = app.view;
    const step = share * (x1 - x0);
    const [x, y] = app.scene.start;
    move(x + direction[0] * step, y + direction[1] * step, { live: true });
    stopCoaching();
  });
  ring.addEventListener("keyup", (event) => {
    if (event.key.startsWith("Arrow")) {
      app.release();
      app.speakStart();
    }
  });
  ring.addEventListener("blur", () => app.release());

  mount.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary || event.target.closest(".start, .key-card, button")) return;
    const [x, y] = [event.clientX, event.clientY];
    const up = (e) => {
      if (e.type === "pointerup" && Math.hypot(e.clientX - x, e.clientY - y) <= TAP_PX) {
        const box = mount.getBoundingClientRect();
        const at = projection();
        glideTo(at.toX(e.clientX - box.left), at.toY(e.clientY - box.top));
      }
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", up);
    };
    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
  });

  function glideTo(x, y) {
    cancelAnimationFrame(glide);
    stopCoaching();
    const [fromX, fromY] = app.scene.start;
    const began = performance.now();
    const frame = (now) => {
      const f = app.reducedMotion ? 1 : Math.min((now - began) / GLIDE_MS, 1);
      const eased = 1 - (1 - f) ** 3;
      move(fromX + (x - fromX) * eased, fromY + (y - fromY) * eased, { live: true });
      if (f < 1) glide = requestAnimationFrame(frame);
      else settle();
    };
    glide = requestAnimationFrame(frame);
  }

  /** A 2x view of the ground and the routes, 64 px above the finger. */
  function magnify() {
    const at = projection();
    const [x, y] = [at.x(app.scene.start[0]), at.y(app.scene.start[1])];
    const c = loupe.getContext("2d");
    const ratio = layers[0].width / at.width;
    const reach = LOUPE / 4;
    c.clearRect(0, 0, loupe.width, loupe.height);
    for (const layer of layers) {
      c.drawImage(layer, (x - reach) * ratio, (y - reach) * ratio, 2 * reach * ratio, 2 * reach * ratio, 0, 0, loupe.width, loupe.height);
    }
    loupe.style.transform = `translate(${x - LOUPE / 2}px, ${y - LOUPE - 40}px)`;
    loupe.hidden = false;
  }

  app.onFrame((touched) => {
    const at = projection();
    if (!at || !["scene", "place", "size", "run"].some((name) => touched.has(name))) return;
    const [x, y] = app.scene.start;
    const [px, py] = [clamp(at.x(x), 0, at.width), clamp(at.y(y), 0, at.height)];
    ring.style.transform = `translate(${px}px, ${py}px)`;
    const flip = px > at.width - 200;
    coach.classList.toggle("flip", flip);
    const below = py < at.height - 70 && !(flip && px < 380 && py > at.height - 130);
    coach.classList.toggle("above", !below);
    coach.style.transform = `translate(${px + (flip ? -184 : 34)}px, ${py + (below ? 30 : -60)}px)`;
    const [x0, x1] = app.view;
    setAttribute(ring, "aria-valuemin", Number(x0.toFixed(3)));
    setAttribute(ring, "aria-valuemax", Number(x1.toFixed(3)));
    setAttribute(ring, "aria-valuenow", Number(clamp(x, x0, x1).toFixed(3)));
    setAttribute(ring, "aria-valuetext", app.startText());
  });

  return {
    /** Box around the ring in panel pixels, which names keep free. */
    box() {
      const at = projection();
      const [x, y] = [at.x(app.scene.start[0]), at.y(app.scene.start[1])];
      return { x0: x - 24, y0: y - 24, x1: x + 24, y1: y + 24 };
    },
  };
}
