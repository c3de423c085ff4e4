/** Marker shapes of the optimizers, so that colour is never the only mark. Sizes balance their areas. */

const polygon = (points) => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;

const regular = (n, r, turn = -Math.PI / 2) =>
  Array.from({ length: n }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / n;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });

/** A star of n points. */
const star = (n, outer, inner) => {
  const valleys = regular(n, inner, -Math.PI / 2 + Math.PI / n);
  return regular(n, outer).flatMap((point, i) => [point, valleys[i]]);
};

const plus = (r, w) =>
  [[-w, -r], [w, -r], [w, -w], [r, -w], [r, w], [w, w], [w, r], [-w, r], [-w, w], [-r, w], [-r, -w], [-w, -w]];

const turned = (points, angle) =>
  points.map(([x, y]) => [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)]);

const circle = (r) => `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;

const down = (points) => points.map(([x, y]) => [x, -y]);

const scaled = (r, points) => points.map(([x, y]) => [x * r, y * r]);

const QUARTER = Math.PI / 2;
const CHEVRON = [[0, -1], [1.15, 0.15], [1.15, 0.95], [0, -0.15], [-1.15, 0.95], [-1.15, 0.15]];
const HOUSE = [[0, -1.2], [1, -0.25], [1, 1], [-1, 1], [-1, -0.25]];
const TRAPEZOID = [[-0.6, -0.85], [0.6, -0.85], [1.25, 0.85], [-1.25, 0.85]];
const ARROW = [[0, -1.25], [1.1, -0.1], [0.42, -0.1], [0.42, 1.15], [-0.42, 1.15], [-0.42, -0.1], [-1.1, -0.1]];
const TEE = [[-1.1, -1], [1.1, -1], [1.1, -0.2], [0.42, -0.2], [0.42, 1.1], [-0.42, 1.1], [-0.42, -0.2], [-1.1, -0.2]];
const BAR = [[-1.3, -0.6], [1.3, -0.6], [1.3, 0.6], [-1.3, 0.6]];
const KITE = [[0, -1.3], [0.9, -0.35], [0, 1.3], [-0.9, -0.35]];
const SLANTED = [[-0.65, -0.85], [1.4, -0.85], [0.65, 0.85], [-1.4, 0.85]];
const TRIANGLE = [[-1.15, 0], [0.85, -1.1], [0.85, 1.1]];

/** Half a disc, its flat side down before it is turned. */
const half = (r, turn) => {
  const R = 1.25 * r;
  const [[x0, y0], [x1, y1]] = turned([[-R, 0.5 * r], [R, 0.5 * r]], turn);
  return `M${x0} ${y0}A${R} ${R} 0 0 1 ${x1} ${y1}Z`;
};

const SHAPES = {
  circle: (r) => circle(0.95 * r),
  square: (r) => polygon(turned(regular(4, 0.86 * Math.SQRT2 * r), Math.PI / 4)),
  diamond: (r) => polygon(regular(4, 1.2 * r)),
  "triangle-up": (r) => polygon([[0, -1.15 * r], [1.1 * r, 0.85 * r], [-1.1 * r, 0.85 * r]]),
  "triangle-down": (r) => polygon([[0, 1.15 * r], [1.1 * r, -0.85 * r], [-1.1 * r, -0.85 * r]]),
  star: (r) => polygon(star(5, 1.34 * r, 0.58 * r)),
  hexagon: (r) => polygon(regular(6, 1.08 * r, 0)),
  pentagon: (r) => polygon(regular(5, 1.1 * r)),
  cross: (r) => polygon(plus(1.12 * r, 0.42 * r)),
  x: (r) => polygon(turned(plus(1.12 * r, 0.42 * r), Math.PI / 4)),
  bowtie: (r) => polygon([[-1.1 * r, -0.85 * r], [1.1 * r, 0.85 * r], [1.1 * r, -0.85 * r], [-1.1 * r, 0.85 * r]]),
  "triangle-left": (r) => polygon(scaled(r, TRIANGLE)),
  "triangle-right": (r) => polygon(turned(scaled(r, TRIANGLE), 2 * QUARTER)),
  "star-3": (r) => polygon(star(3, 1.45 * r, 0.42 * r)),
  "star-4": (r) => polygon(star(4, 1.4 * r, 0.55 * r)),
  "star-6": (r) => polygon(star(6, 1.3 * r, 0.68 * r)),
  "star-8": (r) => polygon(star(8, 1.25 * r, 0.8 * r)),
  octagon: (r) => polygon(regular(8, 1.08 * r, Math.PI / 8)),
  "bar-wide": (r) => polygon(scaled(r, BAR)),
  "bar-tall": (r) => polygon(turned(scaled(r, BAR), QUARTER)),
  "half-up": (r) => half(r, 0),
  "half-right": (r) => half(r, QUARTER),
  "half-down": (r) => half(r, 2 * QUARTER),
  "half-left": (r) => half(r, -QUARTER),
  "chevron-up": (r) => polygon(scaled(r, CHEVRON)),
  "chevron-right": (r) => polygon(turned(scaled(r, CHEVRON), QUARTER)),
  "chevron-down": (r) => polygon(down(scaled(r, CHEVRON))),
  "chevron-left": (r) => polygon(turned(scaled(r, CHEVRON), -QUARTER)),
  house: (r) => polygon(scaled(r, HOUSE)),
  "house-down": (r) => polygon(down(scaled(r, HOUSE))),
  trapezoid: (r) => polygon(scaled(r, TRAPEZOID)),
  "trapezoid-down": (r) => polygon(down(scaled(r, TRAPEZOID))),
  "arrow-up": (r) => polygon(scaled(r, ARROW)),
  "arrow-down": (r) => polygon(down(scaled(r, ARROW))),
  tee: (r) => polygon(scaled(r, TEE)),
  kite: (r) => polygon(scaled(r, KITE)),
  parallelogram: (r) => polygon(scaled(r, SLANTED)),
  shield: (r) => `M${-r} ${-r}H${r}V${0.1 * r}Q${r} ${0.9 * r} 0 ${1.25 * r}Q${-r} ${0.9 * r} ${-r} ${0.1 * r}Z`,
  drop: (r) => `M0 ${-1.35 * r}L${0.82 * r} ${-0.1 * r}A${0.95 * r} ${0.95 * r} 0 1 1 ${-0.82 * r} ${-0.1 * r}Z`,
  lens: (r) => `M${-1.35 * r} 0Q0 ${-1.5 * r} ${1.35 * r} 0Q0 ${1.5 * r} ${-1.35 * r} 0Z`,
  saddle: (r) => `M${-1.15 * r} ${-1.05 * r}Q0 ${0.55 * r} ${1.15 * r} ${-1.05 * r}V${1.05 * r}Q0 ${-0.1 * r} ${-1.15 * r} ${1.05 * r}Z`,
  wedge: (r) => `M0 0L${1.1 * r} 0A${1.1 * r} ${1.1 * r} 0 1 1 0 ${-1.1 * r}Z`,
  hourglass: (r) => polygon([[-0.85 * r, -1.1 * r], [0.85 * r, -1.1 * r], [-0.85 * r, 1.1 * r], [0.85 * r, 1.1 * r]]),
};

/**
 * SVG path data of a marker about the origin.
 * @param {string} shape name in the catalogue; an unknown one is a circle
 * @param {number} r nominal radius
 */
export const symbolPath = (shape, r) => (SHAPES[shape] ?? SHAPES.circle)(r);
