/** Who is where at a step: the rows of the standings. */

import { hasSettled, indexAt, lakeOf, pointAt, valueAt } from "./path.mjs";
import { clamp } from "./scale.mjs";

/**
 * @typedef {{lane: number, rank: number, state: "done" | "moving" | "settled" | "diverged" | "left" | "stopped" | "failed" | "singular",
 *   at: number | null, lake: string | null, loss: number, progress: number}} Row
 *
 * Finished lanes by the step they finished at, then by loss; diverged ones last, the earliest lowest.
 * @param {import("./wire.mjs").Run} run
 * @param {number} step
 * @param {{lakes: any[], width: number}} place named minima of the map and the width of its view
 * @returns {Row[]}
 */
export function standings(run, step, place) {
  const rows = run.lanes.map((lane, i) => ({ lane: i, ...stateOf(lane, run, step, place) }));
  rows.sort((a, b) => rankKey(a) - rankKey(b) || order(a, b) || a.lane - b.lane);
  return rows.map((row, i) => ({ ...row, rank: i + 1 }));
}

// Why a rule gave up, as a state.
const STOPS = { line_search_failed: "failed", singular_hessian: "singular" };

const rankKey = ({ state }) => (state === "done" ? 0 : state === "diverged" || state === "left" ? 2 : 1);

const order = (a, b) => {
  if (a.state === "done") return a.at - b.at;
  return rankKey(a) === 2 ? b.at - a.at : a.loss - b.loss;
};

/** Where one lane stands at a step. */
export function stateOf(lane, run, step, { lakes, width }) {
  const index = indexAt(lane, run.stride, step);
  const loss = valueAt(lane.values, index);
  const base = { at: null, lake: null, loss, progress: progressOf(loss, run) };
  if (step >= lane.last && lane.termination === "diverged") return { ...base, state: "diverged", at: lane.last };
  if (step >= lane.last && lane.termination === "left_domain") return { ...base, state: "left", at: lane.last };
  if (lane.finishedAt !== null && step >= lane.finishedAt) return { ...base, state: "done", at: lane.finishedAt };
  if (step >= lane.last && STOPS[lane.termination]) return { ...base, state: STOPS[lane.termination], at: lane.last };
  if (hasSettled(lane, run.stride, step, width) || (step >= lane.last && lane.last < run.nSteps)) {
    const lake = lakeOf(pointAt(lane.iterates, index), lakes, width);
    return { ...base, state: lake?.letter ? "settled" : "stopped", lake: lake?.letter || null };
  }
  return { ...base, state: "moving" };
}

/** Share of the way from the start's loss to the goal, on the log axis, in [0, 1]. */
export function progressOf(loss, { initial, goal }) {
  if (!(loss > goal)) return loss <= goal ? 1 : 0;
  return initial > goal ? clamp(Math.log(initial / loss) / Math.log(initial / goal), 0, 1) : 1;
}
