/** The scene: everything that decides a race, and its query string (optviz/web/codec.py reads it). */

/**
 * @typedef {{optimizer: string, learning_rate: number | null, hyper: Record<string, number>}} Lane
 * @typedef {{surface: string, parameters: Record<string, number>, start: [number, number], lanes: Lane[],
 *   noise: number, n_steps: number, seed: number, batch_size: number, formula: string | null,
 *   domain: [[number, number], [number, number]] | null,
 *   schedule: {key: string, settings: Record<string, number>} | null}} Scene
 * A typed surface has the key "expression", its text in `formula`, its window in `domain`.
 */

export const VERSION = 1;
const USUAL_WINDOW = [[-5, 5], [-5, 5]];

const pairs = (record, sep) =>
  Object.entries(record)
    .map(([key, value]) => `${key}${sep}${value}`)
    .join(sep === "=" ? ":" : ",");

const lane = ({ optimizer, learning_rate, hyper }) =>
  [optimizer, ...(learning_rate === null ? [] : [learning_rate]), ...(Object.keys(hyper).length ? [pairs(hyper, "=")] : [])].join(":");

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Lanes as the query string has them. @param {Lane[]} lanes */
export const encodeLanes = (lanes) => lanes.map(lane).join(",");

/**
 * The query string of a scene. Fields equal to the default scene of its surface are left out.
 * @param {Scene} scene @param {Scene} [defaults]
 */
export function encodeScene(scene, defaults) {
  const changed = (name) => !defaults || !same(scene[name], defaults[name]);
  const fields = scene.formula ? [["f", scene.formula]] : [["s", scene.surface]];
  if (scene.formula && !same(scene.domain, USUAL_WINDOW)) fields.push(["d", scene.domain.flat().join()]);
  const parameters = Object.fromEntries(
    Object.entries(scene.parameters).filter(([key, value]) => value !== defaults?.parameters[key]),
  );
  if (Object.keys(parameters).length) fields.push(["p", pairs(parameters, ":")]);
  if (changed("start")) fields.push(["x", scene.start[0]], ["y", scene.start[1]]);
  if (changed("lanes")) fields.push(["l", encodeLanes(scene.lanes)]);
  if (changed("n_steps")) fields.push(["n", scene.n_steps]);
  if (changed("noise")) fields.push(["noise", scene.noise]);
  if (changed("seed")) fields.push(["seed", scene.seed]);
  if (changed("batch_size")) fields.push(["b", scene.batch_size]);
  if (scene.schedule) {
    const { key, settings } = scene.schedule;
    fields.push(["sched", [key, ...(Object.keys(settings).length ? [pairs(settings, "=")] : [])].join(":")]);
  }
  return join(fields);
}

/** Query string of [name, value] pairs, with the characters a query may hold left readable. */
export const join = (fields) =>
  fields
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%3D/g, "=")}`)
    .join("&");

/** The learning rate of an optimizer's record, or null for one that has none, and its other hyperparameters. */
export function splitRate({ hyperparameters }) {
  const rate = hyperparameters[0]?.key === "learning_rate" ? hyperparameters[0] : null;
  return { rate, others: rate ? hyperparameters.slice(1) : hyperparameters };
}

/** An optimizer as it enters a race on an objective. @returns {Lane} */
export function enteringLane(objective, optimizer) {
  const usual = objective.scene.lanes.find((lane) => lane.optimizer === optimizer.key);
  if (usual) return { ...usual };
  const { rate } = splitRate(optimizer);
  const learning_rate = rate && (objective.learning_rates[optimizer.key] ?? rate.default);
  return { optimizer: optimizer.key, learning_rate, hyper: {} };
}

/**
 * The lanes with the names a person reads; the second of a kind is "SGD 2" and wears an open marker.
 * @param {Lane[]} lanes @param {Map<string, {label: string}>} optimizers
 */
export function nameLanes(lanes, optimizers) {
  const seen = new Map();
  return lanes.map(({ optimizer }) => {
    const n = (seen.get(optimizer) ?? 0) + 1;
    seen.set(optimizer, n);
    const label = optimizers.get(optimizer).label;
    return { key: optimizer, name: n === 1 ? label : `${label} ${n}`, copy: n };
  });
}
