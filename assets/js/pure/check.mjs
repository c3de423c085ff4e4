/** Is a typed number one the engine takes? The same intervals as the Python records. */

import { parseNumber } from "./format.mjs";

/**
 * @typedef {{key: string, label: string, name?: string, symbol: string, default: number, low: number | null, high: number | null,
 *   low_open: boolean, high_open: boolean, scale: "linear" | "log" | "integer", interval: string,
 *   slider: [number, number]}} Parameter  low and high are null where the interval has no end
 *
 * @param {Parameter} parameter @param {string} text
 * @returns {{value: number} | {problem: "type" | "range" | "whole"}}
 */
export function check(parameter, text) {
  const value = parseNumber(text);
  if (Number.isNaN(value)) return { problem: "type" };
  const { low, high, low_open, high_open, scale } = parameter;
  const above = low === null || (low_open ? value > low : value >= low);
  const below = high === null || (high_open ? value < high : value <= high);
  if (!(Number.isFinite(value) && above && below)) return { problem: "range" };
  if (scale === "integer" && !Number.isInteger(value)) return { problem: "whole" };
  return { value };
}
