/**
 * How a look is filled: a plain colour, or a small picture that repeats. Named is solid, implicit is half as strong with
 * upright lines, member is a tint with a diagonal hatch, scope is faint dots; several topics stand side by side as stripes
 * and are never blended.
 */
import { mix } from '../lib/colours.js';

/** Width of a stripe, hatch or dot cell in css px; finer where a province is smaller than a hand. */
const CELL = 8;
const FINE_CELL = 5;
const FINE_BELOW_ZOOM = 5.5;
/** How much of the colour the ground of a relation has; the others have none. */
const SHARES = { named: 0.86, implicit: 0.5, member: 0.2 };
const HATCH_PX = 1.5;
const UPRIGHT_PX = 1.5;
const DOT_PX = 1.05;
const TEXTURE_SHARE = 0.6;

/** @param {number} zoom @returns {boolean} whether pictures are drawn small */
export const isFine = (zoom) => zoom < FINE_BELOW_ZOOM;

/**
 * @param {ReturnType<typeof import('./palette.js').readPalette>} palette
 * @param {number} scale device px a css px
 * @param {number} zoom
 * @returns {(look: import('../lib/paint.js').Look) => string|CanvasPattern|null} null: not filled. Pictures are kept
 */
export function createFills(palette, scale, zoom) {
  const kept = new Map();
  // Pictures are drawn in cells of 8 units, whatever a unit is on the screen.
  const perUnit = isFine(zoom) ? (scale * FINE_CELL) / CELL : scale;
  return (look) => {
    if (look.flat) return look.flat;
    if (!look.hatch && !(look.parts?.length > 0)) return null;
    const key = look.hatch
      ? 'hatch'
      : look.parts.map(({ relation, colour, texture }) => `${relation}${colour}${texture}`).join('|');
    if (!kept.has(key))
      kept.set(key, look.hatch ? noData(palette, perUnit) : partsFill(look.parts, palette, perUnit));
    return kept.get(key);
  };
}

function partsFill(parts, palette, scale) {
  if (parts.length === 1 && parts[0].relation === 'named' && parts[0].texture === 0)
    return mix(parts[0].colour, palette.land, SHARES.named);
  if (parts.every(({ relation }) => relation === 'partner')) return null;
  return picture(parts.length * CELL, CELL, scale, (context) => {
    parts.forEach((part, index) => drawPart(context, part, index * CELL, palette));
  });
}

const noData = (palette, scale) =>
  picture(CELL, CELL, scale, (context) => {
    context.fillStyle = palette.land;
    context.fillRect(0, 0, CELL, CELL);
    hatch(context, 0, palette.noData);
  });

/** A pattern works in device px, so it is drawn as large as the screen shows it. */
function picture(width, height, scale, draw) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  context.scale(canvas.width / width, canvas.height / height);
  draw(context);
  return context.createPattern(canvas, 'repeat');
}

function drawPart(context, { relation, colour, texture }, left, palette) {
  context.save();
  context.beginPath();
  context.rect(left, 0, CELL, CELL);
  context.clip();
  context.fillStyle = mix(colour, palette.land, SHARES[relation] ?? 0);
  context.fillRect(left, 0, CELL, CELL);
  if (relation === 'implicit') upright(context, left, colour);
  else if (relation === 'member') hatch(context, left, colour);
  else if (relation === 'scope') dot(context, left, mix(colour, palette.land, 0.55), DOT_PX);
  else if (relation !== 'partner') drawTexture(context, left, texture, mix(palette.land, colour, TEXTURE_SHARE));
  context.restore();
}

/** The second, third … topic carries a mark of its own. */
function drawTexture(context, left, texture, colour) {
  if (texture === 1) {
    context.fillStyle = colour;
    context.fillRect(left, CELL / 2 - 0.5, CELL, 1);
  } else if (texture === 2) dot(context, left, colour, 1.2);
  else if (texture === 3) hatch(context, left, colour);
}

function dot(context, left, colour, radius) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(left + CELL / 2, CELL / 2, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Two lines a cell, off its edges, so that the lines of two topics do not meet in a thick one. */
function upright(context, left, colour) {
  context.fillStyle = colour;
  context.fillRect(left + CELL / 4, 0, UPRIGHT_PX, CELL);
  context.fillRect(left + (3 * CELL) / 4, 0, UPRIGHT_PX, CELL);
}

function hatch(context, left, colour) {
  context.strokeStyle = colour;
  context.lineWidth = HATCH_PX;
  context.beginPath();
  for (const shift of [-CELL, 0, CELL]) {
    context.moveTo(left + shift - 1, CELL + 1);
    context.lineTo(left + shift + CELL + 1, -1);
  }
  context.stroke();
}
