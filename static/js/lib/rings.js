/** Point in polygon on flat rings (x, y, x, y …). Pure. */

/**
 * @param {ArrayLike<number>[]} rings outer rings and holes alike: the even-odd rule tells them apart
 * @param {number} x
 * @param {number} y
 * @returns {boolean}
 */
export function contains(rings, x, y) {
  let isInside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const isCrossed =
        ring[i + 1] > y !== ring[j + 1] > y &&
        x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i];
      if (isCrossed) isInside = !isInside;
    }
  }
  return isInside;
}

/**
 * @param {ArrayLike<number>[]} rings
 * @returns {[number, number, number, number]} smallest and largest x and y
 */
export function extentOf(rings) {
  const extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      extent[0] = Math.min(extent[0], ring[i]);
      extent[1] = Math.min(extent[1], ring[i + 1]);
      extent[2] = Math.max(extent[2], ring[i]);
      extent[3] = Math.max(extent[3], ring[i + 1]);
    }
  }
  return extent;
}
