/** Whether a point is near a line. Pure. */

/**
 * @param {ArrayLike<number>[]} lines flat (x, y, x, y …)
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 * @returns {boolean}
 */
export function isNearLine(lines, x, y, reach) {
  return lines.some((line) => {
    for (let i = 2; i < line.length; i += 2)
      if (distance(line[i - 2], line[i - 1], line[i], line[i + 1], x, y) <= reach) return true;
    return false;
  });
}

function distance(fromX, fromY, toX, toY, x, y) {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const share = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - fromX - share * dx, y - fromY - share * dy);
}
