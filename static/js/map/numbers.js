/** Numbers on the map, as they stand in a list beside it. */
import { toWorld } from '../lib/tile-math.js';

const RADIUS_PX = 11;
const EDGE_PX = 2;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./overlay.js').Frame} frame
 * @param {{numbered: {number: number, lon: number, lat: number}[], palette: Record<string, string>, font: string}} content
 */
export function drawNumbers(context, { place }, { numbered, palette, font }) {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { number, lon, lat } of [...numbered].reverse()) {
    const { x, y } = place(toWorld(lon, lat));
    const disc = new Path2D();
    disc.arc(x, y, RADIUS_PX, 0, 2 * Math.PI);
    context.fillStyle = palette.accent;
    context.fill(disc);
    context.lineWidth = EDGE_PX;
    context.strokeStyle = palette.casing;
    context.stroke(disc);
    context.fillStyle = palette.casing;
    context.font = `700 13px ${font}`;
    context.fillText(String(number), x, y + 0.5);
  }
}
