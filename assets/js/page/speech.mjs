/** What is said aloud: one polite live region, never per frame, at most one message in 1.5 seconds. */

import { ending, narrate } from "../pure/narration.mjs";
import { indexAt, valueAt } from "../pure/path.mjs";
import { h, setText } from "./dom.mjs";

const QUIET_MS = 1500;

/** The narration strip above the map and the live region. */
export function createNarration(app, mount) {
  const headline = h("p", { class: "headline" });
  const detail = h("p", { class: "detail" });
  const live = h("p", { class: "unseen", role: "status", "aria-live": "polite", "aria-atomic": "true" });
  mount.append(h("div", { class: "words" }, headline, detail), live);
  let timer = 0;
  let spokenAt = -Infinity;
  let first = true;
  let announced = 0; // step up to which finishing lanes have been announced

  function say(message) {
    clearTimeout(timer);
    const wait = Math.max(0, spokenAt + QUIET_MS - performance.now());
    timer = setTimeout(() => {
      spokenAt = performance.now();
      setText(live, message);
    }, wait);
  }

  const names = () => app.run.named.map(({ name }) => name);
  const told = () => narrate(app.t, app.format, app.run, names(), app.place);

  app.say = say;
  app.startText = () => {
    const [x, y] = app.scene.start.map(app.format.coordinate);
    return app.t("map.start_value", { x, y, v: app.run ? app.format.loss(app.run.initial) : "" });
  };
  app.speakStart = () => {
    waiting = () => `${app.startText()}. ${headline.textContent}`;
  };
  let waiting = null;

  app.onFrame((touched) => {
    if (!app.run) return;
    if (touched.has("run") || touched.has("landscape")) {
      const { headline: line, detail: more } = told();
      setText(headline, line);
      setText(detail, more);
    }
    if (waiting && touched.has("run") && !app.live) {
      say(waiting());
      waiting = null;
    } else if (touched.has("released")) {
      waiting ??= () => `${headline.textContent} ${detail.textContent}`;
    }
    if (touched.has("ended") && !first) say(ending(app.t, app.format, app.run, names(), app.place));
    if (touched.has("ended")) first = false;
    if (touched.has("paused")) say(`${app.t("time.step_of", { t: Math.round(app.clock.step), n: app.run.nSteps })}. ${standing()}`);
    if (app.clock.playing && !first) announceFinishers();
    announced = app.clock.step;
    if (touched.has("focus") && app.solo !== null) say(soloSentence());
  });

  /** Lanes that reached the goal since the last frame of a run that plays. */
  function announceFinishers() {
    app.run.lanes.forEach(({ finishedAt, values }, i) => {
      if (finishedAt === null || finishedAt <= announced || finishedAt > app.clock.step) return;
      const loss = values[Math.min(Math.round(finishedAt / app.run.stride), values.length - 1)];
      say(app.t("live.finish", { name: names()[i], t: finishedAt, v: app.format.loss(loss) }));
    });
  }

  function soloSentence() {
    const lane = app.run.lanes[app.solo];
    if (!lane) return "";
    const loss = valueAt(lane.values, indexAt(lane, app.run.stride, app.clock.step));
    return app.t("say.solo", { name: names()[app.solo], t: Math.round(app.clock.step), v: app.format.loss(loss) });
  }

  function standing() {
    const step = app.clock.step;
    const losses = app.run.lanes.map((lane) => valueAt(lane.values, indexAt(lane, app.run.stride, step)));
    if (!losses.length) return "";
    const best = losses.indexOf(Math.min(...losses.filter(Number.isFinite)));
    return best < 0 ? "" : app.t("say.lowest", { first: names()[best], v: app.format.loss(losses[best]) });
  }
}
