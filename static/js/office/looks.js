/** How a layer is drawn while nobody chose, and what staff may choose. */
import { given } from './given.js';
import { t } from './words.js';

const FALLBACK = given.palette[4].colour;
const POINT = given.palette[3].colour;

export const WHITE = '#FFFFFF';
export const DARK = '#333333';

/** @param {string} geometry such as MultiPolygon @returns {'point'|'line'|'polygon'} */
export function geometryKind(geometry) {
  if (geometry.includes('Point')) return 'point';
  return geometry.includes('Line') ? 'line' : 'polygon';
}

/**
 * @param {object} style as the service keeps it, perhaps empty
 * @param {string} geometry
 * @returns {{fill: string, stroke: string, width_px: number, radius_px: number}}
 */
export function completeStyle(style, geometry) {
  const kind = geometryKind(geometry);
  const usual = {
    point: { fill: POINT, stroke: WHITE, width_px: 1, radius_px: 6 },
    line: { fill: '', stroke: FALLBACK, width_px: 1.6, radius_px: 6 },
    polygon: { fill: FALLBACK, stroke: FALLBACK, width_px: 0.8, radius_px: 6 },
  }[kind];
  return { ...usual, ...style };
}

/** @param {string} colour chosen @returns {{value: string, words: string}[]} outlines beside it */
export const outlines = (colour) => [
  { value: colour, words: t('style.outline.same') },
  { value: WHITE, words: t('style.outline.white') },
  { value: DARK, words: t('style.outline.dark') },
];
