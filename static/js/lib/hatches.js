/** The hatches of layers as path data in a cell of 8 by 8 that repeats: the same for the canvas and for swatches. Pure. */

export const HATCH_CELL = 8;
/** Of a hatched area the ground is at most this strong, so that the hatch shows in the same colour. */
export const HATCH_GROUND = 0.35;

const LINE = 1.4;
const DOT = 2.4;
const DIAGONAL = 'M-1 9L9 -1M-1 1L1 -1M7 9L9 7';
const BACK = 'M-1 -1L9 9M7 -1L9 1M-1 7L1 9';
const HORIZONTAL = 'M0 4H8';
const VERTICAL = 'M4 0V8';

/** @type {Record<string, {d: string, width: number, cap: 'butt'|'round'}>} dots are lines without length, with round ends */
export const HATCHES = Object.freeze({
  diagonal: { d: DIAGONAL, width: LINE, cap: 'butt' },
  'diagonal-back': { d: BACK, width: LINE, cap: 'butt' },
  horizontal: { d: HORIZONTAL, width: LINE, cap: 'butt' },
  vertical: { d: VERTICAL, width: LINE, cap: 'butt' },
  cross: { d: DIAGONAL + BACK, width: LINE, cap: 'butt' },
  grid: { d: HORIZONTAL + VERTICAL, width: LINE, cap: 'butt' },
  dots: { d: 'M2 2h.01M6 6h.01', width: DOT, cap: 'round' },
  'sparse-dots': { d: 'M4 4h.01', width: DOT, cap: 'round' },
});

export const PATTERNS = Object.freeze(['solid', ...Object.keys(HATCHES)]);

/** @param {string} pattern @param {number} opacity @returns {number} opacity of the ground */
export const groundOpacity = (pattern, opacity) => (HATCHES[pattern] ? Math.min(opacity, HATCH_GROUND) : opacity);
