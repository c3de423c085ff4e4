/** Marker shapes of the optimizers, so that colour is never the only mark. Sizes balance their areas. */

const polygon = (points) => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;

const regular = (n, r, turn = -Math.PI / 2) =>
  Array.from({ length: n }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / n;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });

const star = (r) => {
  const outer = regular(5, 1.34 * r);
  const inner = regular(5, 0.58 * r, -Math.PI / 2 + Math.PI / 5);
  return outer.flatMap((point, i) => [point, inner[i]]);
};

const plus = (r, w) =>
  [[-w, -r], [w, -r], [w, -w], [r, -w], [r, w], [w, w], [w, r], [-w, r], [-w, w], [-r, w], [-r, -w], [-w, -w]];

const turned = (points, angle) =>
  points.map(([x, y]) => [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)]);

const circle = (r) => `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;

const SHAPES = {
  circle: (r) => circle(0.95 * r),
  square: (r) => polygon(turned(regular(4, 0.86 * Math.SQRT2 * r), Math.PI / 4)),
  diamond: (r) => polygon(regular(4, 1.2 * r)),
  "triangle-up": (r) => polygon([[0, -1.15 * r], [1.1 * r, 0.85 * r], [-1.1 * r, 0.85 * r]]),
  "triangle-down": (r) => polygon([[0, 1.15 * r], [1.1 * r, -0.85 * r], [-1.1 * r, -0.85 * r]]),
  star: (r) => polygon(star(r)),
  hexagon: (r) => polygon(regular(6, 1.08 * r, 0)),
  pentagon: (r) => polygon(regular(5, 1.1 * r)),
  cross: (r) => polygon(plus(1.12 * r, 0.42 * r)),
  x: (r) => polygon(turned(plus(1.12 * r, 0.42 * r), Math.PI / 4)),
  bowtie: (r) => polygon([[-1.1 * r, -0.85 * r], [1.1 * r, 0.85 * r], [1.1 * r, -0.85 * r], [-1.1 * r, 0.85 * r]]),
  hourglass: (r) => polygon([[-0.85 * r, -1.1 * r], [0.85 * r, -1.1 * r], [-0.85 * r, 1.1 * r], [0.85 * r, 1.1 * r]]),
};

/**
 * SVG path data of a marker about the origin.
 * @param {string} shape name in the catalogue; an unknown one is a circle
 * @param {number} r nominal radius
 */
export const symbolPath = (shape, r) => (SHAPES[shape] ?? SHAPES.circle)(r);
