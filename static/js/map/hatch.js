/** Hatches of layers as pictures that repeat. */
import { HATCHES, HATCH_CELL } from '../lib/hatches.js';

/**
 * @param {number} scale device px a css px
 * @returns {(pattern: string, colour: string) => CanvasPattern|null} null for a plain area; pictures are kept
 */
export function createHatches(scale) {
  const kept = new Map();
  return (pattern, colour) => {
    if (!HATCHES[pattern] || !colour) return null;
    const key = `${pattern}${colour}`;
    if (!kept.has(key)) kept.set(key, picture(HATCHES[pattern], colour, scale));
    return kept.get(key);
  };
}

/**
 * The same for canvases whose units are css px.
 * @returns {(scale: number) => ReturnType<typeof createHatches>}
 */
export function createOverlayHatches() {
  let kept = { scale: 0, of: null };
  return (scale) => {
    if (kept.scale !== scale) kept = { scale, of: createHatches(scale) };
    return (pattern, colour) => {
      const hatch = kept.of(pattern, colour);
      hatch?.setTransform(new DOMMatrix([1 / scale, 0, 0, 1 / scale, 0, 0]));
      return hatch;
    };
  };
}

function picture({ d, width, cap }, colour, scale) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(HATCH_CELL * scale);
  const context = canvas.getContext('2d');
  context.scale(canvas.width / HATCH_CELL, canvas.height / HATCH_CELL);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = cap;
  context.stroke(new Path2D(d));
  return context.createPattern(canvas, 'repeat');
}
