/** What lies under a point of the screen: found in the geometry of the tiles that are shown. */
import { contains } from '../lib/rings.js';

const REACH_PX = 10;

/**
 * @param {object[]} cells of the grid
 * @param {{x: number, y: number}} world 0 to 1
 * @param {'areas'|'shapes'} [kind] counties, or what another layer holds
 * @returns {import('./decode.js').Area|null}
 */
export function areaAt(cells, world, kind = 'areas') {
  for (const { tile, wanted, coords } of cells) {
    const count = 2 ** wanted.z;
    const column = world.x * count - wanted.x;
    const row = world.y * count - wanted.y;
    const { left, top, size } = wanted.part;
    if (coords && (column < left || row < top || column >= left + size || row >= top + size)) continue;
    const [x, y] = [column * tile.units, row * tile.units];
    return (
      tile[kind].find(
        ({ extent, rings }) =>
          x >= extent[0] && y >= extent[1] && x <= extent[2] && y <= extent[3] && contains(rings, x, y),
      ) ?? null
    );
  }
  return null;
}

/**
 * @template {{x: number, y: number}} Symbol
 * @param {Symbol[]} symbols as laid out, the topmost last
 * @param {{x: number, y: number}} point on the same canvas
 * @returns {Symbol|null}
 */
export function symbolAt(symbols, point) {
  return symbols.findLast(({ x, y }) => Math.hypot(x - point.x, y - point.y) <= REACH_PX) ?? null;
}
