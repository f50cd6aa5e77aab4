/** Boxes (west, south, east, north) in degrees, and which unit lies in which. Pure. */

/** The whole country with the islands of the South China Sea. */
export const CHINA = Object.freeze([73.5, 3.8, 135.1, 53.6]);

/**
 * @param {string} adcode of a unit
 * @param {string} region adcode of a province, prefecture or county; anything else holds all units
 * @returns {boolean} whether the unit is, or lies in, the region
 */
export function isWithin(adcode, region) {
  if (!/^\d{6}$/.test(region)) return true;
  return adcode.startsWith(region.replace(/(0000|00)$/, ''));
}

/**
 * @param {number[]} one
 * @param {number[]} other
 * @returns {number[]} the smallest box around both
 */
export function union(one, other) {
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}
