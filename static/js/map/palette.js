/** The colours and widths of the map, read from css/tokens.css whenever the theme changes. */
import { token } from '../tokens.js';

const COLOURS = {
  land: '--map-land',
  outside: '--map-outside',
  county: '--map-county',
  prefecture: '--map-prefecture',
  province: '--map-province',
  selected: '--map-selected',
  casing: '--map-casing',
  label: '--map-label',
  labelQuiet: '--map-label-quiet',
  halo: '--map-halo',
  accent: '--map-accent',
  zero: '--map-zero',
  noData: '--map-no-data',
};

/** Line widths in css px. */
export const WIDTHS = Object.freeze({ county: 0.6, prefecture: 1.2, province: 2, maritime: 2.5 });

/** @returns {Record<keyof typeof COLOURS, string>} */
export function readPalette() {
  return Object.fromEntries(Object.entries(COLOURS).map(([name, property]) => [name, token(property)]));
}
