/** Draws one tile of a layer that is not the base map: areas, lines and points, each by its own symbol. */
import { groundOpacity } from '../lib/hatches.js';
import { drawHollow, markPath } from './mark-path.js';

export const POINT = 1;
export const LINE = 2;
/** A larger symbol, with its ring, would be cut at the edge of its tile; it is drawn over all tiles instead. */
export const LARGEST_IN_TILE_PX = 9;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{shapes: object[], units: number}} tile
 * @param {{look: import('./layer-look.js').Look, zoom: number, palette: {casing: string, label: string},
 *   hatchOf: (pattern: string, colour: string) => CanvasPattern|null}} scene
 * @param {{part: object, cell_px: number, scale: number, originX: number, originY: number, shiftX: number, shiftY: number}} frame as in
 *   draw-tile.js; shift: of the cell from the canvas, device px
 */
export function drawPlainTile(context, { shapes, units }, scene, frame) {
  const { part, cell_px, scale, shiftX, shiftY } = frame;
  const perUnit = (cell_px * scale) / (units * part.size);
  const left = shiftX - part.left * units * perUnit;
  const top = shiftY - part.top * units * perUnit;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  const { look, zoom, palette, hatchOf } = scene;
  if (!look.isShownAt(zoom) || look.isSized) return;
  context.setTransform(perUnit, 0, 0, perUnit, left, top);
  context.lineJoin = 'round';
  const pen = { px: scale / perUnit, palette, hatchOf, toHatch: hatchMatrix(frame, { perUnit, left, top }) };
  for (const shape of shapes) {
    const symbol = look.symbolOf(shape, palette.casing);
    if (!symbol) continue;
    if (shape.type !== POINT)
      drawPath(context, shape.path, shape.type === LINE ? { ...symbol, fill: '', isLine: true } : symbol, pen);
    else if (!look.hasLarge) drawPoints(context, shape, symbol, { ...pen, isSharp: look.isSharp(shape) });
  }
}

/** Keeps the hatches of neighbouring cells in step. */
const hatchMatrix = ({ scale, originX, originY, shiftX, shiftY }, { perUnit, left, top }) =>
  new DOMMatrix([
    1 / perUnit,
    0,
    0,
    1 / perUnit,
    (shiftX - left - originX * scale) / perUnit,
    (shiftY - top - originY * scale) / perUnit,
  ]);

function drawPath(
  context,
  path,
  { fill, stroke, width, pattern, opacity, dash, isLine },
  { px, hatchOf, toHatch },
) {
  if (fill) {
    context.globalAlpha = groundOpacity(pattern, opacity);
    context.fillStyle = fill;
    context.fill(path);
    const hatch = hatchOf(pattern, fill);
    if (hatch) {
      hatch.setTransform(toHatch);
      context.globalAlpha = 1;
      context.fillStyle = hatch;
      context.fill(path);
    }
  }
  context.globalAlpha = isLine ? opacity : 1;
  if (stroke && width > 0) {
    context.lineWidth = width * px;
    context.setLineDash(dash ? dash.map((length) => length * px) : []);
    context.strokeStyle = stroke;
    context.stroke(path);
  }
  context.globalAlpha = 1;
}

function drawPoints(context, { rings }, symbol, pen) {
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [x, y] = [ring[i], ring[i + 1]];
      if (pen.isSharp) drawPath(context, markPath(symbol.symbol, x, y, symbol.radius * pen.px), symbol, pen);
      else drawHollow(context, { x, y, symbol }, pen.palette, pen.px);
    }
  }
}
