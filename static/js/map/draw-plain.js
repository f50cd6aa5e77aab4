/** Draws one tile of a layer that is not ours to interpret: areas as a light fill with a line, lines, points as discs. */

const POINT = 1;
const LINE = 2;
const FILL_SHARE = 0.35;
/** What reaches the area only through the one it lies in. */
const WEAK_SHARE = 0.12;
const WEAK_DASH_PX = [4, 3];
const LINE_PX = 1.4;
const DISC_PX = 4;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{shapes: object[], units: number}} tile
 * @param {{colour: string, stroke: string, casing: string}} scene
 * @param {{part: object, cell_px: number, scale: number}} frame as in draw-tile.js
 */
export function drawPlainTile(context, { shapes, units }, { colour, stroke, casing }, { part, cell_px, scale }) {
  const perUnit = (cell_px * scale) / (units * part.size);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(perUnit, 0, 0, perUnit, -part.left * units * perUnit, -part.top * units * perUnit);
  const px = scale / perUnit;
  for (const shape of shapes) {
    if (shape.type === POINT) drawDisc(context, shape, { colour, casing, px });
    else drawShape(context, shape, { colour, stroke, px });
  }
}

function drawShape(context, { type, path, isWeak }, { colour, stroke, px }) {
  if (type !== LINE) {
    context.globalAlpha = isWeak ? WEAK_SHARE : FILL_SHARE;
    context.fillStyle = colour;
    context.fill(path);
    context.globalAlpha = 1;
  }
  context.lineJoin = 'round';
  context.lineWidth = LINE_PX * px;
  context.setLineDash(isWeak ? WEAK_DASH_PX.map((length) => length * px) : []);
  context.strokeStyle = stroke;
  context.stroke(path);
}

function drawDisc(context, { rings }, { colour, casing, px }) {
  for (const [x, y] of rings) {
    context.beginPath();
    context.arc(x, y, DISC_PX * px, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    context.lineWidth = px;
    context.strokeStyle = casing;
    context.stroke();
  }
}
