/** Positions in a text as the server counts them, in Unicode code points, over strings that count UTF-16 units. Pure. */

const BEYOND_BMP = /[\u{10000}-\u{10ffff}]/u;

/**
 * @typedef {object} PlainText
 * @property {number} length in code points
 * @property {(start: number, end: number) => string} slice
 * @property {(sign: string, from: number) => number} indexOf position of a sign from a position on; -1 where there is none
 */

/**
 * @param {string} text
 * @returns {PlainText}
 */
export function createText(text) {
  if (!BEYOND_BMP.test(text))
    return {
      length: text.length,
      slice: (start, end) => text.slice(start, end),
      indexOf: (sign, from) => text.indexOf(sign, from),
    };
  const signs = Array.from(text);
  return {
    length: signs.length,
    slice: (start, end) => signs.slice(start, end).join(''),
    indexOf: (sign, from) => signs.indexOf(sign, from),
  };
}

/** @param {string} text @returns {number} in code points */
export const lengthOf = (text) => (BEYOND_BMP.test(text) ? Array.from(text).length : text.length);
