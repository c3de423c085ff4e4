/** Play, pause, step, scrub and speed: everything that moves the one clock. */

import { pause, play, seek, SPEEDS } from "../pure/clock.mjs";
import { h, icon, ICONS, setAttribute, setText } from "./dom.mjs";

const SPEED_LABELS = { 0.5: "½×", 1: "1×", 2: "2×", 4: "4×" };

export function createTransport(app, mount) {
  const t = app.t;
  const round = (name, d, listener, className = "round") =>
    h("button", { type: "button", class: className, "aria-label": name, title: name, on: { click: listener } }, icon(d));
  const playButton = round(t("time.play"), ICONS.play, () => toggle(), "play");
  const number = h("b", { class: "num" });
  const total = h("span", { class: "total" });
  const ticks = h("div", { class: "ticks", "aria-hidden": "true" });
  const scrub = h("input", {
    type: "range",
    class: "scrub",
    min: 0,
    step: 1,
    "aria-label": t("time.scrub"),
    on: {
      input: () => app.seek(Number(scrub.value)),
      change: () => app.touch("paused"),
      keydown: (event) => event.key.startsWith("Arrow") && event.shiftKey && scrubBy(event),
    },
  });
  const speeds = SPEEDS.map((speed) =>
    h(
      "button",
      { type: "button", "aria-pressed": speed === 1, on: { click: () => app.setClock({ ...app.clock, speed }) }, "aria-label": t("time.speed_value", { v: app.format.number(speed) }) },
      SPEED_LABELS[speed],
    ),
  );
  mount.append(
    round(t("time.restart"), ICONS.start, () => app.seek(0), "round restart"),
    playButton,
    round(t("time.step"), ICONS.step, () => app.seek(app.clock.step + 1), "round one"),
    h("span", { class: "count" }, h("span", { class: "word" }, t("time.step_word")), " ", number, " ", total),
    h("div", { class: "scrub-box" }, ticks, scrub),
    h("div", { class: "seg speeds", role: "group", "aria-label": t("time.speed") }, speeds),
  );

  function scrubBy(event) {
    event.preventDefault();
    app.seek(app.clock.step + (event.key === "ArrowLeft" || event.key === "ArrowDown" ? -10 : 10));
  }

  function toggle() {
    if (app.clock.playing) {
      app.setClock(pause(app.clock));
      app.touch("paused");
    } else app.setClock(play(app.clock));
  }
  app.toggle = toggle;
  app.seek = (step) => {
    app.setClock(seek(app.clock, step));
    app.touch("jump");
  };
  /** Back to the start, and play; with reduced motion go to the end instead. */
  app.restart = () => {
    if (app.reducedMotion) app.seek(app.clock.last);
    else app.setClock(play({ ...app.clock, step: 0 }));
  };

  function placeTicks() {
    const { lanes, named, nSteps } = app.run;
    const marks = lanes.flatMap(({ finishedAt }, i) => (finishedAt === null ? [] : [[finishedAt, named[i].key]]));
    ticks.replaceChildren(
      ...marks.map(([at, key]) => h("i", { style: { left: `${(100 * at) / nSteps}%`, background: `var(--lane-${key})` } })),
    );
  }

  let shownPlaying = null;
  app.onFrame((touched) => {
    const { step, last, playing, speed } = app.clock;
    if (touched.has("run")) {
      scrub.max = last;
      setText(total, t("time.of", { n: last }));
      mount.style.setProperty("--of", `"/ ${last}"`);
      placeTicks();
    }
    if (!touched.has("step") && !touched.has("run")) return;
    const whole = app.reducedMotion || !playing ? Math.round(step) : Math.floor(step);
    setText(number, String(whole));
    if (Number(scrub.value) !== whole) scrub.value = whole;
    setAttribute(scrub, "aria-valuetext", t("time.step_of", { t: whole, n: last }));
    scrub.style.setProperty("--fill", `${last ? (100 * step) / last : 0}%`);
    speeds.forEach((button, i) => setAttribute(button, "aria-pressed", SPEEDS[i] === speed));
    if (playing !== shownPlaying) {
      shownPlaying = playing;
      const name = t(playing ? "time.pause" : "time.play");
      playButton.replaceChildren(icon(playing ? ICONS.pause : ICONS.play));
      setAttribute(playButton, "aria-label", name);
      setAttribute(playButton, "title", name);
    }
  });
}
