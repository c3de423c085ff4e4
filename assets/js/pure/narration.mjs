/** One sentence about the run, and a second one: computed from where the lanes ended. */

import { lakeOf } from "./path.mjs";
import { standings } from "./standings.mjs";

/**
 * @param {(key: string, values?: Record<string, any>) => string} t text by key
 * @param {any} format
 * @param {import("./wire.mjs").Run} run
 * @param {string[]} names of the lanes
 * @param {{lakes: any[], width: number}} place
 * @returns {{headline: string, detail: string}}
 */
export function narrate(t, format, run, names, place) {
  if (run.lanes.length === 0) return { headline: t("state.empty"), detail: "" };
  const rows = standings(run, run.nSteps, place);
  const label = (row) => names[row.lane];
  const gone = rows.filter(({ state }) => state === "diverged" || state === "left");
  const alive = rows.filter((row) => !gone.includes(row));
  if (alive.length === 0 && gone.every(({ state }) => state === "left")) return { headline: t("say.all_left"), detail: t("say.left") };
  if (alive.length === 0) return { headline: t("say.all_diverged"), detail: t("say.lower") };
  const homes = new Map(alive.map((row) => [row, lakeOf(run.lanes[row.lane].final, place.lakes, place.width)]));
  const settled = new Set([...homes.values()].filter(Boolean));
  const detail = [];
  let headline;
  if (settled.size > 1) {
    headline = t("say.lakes", { n: t(`count.${Math.min(settled.size, 9)}`) });
    detail.push(...lakeSentences(t, alive, homes, label, place.lakes));
  } else {
    const first = alive[0];
    headline =
      first.state === "done"
        ? t("say.first", { first: label(first), t: first.at })
        : t("say.nobody", { n: run.nSteps });
    detail.push(runnerUp(t, format, alive, label, rows.length));
  }
  if (gone.length) detail.push(t(gone.length === 1 ? "say.diverged_one" : "say.diverged", { names: list(t, gone.map(label)) }));
  return { headline, detail: detail.filter(Boolean).join(" ") };
}

function lakeSentences(t, alive, homes, label, lakes) {
  const isDeepest = ({ value }) => value - lakes[0].value < 1e-6 * (1 + Math.abs(lakes[0].value));
  const deepest = alive.filter((row) => homes.get(row) && isDeepest(homes.get(row)));
  const higher = alive.filter((row) => homes.get(row) && !isDeepest(homes.get(row)));
  const between = alive.filter((row) => !homes.get(row));
  const plural = (key, rows) => (rows.length === 1 ? `${key}_one` : key);
  const say = (key, rows) =>
    rows.length && t(plural(key, rows), { names: list(t, rows.map(label)), n: t(`Count.${Math.min(rows.length, 9)}`) });
  if (new Set(deepest.map((row) => homes.get(row))).size > 1 && higher.length === 0) {
    return [t("say.equal"), say("say.between", between)];
  }
  return [
    deepest.length > 2 ? say("say.deepest_many", deepest) : say("say.deepest", deepest),
    higher.length > 3 ? say("say.higher_many", higher) : say("say.higher", higher),
    say("say.between", between),
  ];
}

function runnerUp(t, format, alive, label, total) {
  const [first, second] = alive;
  if (first.state !== "done") return t("say.lowest", { first: label(first), v: format.loss(first.loss) });
  const done = alive.filter(({ state }) => state === "done");
  if (done.length === total && total > 1) return t("say.all_done", { last: label(done.at(-1)), t: done.at(-1).at });
  if (second?.state === "done") return t("say.second", { second: label(second), t: second.at, n: done.length, of: total });
  return second ? t("say.only_one") : "";
}

/** "SGD, Adam and RMSProp". */
export function list(t, names) {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${t("say.and")} ${names.at(-1)}`;
}

/** What the live region says when a run ends. */
export function ending(t, format, run, names, place) {
  const rows = standings(run, run.nSteps, place);
  if (rows.length === 0) return "";
  const diverged = rows.filter(({ state }) => state === "diverged").length;
  const [first] = rows;
  return first.state === "done"
    ? t("live.end", { first: names[first.lane], t: first.at, k: diverged })
    : t("live.end_none", { first: names[first.lane], v: format.loss(first.loss) });
}
