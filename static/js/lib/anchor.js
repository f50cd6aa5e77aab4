/** A point inside an area to hang a name on, where no label point is given. Pure. */

/**
 * @param {ArrayLike<number>[]} rings flat rings (x, y, x, y …), outer rings and holes
 * @returns {{x: number, y: number, size: number}|null} in the middle of the widest stretch at the height of the largest
 *   ring's centre; size: area of that ring
 */
export function anchorOf(rings) {
  let largest = null;
  let centre = { y: 0, size: 0 };
  for (const ring of rings) {
    const found = centreOf(ring);
    if (found.size > centre.size) [largest, centre] = [ring, found];
  }
  if (!largest) return null;
  const crossings = crossingsAt(rings, centre.y);
  let best = null;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const width = crossings[i + 1] - crossings[i];
    if (!best || width > best.width) best = { x: (crossings[i] + crossings[i + 1]) / 2, width };
  }
  return best && { x: best.x, y: centre.y, size: centre.size };
}

function centreOf(ring) {
  let twice = 0;
  let moment = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const cross = ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
    twice += cross;
    moment += (ring[j + 1] + ring[i + 1]) * cross;
  }
  // Half a unit aside of a corner's height, so that a crossing is never a corner.
  return { y: Math.round(moment / (3 * twice || 1)) + 0.5, size: Math.abs(twice / 2) };
}

function crossingsAt(rings, y) {
  const found = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      if (ring[i + 1] > y === ring[j + 1] > y) continue;
      found.push(ring[i] + ((y - ring[i + 1]) * (ring[j] - ring[i])) / (ring[j + 1] - ring[i + 1]));
    }
  }
  return found.sort((one, other) => one - other);
}
