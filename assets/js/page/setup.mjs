/** Gradient noise in sight; start, steps, batch size and seed folded away. */

import { h, icon, ICONS, setAttribute } from "./dom.mjs";
import { scheduleControl } from "./schedule.mjs";
import { parameterControl } from "./slider.mjs";

const MAX_LANE_STEPS = 40_000;

const record = (key, label, symbol, range, more = {}) => ({
  key,
  label,
  symbol,
  default: 0,
  low: range[0],
  high: range[1],
  low_open: false,
  high_open: false,
  scale: "linear",
  interval: `[${range[0]}, ${range[1]}]`,
  slider: range,
  ...more,
});

export function createSetup(app, mount) {
  const t = app.t;
  const noise = parameterControl(app, record("noise", t("hp.noise"), "", [0, 10], { slider: [0, 2] }), {
    get: () => app.scene.noise,
    set: (value, options) => app.change({ noise: value }, options),
  });
  noise.element.classList.add("noise");
  const body = h("div", { class: "fold", id: "more-setup", hidden: true });
  const toggle = h(
    "button",
    { type: "button", class: "fold-toggle", "aria-expanded": "false", "aria-controls": body.id, on: { click: flip } },
    icon(ICONS.right, 14, true),
    t("setup.more"),
  );
  const reset = h("button", { type: "button", class: "btn", on: { click: resetAll } }, t("act.reset"));
  const batch = h("div", {});
  mount.append(batch, noise.element, toggle, body);
  let controls = [];

  /** Rows of data behind the cost; 0 for a formula. */
  const samples = () => (app.objective().n_samples ? (app.scene.parameters.n ?? app.objective().n_samples) : 0);

  function rebuild() {
    const objective = app.objective();
    const n = samples();
    const schedule = scheduleControl(app);
    const folded = [...startControls(objective), stepsControl(), schedule, seedControl()];
    const batches = n ? [batchControl(n)] : [];
    controls = [...batches, ...folded];
    batch.replaceChildren(...batches.map(({ element }) => element));
    body.replaceChildren(...folded.map(({ element }) => element), reset);
  }

  function startControls(objective) {
    return ["setup.start_first", "setup.start_second"].map((label, axis) => {
      const [low, high] = objective.domain[axis];
      const wide = [low - (high - low), high + (high - low)].map((v) => Number(v.toPrecision(4)));
      return parameterControl(app, record("start", t(label), "", wide), {
        slider: false,
        get: () => app.scene.start[axis],
        set(value, options) {
          const start = [...app.scene.start];
          start[axis] = value;
          app.change({ start }, options);
        },
      });
    });
  }

  function stepsControl() {
    const most = () => Math.floor(MAX_LANE_STEPS / Math.max(app.scene.lanes.length, 1));
    const parameter = record("n_steps", t("setup.steps"), "", [1, 5000], { default: 150, scale: "integer", slider: [10, 1000] });
    const control = parameterControl(app, parameter, {
      get: () => app.scene.n_steps,
      set(value, options) {
        if (value > most()) return queueMicrotask(() => refuse(value));
        app.change({ n_steps: value }, options);
      },
    });
    const refuse = (value) => {
      control.field.input.value = value;
      const sentence = t("error.range", { field: parameter.label, interval: `[1, ${most()}]`, value });
      control.field.refuse(`${sentence} ${t("setup.kept", { value: app.scene.n_steps })}`);
    };
    return control;
  }

  function batchControl(n) {
    const parameter = record("batch_size", t("hp.batch"), "", [1, n], { default: n, scale: "integer" });
    const control = parameterControl(app, parameter, {
      get: () => (app.scene.batch_size === 0 ? n : Math.min(app.scene.batch_size, n)),
      set: (value, options) => app.change({ batch_size: value >= n ? 0 : value }, options),
      show: (value) => (value >= n ? t("hp.full_batch") : app.format.number(value)),
      valueText: (value) => (value >= n ? t("hp.full_batch") : value === 1 ? t("hp.one_sample") : t("hp.minibatch", { n: value })),
    });
    control.element.classList.add("worded");
    return control;
  }

  function seedControl() {
    return parameterControl(app, record("seed", t("setup.seed"), "", [0, 2 ** 32 - 1], { scale: "integer" }), {
      slider: false,
      get: () => app.scene.seed,
      set: (value, options) => app.change({ seed: value }, options),
      show: String,
    });
  }

  function resetAll() {
    const scene = app.objective().scene;
    app.change(structuredClone(scene));
    app.touch("lanes", "surface");
    app.restart();
  }

  function flip() {
    body.hidden = !body.hidden;
    setAttribute(toggle, "aria-expanded", !body.hidden);
    toggle.classList.toggle("open", !body.hidden);
    if (!body.hidden) for (const control of controls) control.update();
  }

  let n = samples();
  app.openSetup = () => body.hidden && flip();
  app.onFrame((touched) => {
    const resized = samples() !== n && !app.live;
    if (touched.has("surface") || resized || !controls.length) {
      n = samples();
      if (resized && app.scene.batch_size >= n) app.change({ batch_size: 0 });
      rebuild();
    }
    if (touched.has("scene") || touched.has("surface") || resized) for (const control of [noise, ...controls]) control.update();
  });
}
