/** The track of a learning-rate slider: 60 rates, tinted by the final loss, hatched where it diverges. */

import { paletteWord, tintOf } from "../pure/relief.mjs";
import { fitCanvas } from "./dom.mjs";

const HEIGHT = 11;

/** Paint a strip of final suboptimalities (NaN: diverged) over the whole canvas. */
export function paintScent(canvas, strip, landscape, theme) {
  const width = canvas.clientWidth || 252;
  const c = fitCanvas(canvas, width, HEIGHT);
  c.clearRect(0, 0, width, HEIGHT);
  const cell = width / strip.length;
  for (let i = 0; i < strip.length; i++) {
    if (Number.isNaN(strip[i])) continue;
    const word = paletteWord(theme.palette, tintOf(strip[i], landscape.hi, landscape.delta), 0);
    c.fillStyle = `rgb(${word & 255} ${(word >> 8) & 255} ${(word >> 16) & 255})`;
    c.fillRect(i * cell, 0, cell + 0.6, HEIGHT);
  }
  for (let i = 0; i < strip.length; i++) {
    if (!Number.isNaN(strip[i])) continue;
    const first = i;
    while (i + 1 < strip.length && Number.isNaN(strip[i + 1])) i++;
    hatch(c, first * cell, (i + 1 - first) * cell, theme);
  }
}

/** Diagonal lines on the well, from x over `width` pixels. */
function hatch(c, x, width, theme) {
  c.save();
  c.beginPath();
  c.rect(x, 0, width, HEIGHT);
  c.clip();
  c.fillStyle = theme.colors.well;
  c.fillRect(x, 0, width, HEIGHT);
  c.strokeStyle = theme.colors.edge;
  c.globalAlpha = 0.75;
  c.lineWidth = 1.6;
  c.beginPath();
  for (let at = Math.floor((x - HEIGHT) / 7) * 7; at < x + width; at += 7) {
    c.moveTo(at, HEIGHT);
    c.lineTo(at + HEIGHT, 0);
  }
  c.stroke();
  c.restore();
}

/** Final suboptimality the strip promises near a rate; NaN if it diverges there. */
export function stripAt(strip, rates, rate) {
  const position = (Math.log(rate / rates.low) / Math.log(rates.high / rates.low)) * (rates.n - 1);
  return strip[Math.min(Math.max(Math.round(position), 0), rates.n - 1)];
}

const rateOf = (rates, i) => rates.low * (rates.high / rates.low) ** (i / (rates.n - 1));

/** The rate of least final loss, or null if every one diverges. */
export function bestRate(strip, rates) {
  let best = -1;
  for (let i = 0; i < strip.length; i++) if (strip[i] < (best < 0 ? Infinity : strip[best])) best = i;
  return best < 0 ? null : Number(rateOf(rates, best).toPrecision(2));
}

/** The largest rate below this one that does not diverge, or null. */
export function safeRate(strip, rates, rate) {
  for (let i = strip.length - 1; i >= 0; i--) {
    if (rateOf(rates, i) < rate * 0.999 && !Number.isNaN(strip[i])) return Number(rateOf(rates, i).toPrecision(2));
  }
  return null;
}
