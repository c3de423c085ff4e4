/** Binary answers of the server: u32 header length, JSON header, float32 blocks (little endian). */

/** @param {ArrayBuffer} buffer @returns {{header: any, floats: Float32Array}} */
export function open(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return { header, floats: new Float32Array(buffer, 4 + length) };
}

/**
 * @typedef {{key: string, n: number, last: number, termination: string, finishedAt: number | null,
 *   final: [number, number], finalValue: number, iterates: Float32Array, values: Float32Array,
 *   gradientNorms: Float32Array, strip: Float32Array | null}} LaneRun
 * @typedef {{nSteps: number, stride: number, goal: number, minimum: number, initial: number, lanes: LaneRun[],
 *   rates: {n: number, low: number, high: number}}} Run
 * @param {ArrayBuffer} buffer @returns {Run}
 */
export function decodeRun(buffer) {
  const { header, floats } = open(buffer);
  let at = 0;
  const take = (n) => floats.subarray(at, (at += n));
  const lanes = header.lanes.map((lane) => ({
    key: lane.key,
    n: lane.n,
    last: lane.last,
    termination: lane.termination,
    finishedAt: lane.finished_at,
    final: lane.final,
    finalValue: lane.final_value,
    iterates: take(2 * lane.n),
    values: take(lane.n),
    gradientNorms: take(lane.n),
    strip: null,
  }));
  if (at < floats.length) for (const lane of lanes) lane.strip = take(header.rates.n);
  return {
    nSteps: header.n_steps,
    stride: header.stride,
    goal: header.goal,
    minimum: header.minimum,
    initial: header.initial_value,
    lanes,
    rates: header.rates,
  };
}

/**
 * @typedef {{w: number, h: number, view: number[], minimum: number, hi: number, delta: number, grid: Float32Array, isPartial: boolean,
 *   contours: {level: number, index: boolean, lines: Float32Array[]}[],
 *   stationary: {x: number, y: number, value: number, kind: string}[], data: any, nSamples: number}} Landscape
 * @param {ArrayBuffer} buffer @returns {Landscape}
 */
export function decodeLandscape(buffer) {
  const { header, floats } = open(buffer);
  let at = header.w * header.h;
  const grid = floats.subarray(0, at);
  const contours = header.contours.map(({ level, index, n }) => ({
    level,
    index,
    lines: n.map((vertices) => floats.subarray(at, (at += 2 * vertices))),
  }));
  return {
    w: header.w,
    h: header.h,
    view: header.view,
    minimum: header.minimum,
    hi: header.tint.hi,
    delta: header.tint.delta,
    grid,
    isPartial: grid.some((value) => !Number.isFinite(value)),
    contours,
    stationary: header.stationary,
    data: header.data,
    nSamples: header.n_samples,
  };
}
