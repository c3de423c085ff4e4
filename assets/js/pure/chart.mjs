/** The scales of the two charts: steps across, a log axis down. */

import { clamp } from "./scale.mjs";

export const MARGIN = { left: 46, right: 14, top: 24, bottom: 24 };

/**
 * @param {Float32Array[]} series of the lanes
 * @param {{goal: number}} run
 * @param {boolean} capped keep the axis near where the lanes begin, so that one explosion does not flatten the rest
 * @returns {[number, number]} lowest and highest value of the log axis
 */
export function logRange(series, { goal }, capped) {
  let high = 0;
  let first = 0;
  for (const values of series) {
    if (Number.isFinite(values[0])) first = Math.max(first, values[0]);
    const stride = Math.max(1, Math.floor(values.length / 400));
    for (let i = 0; i < values.length; i += stride) if (values[i] > high && Number.isFinite(values[i])) high = values[i];
  }
  if (capped && first > 0) high = Math.min(high, 6 * first);
  if (!(high > 0)) return [goal * 0.45, 1];
  return [Math.max(Math.min(goal * 0.45, high / 20), high * 1e-7), high * 1.25];
}

/**
 * Pixel functions of a chart.
 * @param {number} last step at the right end
 */
export function chartScale(width, height, last, [low, high]) {
  const { left, right, top, bottom } = MARGIN;
  const kx = (width - left - right) / Math.max(last, 1);
  const floor = height - bottom;
  const ky = (floor - top) / Math.log(high / low);
  const logLow = Math.log(low);
  return {
    left,
    right: width - right,
    top,
    floor,
    width,
    height,
    low,
    high,
    x: (step) => left + kx * step,
    y: (value) => (value > low ? Math.max(floor - ky * (Math.log(value) - logLow), top - 4) : value <= low ? floor : top - 4),
    step: (px) => clamp((px - left) / kx, 0, last),
  };
}

/** Steps that get a label on the axis. */
export function stepTicks(last, width) {
  const about = Math.min(Math.max(2, Math.floor(width / 46)), 6);
  const raw = last / about;
  const power = 10 ** Math.floor(Math.log10(Math.max(raw, 1)));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw && Number.isInteger(s)) ?? 1;
  const out = [];
  for (let k = 0; k <= last; k += step) out.push(k);
  return out;
}
