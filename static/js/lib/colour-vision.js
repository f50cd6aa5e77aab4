/**
 * Whether two colours can be told apart, also by people with a colour blindness. Pure.
 *
 * Simulation: Machado, Oliveira and Fernandes 2009, "A physiologically-based model for simulation of color vision
 * deficiency", table 1 at full severity, on linear RGB. Distance: CIE 1976 (L*, a*, b*), illuminant D65.
 */
import { toRgb } from './colours.js';

const SIGHTS = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  red: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  green: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  blue: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const TO_XYZ = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const WHITE = [0.95047, 1, 1.08883];
/** Below this, areas that do not touch are taken for one another. */
const NEAR = 7;
/** Classes in order are compared with their neighbours in the legend, and may be closer. */
const NEAR_IN_ORDER = 4;

/**
 * @param {string} one
 * @param {string} other
 * @param {number} [near] distance below which they look alike
 * @returns {'usual'|'red'|'green'|'blue'|null} the sight to which the two look alike, the usual first; null: to none
 */
export function alikeTo(one, other, near = NEAR) {
  return Object.keys(SIGHTS).find((sight) => distance(lab(one, sight), lab(other, sight)) < near) ?? null;
}

/**
 * @param {{colour: string, pattern: string}[]} looks
 * @param {{isOrdered?: boolean}} [options] of ordered classes only neighbours need be told apart
 * @returns {{one: number, other: number, sight: string}[]} places of those that look alike
 */
export function alikePairs(looks, { isOrdered = false } = {}) {
  const pairs = [];
  looks.forEach((look, one) => {
    const last = isOrdered ? Math.min(one + 1, looks.length - 1) : looks.length - 1;
    for (let other = one + 1; other <= last; other += 1) {
      if (looks[other].pattern !== look.pattern || !look.colour || !looks[other].colour) continue;
      const sight = alikeTo(look.colour, looks[other].colour, isOrdered ? NEAR_IN_ORDER : NEAR);
      if (sight) pairs.push({ one, other, sight });
    }
  });
  return pairs;
}

const distance = (one, other) => Math.hypot(...one.map((part, index) => part - other[index]));

const times = (matrix, vector) =>
  matrix.map((row) => row.reduce((sum, part, index) => sum + part * vector[index], 0));

function lab(colour, sight) {
  const linear = toRgb(colour).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const seen = times(SIGHTS[sight], linear).map((part) => Math.min(1, Math.max(0, part)));
  const [x, y, z] = times(TO_XYZ, seen).map((part, index) => curve(part / WHITE[index]));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const curve = (value) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27) * (value / 116) + 16 / 116);
