/** Outlines of point symbols on a canvas. */
import { shapePath } from '../lib/shapes.js';

/**
 * @param {string} shape
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @returns {Path2D}
 */
export function markPath(shape, x, y, radius) {
  if (shape !== 'circle') return new Path2D(shapePath(shape, x, y, radius));
  // Most are circles, and there may be thousands: no text need be read for them.
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return path;
}
