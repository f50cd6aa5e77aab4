/** What the map needs of a layer to draw it: the symbol of each feature, the zooms it is drawn at, its labels. */
import { isShownAt, symbolOf } from '../lib/layer-style.js';
import { isRough, isSharp } from '../lib/precision.js';
import { LARGEST_IN_TILE_PX, LINE, POINT } from './draw-plain.js';
import { RING_GAP_PX } from './mark-path.js';

export const FALLBACK_COLOUR = '#56616b';
const FILL_SHARE = 0.35;
/** What reaches the area only through the one it lies in. */
const WEAK_SHARE = 0.12;
const WEAK_DASH_PX = [4, 3];
const LINE_PX = 1.4;
const DISC_PX = 4;

/**
 * @typedef {object} Look
 * @property {(shape: {type: number, properties: Record<string, unknown>}, casing: string) => object|null} symbolOf null: not drawn
 * @property {(zoom: number) => boolean} isShownAt
 * @property {object|null} label of the style
 * @property {boolean} isSized whether circles stand for values
 * @property {boolean} hasLarge whether symbols of points are larger than the margin of a tile
 * @property {(shape: {properties: Record<string, unknown>}) => boolean} isSharp whether its position is known as well as a filled
 *   symbol says; else it is drawn hollow and in a ring
 */

/**
 * @param {object} style complete
 * @param {string} [precision] of positions of which nothing else is said
 * @returns {Look}
 */
export function styledLook(style, precision) {
  const isSized = style.renderer === 'proportional' && Boolean(style.proportional);
  return {
    symbolOf: ({ properties }) => symbolOf(style, properties),
    isShownAt: (zoom) => isShownAt(style, zoom),
    label: style.label,
    isSized,
    hasLarge: style.radius_px + (isRough(precision) ? RING_GAP_PX : 0) > LARGEST_IN_TILE_PX,
    // A circle says how much there is, not where exactly.
    isSharp: ({ properties }) => isSized || !isRough(properties.precision || precision),
  };
}

/**
 * Layers of our own: a light fill with a line; what is only reached through another area fainter, with a broken line.
 * @param {{fill?: string, stroke?: string}} symbol of the legend
 * @param {string} [precision] of positions of which nothing else is said
 * @returns {Look}
 */
export function plainLook({ fill, stroke }, precision) {
  const colour = fill || stroke || FALLBACK_COLOUR;
  const area = { fill: colour, stroke: stroke || colour, width: LINE_PX, pattern: 'solid', opacity: FILL_SHARE };
  const weak = { ...area, opacity: WEAK_SHARE, dash: WEAK_DASH_PX };
  const line = { ...area, opacity: 1 };
  const disc = { ...line, width: 1, symbol: 'circle', radius: DISC_PX };
  return {
    symbolOf: ({ type, properties }, casing) => {
      if (type === POINT) return { ...disc, stroke: casing };
      if (type === LINE) return properties.relation === 'member' ? { ...line, dash: WEAK_DASH_PX } : line;
      return properties.relation === 'member' ? weak : area;
    },
    isShownAt: () => true,
    label: null,
    isSized: false,
    hasLarge: false,
    isSharp: ({ properties }) => isSharp(properties.precision || precision),
  };
}
