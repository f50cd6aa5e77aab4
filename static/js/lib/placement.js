/** Chooses which labels can stand without overlapping: the important first, the others where there is room. Pure. */

const CELL_PX = 64;

/**
 * @template {{x: number, y: number, width: number, height: number, priority: number}} Label
 * @param {Label[]} labels x, y is the middle; a smaller priority goes first
 * @param {number} gap_px kept free around each
 * @returns {Label[]} those that are placed, in order of priority
 */
export function placeLabels(labels, gap_px = 2) {
  const cells = new Map();
  const placed = [];
  for (const label of [...labels].sort((one, other) => one.priority - other.priority)) {
    const box = boxOf(label, gap_px);
    const keys = cellsOf(box);
    if (keys.some((key) => cells.get(key)?.some((other) => overlap(box, other)))) continue;
    for (const key of keys) {
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(box);
    }
    placed.push(label);
  }
  return placed;
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
