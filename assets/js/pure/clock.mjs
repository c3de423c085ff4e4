/** The clock of the race: which step is shown. Pure: give it the time that passed, it gives the next state. */

export const STEPS_PER_SECOND = 36;
export const SPEEDS = [0.5, 1, 2, 4];

/**
 * @typedef {{step: number, last: number, speed: number, playing: boolean}} Clock
 * @param {Clock} clock
 * @param {number} ms time since the last frame; a long pause (a hidden tab) counts as 100 ms
 * @returns {Clock}
 */
export function advance(clock, ms) {
  if (!clock.playing) return clock;
  const step = clock.step + (Math.min(Math.max(ms, 0), 100) / 1000) * STEPS_PER_SECOND * clock.speed;
  return step >= clock.last ? { ...clock, step: clock.last, playing: false } : { ...clock, step };
}

/** Play from here; from the start if it stands at the end. @param {Clock} clock */
export const play = (clock) => ({
  ...clock,
  playing: clock.last > 0,
  step: clock.step >= clock.last ? 0 : clock.step,
});

/** Stop on a whole step. @param {Clock} clock */
export const pause = (clock) => ({ ...clock, playing: false, step: Math.round(clock.step) });

/** Go to a step, rounded and kept inside the run; the clock stops. @param {Clock} clock */
export const seek = (clock, step) => ({
  ...clock,
  playing: false,
  step: Math.min(Math.max(Math.round(step), 0), clock.last),
});

/** The same clock over a run of another length; a clock at the end stays at the end. @param {Clock} clock */
export const resize = (clock, last) => ({
  ...clock,
  last,
  step: clock.step >= clock.last ? last : Math.min(clock.step, last),
});
