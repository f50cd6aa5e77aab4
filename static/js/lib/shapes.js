/** Outlines of the split symbols as SVG paths: the same for the canvas (Path2D) and the legend. Pure. */

const round = (number) => Math.round(number * 100) / 100;
const polygon = (points, x, y, r) =>
  `M${points.map(([dx, dy]) => `${round(x + dx * r)} ${round(y + dy * r)}`).join('L')}Z`;

const CORNERS = {
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  triangle: [
    [0, -1.1],
    [1.05, 0.85],
    [-1.05, 0.85],
  ],
  diamond: [
    [0, -1.15],
    [1.15, 0],
    [0, 1.15],
    [-1.15, 0],
  ],
  wedge: [
    [-1.05, -0.85],
    [1.05, -0.85],
    [0, 1.1],
  ],
  drop: [
    [-0.55, -1],
    [0.55, -1],
    [1.1, 0],
    [0.55, 1],
    [-0.55, 1],
    [-1.1, 0],
  ],
  bar: [
    [-1.15, -0.5],
    [1.15, -0.5],
    [1.15, 0.5],
    [-1.15, 0.5],
  ],
  cross: [
    [-0.38, -1.1],
    [0.38, -1.1],
    [0.38, -0.38],
    [1.1, -0.38],
    [1.1, 0.38],
    [0.38, 0.38],
    [0.38, 1.1],
    [-0.38, 1.1],
    [-0.38, 0.38],
    [-1.1, 0.38],
    [-1.1, -0.38],
    [-0.38, -0.38],
  ],
};

/**
 * @param {string} shape one of SHAPES (paint.js)
 * @param {number} x
 * @param {number} y
 * @param {number} r half the size
 * @returns {string} path data
 */
export function shapePath(shape, x, y, r) {
  if (CORNERS[shape]) return polygon(CORNERS[shape], x, y, r);
  return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}
