/** The middle of a line, to hang a name on. Pure. */

/**
 * @param {ArrayLike<number>[]} lines flat (x, y, x, y …)
 * @returns {{x: number, y: number, size: number}|null} halfway along the longest; size: its length
 */
export function middleOf(lines) {
  let best = null;
  for (const line of lines) {
    const size = lengthOf(line);
    if (size > (best?.size ?? 0)) best = { line, size };
  }
  return best && { ...pointAt(best.line, best.size / 2), size: best.size };
}

const step = (line, i) => Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);

function lengthOf(line) {
  let sum = 0;
  for (let i = 2; i < line.length; i += 2) sum += step(line, i);
  return sum;
}

function pointAt(line, distance) {
  let rest = distance;
  for (let i = 2; i < line.length; i += 2) {
    const length = step(line, i);
    if (length >= rest && length > 0) {
      const share = rest / length;
      return {
        x: line[i - 2] + share * (line[i] - line[i - 2]),
        y: line[i - 1] + share * (line[i + 1] - line[i - 1]),
      };
    }
    rest -= length;
  }
  return { x: line.at(-2), y: line.at(-1) };
}
