/** Outlines of point symbols on a canvas, and the mark of a position that is only roughly known. */
import { shapePath } from '../lib/shapes.js';

/** From a symbol to the ring around it. */
export const RING_GAP_PX = 3;
const RING_DASH_PX = [2.5, 2];
const THINNEST_PX = 1.6;

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

/**
 * A hollow symbol in a broken ring: somewhere about here.
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number, symbol: import('../lib/layer-style.js').Symbol}} mark
 * @param {{casing: string, label: string}} palette
 * @param {number} [px] a css px in the units of the context
 */
export function drawHollow(context, { x, y, symbol }, { casing, label }, px = 1) {
  const { fill, stroke, width, radius } = symbol;
  const path = markPath(symbol.symbol, x, y, radius * px);
  context.setLineDash([]);
  context.fillStyle = casing;
  context.fill(path);
  context.strokeStyle = fill || stroke || label;
  context.lineWidth = Math.max(width, THINNEST_PX) * px;
  context.stroke(path);
  context.setLineDash(RING_DASH_PX.map((length) => length * px));
  context.lineWidth = px;
  context.stroke(markPath('circle', x, y, (radius + RING_GAP_PX) * px));
  context.setLineDash([]);
}
