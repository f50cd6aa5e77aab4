/** Chooses which labels can stand without overlapping: the important first, the others where there is room. Pure. */

const CELL_PX = 64;
const MIDDLE = [[0, 0]];

/**
 * @template {{x: number, y: number, width: number, height: number, priority: number, offsets?: number[][]}} Label
 * @param {Label[]} labels x, y is the middle; a smaller priority goes first; offsets are the shifts to try, best first
 * @param {{gap_px?: number, obstacles?: {x: number, y: number, width: number, height: number}[]}} [options] gap kept
 *   free around each; obstacles are what no label may cover
 * @returns {Label[]} those that are placed, where they are placed, in order of priority
 */
export function placeLabels(labels, { gap_px = 2, obstacles = [] } = {}) {
  const taken = createBoxes();
  obstacles.forEach((obstacle) => taken.add(boxOf(obstacle, 0)));
  const placed = [];
  for (const label of [...labels].sort((one, other) => one.priority - other.priority)) {
    for (const [dx, dy] of label.offsets ?? MIDDLE) {
      const moved = { ...label, x: label.x + dx, y: label.y + dy };
      const box = boxOf(moved, gap_px);
      if (taken.isFree(box)) {
        taken.add(box);
        placed.push(moved);
        break;
      }
    }
  }
  return placed;
}

function createBoxes() {
  const cells = new Map();
  return {
    isFree: (box) => !cellsOf(box).some((key) => cells.get(key)?.some((other) => overlap(box, other))),
    add(box) {
      for (const key of cellsOf(box)) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      }
    },
  };
}

function boxOf({ x, y, width, height }, gap) {
  return [x - width / 2 - gap, y - height / 2 - gap, x + width / 2 + gap, y + height / 2 + gap];
}

function overlap(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

function cellsOf([left, top, right, bottom]) {
  const keys = [];
  for (let x = Math.floor(left / CELL_PX); x <= Math.floor(right / CELL_PX); x += 1) {
    for (let y = Math.floor(top / CELL_PX); y <= Math.floor(bottom / CELL_PX); y += 1) keys.push(`${x},${y}`);
  }
  return keys;
}
