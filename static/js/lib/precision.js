/** How well a position is known decides how sharp its symbol is. Pure. */

const SHARP = new Set(['surveyed', 'parcel']);

/** @param {string|undefined} precision @returns {boolean} whether a sharp symbol is honest */
export const isSharp = (precision) => SHARP.has(precision);

/** @param {string|undefined} precision @returns {boolean} whether somebody said that the position is only roughly known */
export const isRough = (precision) => Boolean(precision) && !isSharp(precision);
