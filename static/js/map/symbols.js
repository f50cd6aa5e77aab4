/** Point symbols: features of the layers that are switched on, and the split symbols of several topics in one county. */
import { groundOpacity } from '../lib/hatches.js';
import { SOLID } from '../lib/paint.js';
import { isSharp } from '../lib/precision.js';
import { shapePath } from '../lib/shapes.js';
import { spread } from '../lib/spread.js';
import { toWorld } from '../lib/tile-math.js';
import { POINT } from './draw-plain.js';
import { drawHollow, markPath, RING_GAP_PX } from './mark-path.js';

const RADIUS_PX = 4.5;
const RING_PX = 7.5;
const STEP_PX = 13;
const SPLIT_PX = 5;
/** The light spot in the symbol of a county whose own document asks. */
const EYE_PX = 1.7;

/**
 * @param {{id: string, opacity: number, colour: string, shape: string, look: import('./layer-look.js').Look|null, features: object[]}[]} layers
 *   top first; look: where features are told apart by symbols that staff chose
 * @param {import('./overlay.js').Frame} frame
 * @param {string} casing
 * @returns {{x: number, y: number, item: string, name: string, sharp: boolean, colour: string, opacity: number, symbol?: object}[]} bottom first
 */
export function layOutSymbols(layers, { place, width, height, zoom }, casing) {
  return [...layers].reverse().flatMap(({ id, opacity, colour, shape, look, features }) => {
    if (look && !look.isShownAt(zoom)) return [];
    const marks = features
      .flatMap((feature) => placesOf(feature, place).map((at) => ({ ...feature, at })))
      .map(({ id: fid, at, properties, own = properties }) => ({
        ...at,
        item: `${id}/${fid}`,
        name: properties.name ?? '',
        properties: own,
        ...(look
          ? styled(look, own, casing)
          : { sharp: isSharp(properties.precision), colour, shape }),
        opacity,
      }))
      .filter(({ x, y, symbol }) => symbol !== null && isNear({ x, y }, { width, height }, symbol?.radius ?? 0));
    // Circles for values are compared where they stand, the small ones on the large.
    if (look?.isSized) return marks.sort((one, other) => other.symbol.radius - one.symbol.radius);
    const widest = marks.reduce((most, { symbol }) => Math.max(most, symbol?.radius ?? 0), 0);
    return spread(marks, Math.max(STEP_PX, 2 * widest + RING_GAP_PX));
  });
}

/** Of one feature, points that fall together are one symbol. */
function placesOf({ geometry }, place) {
  if (geometry?.type === 'Point') return [place(toWorld(...geometry.coordinates))];
  if (geometry?.type !== 'MultiPoint') return [];
  const places = geometry.coordinates.map((position) => place(toWorld(...position)));
  return [...new Map(places.map((one) => [`${Math.round(one.x)},${Math.round(one.y)}`, one])).values()];
}

const isNear = ({ x, y }, { width, height }, radius) =>
  x > -20 - radius && y > -20 - radius && x < width + 20 + radius && y < height + 20 + radius;

function styled(look, properties, casing) {
  const shape = { type: POINT, properties };
  return { symbol: look.symbolOf(shape, casing), sharp: look.isSharp(shape), label: look.label };
}

/**
 * A filled shape for a surveyed position; a hollow one with a ring for a town or a county.
 * @param {CanvasRenderingContext2D} context
 * @param {ReturnType<typeof layOutSymbols>} symbols
 * @param {{palette: Record<string, string>, selected: string, hatchOf: (pattern: string, colour: string) => CanvasPattern|null}} options
 */
export function drawSymbols(context, symbols, { palette, selected, hatchOf }) {
  for (const mark of symbols) {
    context.globalAlpha = mark.opacity;
    const radius = mark.symbol
      ? drawStyled(context, mark, { palette, hatchOf })
      : drawPlain(context, mark, palette);
    context.globalAlpha = 1;
    if (mark.item !== selected) continue;
    context.lineWidth = 2.4;
    context.strokeStyle = palette.selected;
    context.stroke(circle(mark.x, mark.y, radius + RING_GAP_PX));
  }
}

/** @returns {number} how far it reaches [px] */
function drawPlain(context, { x, y, sharp, colour, shape }, palette) {
  const disc = new Path2D(shapePath(shape, x, y, RADIUS_PX));
  context.lineWidth = 3;
  context.strokeStyle = palette.casing;
  context.stroke(disc);
  context.fillStyle = sharp ? colour : palette.casing;
  context.fill(disc);
  context.lineWidth = 1.6;
  context.strokeStyle = colour;
  if (!sharp) context.stroke(disc);
  if (!sharp) {
    context.lineWidth = 1;
    context.setLineDash([2.5, 2]);
    context.stroke(circle(x, y, RING_PX));
    context.setLineDash([]);
  }
  return RING_PX;
}

/** As staff chose it; hollow and with a ring where they say that positions are only roughly known. */
function drawStyled(context, { x, y, sharp, symbol, opacity }, { palette, hatchOf }) {
  const { fill, stroke, width, pattern, radius } = symbol;
  if (!sharp) {
    drawHollow(context, { x, y, symbol }, palette);
    return radius + RING_GAP_PX;
  }
  const path = markPath(symbol.symbol, x, y, radius);
  paint(context, path, fill, opacity * groundOpacity(pattern, symbol.opacity));
  paint(context, path, hatchOf(pattern, fill), opacity);
  if (stroke && width > 0) {
    context.lineWidth = width;
    context.strokeStyle = stroke;
    context.stroke(path);
  }
  return radius;
}

function paint(context, path, style, alpha) {
  if (!style) return;
  const before = context.globalAlpha;
  context.globalAlpha = alpha;
  context.fillStyle = style;
  context.fill(path);
  context.globalAlpha = before;
}

function circle(x, y, radius) {
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return path;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./overlay.js').Frame} frame
 * @param {{looks: Map<string, import('../lib/paint.js').Look>, gazetteer: object, palette: Record<string, string>}} content
 * @returns {{x: number, y: number}[]} where they stand
 */
export function drawSplitSymbols(context, { place }, { looks, gazetteer, palette }) {
  const places = [];
  for (const [adcode, { symbols }] of looks) {
    const point = symbols?.length > 0 && gazetteer.get(adcode);
    if (!point) continue;
    const { x, y } = place(point);
    const first = x - ((symbols.length - 1) * SPLIT_PX * 2.4) / 2;
    symbols.forEach(({ shape, colour, relation }, index) => {
      const middle = first + index * SPLIT_PX * 2.4;
      places.push({ x: middle, y });
      const path = new Path2D(shapePath(shape, middle, y, SPLIT_PX));
      context.lineWidth = 3;
      context.strokeStyle = palette.casing;
      context.stroke(path);
      context.fillStyle = SOLID.has(relation) ? colour : palette.casing;
      context.fill(path);
      context.lineWidth = 1.4;
      context.strokeStyle = colour;
      context.stroke(path);
      if (relation !== 'implicit') return;
      context.fillStyle = palette.casing;
      context.fill(circle(middle, y, EYE_PX));
    });
  }
  return places;
}
