/** Which area lies next in a direction: for moving over the map with the arrow keys. Pure. */

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** How much a step sideways counts against a step ahead. */
const SIDEWAYS_WEIGHT = 2.2;

/**
 * @template {{x: number, y: number}} Place
 * @param {Place} from
 * @param {Iterable<Place>} places y grows downwards
 * @param {string} key an arrow key
 * @returns {Place|null} the nearest place that lies more ahead than aside; null at the edge
 */
export function nextInDirection(from, places, key) {
  const [dx, dy] = DIRECTIONS[key];
  let best = null;
  let bestCost = Infinity;
  for (const place of places) {
    const ahead = (place.x - from.x) * dx + (place.y - from.y) * dy;
    const aside = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx);
    if (ahead <= 0 || aside > ahead * 1.2) continue;
    const cost = ahead + aside * SIDEWAYS_WEIGHT;
    if (cost < bestCost) [best, bestCost] = [place, cost];
  }
  return best;
}

/**
 * @template {{x: number, y: number}} Place
 * @param {{x: number, y: number}} point
 * @param {Iterable<Place>} places
 * @returns {Place|null}
 */
export function nearest(point, places) {
  let best = null;
  let bestDistance = Infinity;
  for (const place of places) {
    const distance = Math.hypot(place.x - point.x, place.y - point.y);
    if (distance < bestDistance) [best, bestDistance] = [place, distance];
  }
  return best;
}
