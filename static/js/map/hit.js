/** What lies under a point of the screen: found in the geometry of the tiles that are shown. */
import { contains } from '../lib/rings.js';
import { isNearLine } from '../lib/near.js';
import { LARGEST_IN_TILE_PX, LINE, POINT } from './draw-plain.js';

const REACH_PX = 10;
const LINE_REACH_PX = 6;

/**
 * @param {object[]} cells of the grid
 * @param {{x: number, y: number}} world 0 to 1
 * @returns {import('./decode.js').Area|null} county
 */
export function areaAt(cells, world) {
  const found = tileAt(cells, world);
  return found?.tile.areas.find((area) => holds(area, found)) ?? null;
}

/**
 * @param {object[]} cells of the grid of a layer
 * @param {{x: number, y: number}} world 0 to 1
 * @param {{look: import('./layer-look.js').Look, zoom: number}} drawn how the layer is drawn, and at which zoom
 * @returns {import('./decode.js').Shape|null} the topmost feature that is drawn there
 */
export function shapeAt(cells, world, { look, zoom }) {
  const found = look.isShownAt(zoom) && !look.isSized && tileAt(cells, world);
  if (!found) return null;
  const perPx = (found.tile.units * 2 ** found.wanted.z) / (256 * 2 ** zoom);
  return (
    found.tile.shapes.findLast((shape) => isUnder(shape, found, perPx) && look.symbolOf(shape, '') !== null) ??
    null
  );
}

function isUnder(shape, { x, y }, perPx) {
  if (shape.type === LINE) return isNearLine(shape.rings, x, y, LINE_REACH_PX * perPx);
  if (shape.type !== POINT) return holds(shape, { x, y });
  return shape.rings.some((ring) => Math.hypot(ring[0] - x, ring[1] - y) <= LARGEST_IN_TILE_PX * perPx);
}

const holds = ({ extent, rings }, { x, y }) =>
  x >= extent[0] && y >= extent[1] && x <= extent[2] && y <= extent[3] && contains(rings, x, y);

/** The tile there, and the point in its units. */
function tileAt(cells, world) {
  for (const { tile, wanted } of cells) {
    const count = 2 ** wanted.z;
    const column = world.x * count - wanted.x;
    const row = world.y * count - wanted.y;
    const { left, top, size } = wanted.part;
    if (column < left || row < top || column >= left + size || row >= top + size) continue;
    return { tile, wanted, x: column * tile.units, y: row * tile.units };
  }
  return null;
}

/**
 * @template {{x: number, y: number, symbol?: {radius: number}}} Symbol
 * @param {Symbol[]} symbols as laid out, the topmost last
 * @param {{x: number, y: number}} point on the same canvas
 * @returns {Symbol|null}
 */
export function symbolAt(symbols, point) {
  return (
    symbols.findLast(
      ({ x, y, symbol }) => Math.hypot(x - point.x, y - point.y) <= Math.max(REACH_PX, symbol?.radius ?? 0),
    ) ?? null
  );
}
