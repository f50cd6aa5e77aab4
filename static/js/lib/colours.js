/** Colour arithmetic on `#rrggbb`. Pure. */

/** @param {string} colour @returns {[number, number, number]} */
export function toRgb(colour) {
  const number = Number.parseInt(colour.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

const toHex = (rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/**
 * @param {string} colour
 * @param {string} ground
 * @param {number} share of the colour, 0 to 1; the rest is ground
 * @returns {string}
 */
export function mix(colour, ground, share) {
  const [one, other] = [toRgb(colour), toRgb(ground)];
  return toHex(one.map((part, index) => part * share + other[index] * (1 - share)));
}

/** Share of another colour that sets the first, second … topic of one group apart. */
const SHADES = [null, ['#000000', 0.62], ['#ffffff', 0.58], ['#000000', 0.4]];
/** So many topics of a group have a shade of their own. */
export const SHADE_COUNT = SHADES.length;

/**
 * @param {string} colour hue of a group
 * @param {number} turn 0 for the first topic of the group, 1 for the second …
 * @returns {string} the same hue, darker or lighter
 */
export function shade(colour, turn) {
  const step = SHADES[turn % SHADES.length];
  return step ? mix(colour, step[0], step[1]) : colour;
}

/**
 * @param {string} colour
 * @returns {number} relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance)
 */
export function luminance(colour) {
  const [red, green, blue] = toRgb(colour).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} one @param {string} other @returns {number} contrast ratio, 1 to 21 (WCAG 2.2) */
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
