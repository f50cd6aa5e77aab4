/** How wide words are drawn, without asking a canvas for each of thousands of names. Pure. */

/** Widths in em; Latin letters on average, in the semibold of the map's names. */
const WIDE_EM = 1;
const NARROW_EM = 0.6;
/** From here on, the blocks of Unicode that names use have letters as wide as high: CJK. */
const WIDE_FROM = 0x2e80;

/**
 * @param {string} text
 * @returns {number} its width [em]
 */
export const textWidth = (text) =>
  [...text].reduce((sum, letter) => sum + (letter.codePointAt(0) >= WIDE_FROM ? WIDE_EM : NARROW_EM), 0);
