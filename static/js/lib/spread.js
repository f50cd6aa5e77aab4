/** Sets apart points that share one position, such as the zones known by their county only. Pure. */

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * @template {{x: number, y: number}} Mark
 * @param {Mark[]} marks positions in px
 * @param {number} step_px distance between neighbours
 * @returns {Mark[]} copies; the first of each heap keeps its place, the others lie around it as on a sunflower
 */
export function spread(marks, step_px) {
  const heaps = new Map();
  return marks.map((mark) => {
    const key = `${Math.round(mark.x)},${Math.round(mark.y)}`;
    const turn = heaps.get(key) ?? 0;
    heaps.set(key, turn + 1);
    const radius = step_px * Math.sqrt(turn);
    return {
      ...mark,
      x: mark.x + radius * Math.cos(turn * GOLDEN_ANGLE),
      y: mark.y + radius * Math.sin(turn * GOLDEN_ANGLE),
    };
  });
}
