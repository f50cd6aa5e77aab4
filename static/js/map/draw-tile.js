/** Draws one tile: ground, what the counties say, then the lines of the three levels. Knows no Leaflet. */
import { isWithin } from '../lib/bbox.js';
import { WIDTHS } from './palette.js';

/** County lines fade where a province is smaller than a hand. */
const FULL_LINE_ZOOM = 6.5;
const FAINTEST = 0.35;
const PARTNER_PX = 2;

/**
 * @typedef {object} Scene what all tiles of one drawing share
 * @property {Map<string, import('../lib/paint.js').Look>} looks
 * @property {(look: object) => string|CanvasPattern|null} fillOf
 * @property {Record<string, string>} palette
 * @property {string} region
 * @property {number} zoom
 * @property {boolean} hasBasemap
 */

/**
 * @param {CanvasRenderingContext2D} context of a canvas that is as large as the cell is shown, in device px
 * @param {import('./decode.js').Tile} tile
 * @param {Scene} scene
 * @param {{part: object, cell_px: number, scale: number, originX: number, originY: number}} frame cell_px: css px of the
 *   cell on the screen; scale: device px a css px; origin of the cell in the world, css px (keeps patterns in step)
 */
export function drawTile(context, tile, scene, { part, cell_px, scale, originX, originY }) {
  const perUnit = (cell_px * scale) / (tile.units * part.size);
  const left = -part.left * tile.units * perUnit;
  const top = -part.top * tile.units * perUnit;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  if (!scene.hasBasemap) {
    context.fillStyle = scene.palette.outside;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  }
  context.setTransform(perUnit, 0, 0, perUnit, left, top);
  const toPattern = new DOMMatrix([
    1 / perUnit,
    0,
    0,
    1 / perUnit,
    (-left - originX * scale) / perUnit,
    (-top - originY * scale) / perUnit,
  ]);
  fillAreas(context, tile, scene, toPattern);
  strokeLines(context, tile, scene, scale / perUnit);
}

function fillAreas(context, { areas }, scene, toPattern) {
  const { looks, fillOf, palette, region, hasBasemap } = scene;
  const groups = new Map();
  const add = (style, path) => {
    if (!groups.has(style)) groups.set(style, new Path2D());
    groups.get(style).addPath(path);
  };
  for (const { adcode, path } of areas) {
    const look = looks.get(adcode);
    const style = (look && fillOf(look)) ?? (isWithin(adcode, region) && !hasBasemap ? palette.land : null);
    if (style) add(style, path);
  }
  context.globalAlpha = hasBasemap ? 0.75 : 1;
  for (const [style, path] of groups) {
    if (typeof style !== 'string') style.setTransform(toPattern);
    context.fillStyle = style;
    context.fill(path);
  }
  context.globalAlpha = 1;
}

function strokeLines(context, { areas, uppers, lines }, { looks, palette, zoom }, cssPx) {
  const strength = Math.min(1, Math.max(FAINTEST, zoom / FULL_LINE_ZOOM - 0.2));
  context.lineJoin = 'round';
  for (const level of ['county', 'prefecture', 'province']) {
    if (!lines[level]) continue;
    context.globalAlpha = level === 'county' ? strength : 1;
    context.strokeStyle = palette[level];
    context.lineWidth = WIDTHS[level] * (level === 'county' ? 1 : strength) * cssPx;
    context.stroke(lines[level]);
  }
  context.globalAlpha = 1;
  if (lines.maritime) {
    context.strokeStyle = palette.province;
    context.lineWidth = WIDTHS.maritime * cssPx;
    context.stroke(lines.maritime);
  }
  context.lineWidth = PARTNER_PX * cssPx;
  for (const { adcode, path } of [...areas, ...uppers]) {
    const partner = looks.get(adcode)?.parts?.find(({ relation }) => relation === 'partner');
    if (!partner) continue;
    context.strokeStyle = partner.colour;
    context.stroke(path);
  }
}
