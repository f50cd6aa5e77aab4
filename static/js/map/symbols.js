/** Point symbols: features of the layers that are switched on, and the split symbols of several topics in one county. */
import { SOLID } from '../lib/paint.js';
import { isSharp } from '../lib/precision.js';
import { shapePath } from '../lib/shapes.js';
import { spread } from '../lib/spread.js';
import { toWorld } from '../lib/tile-math.js';

const RADIUS_PX = 4.5;
const RING_PX = 7.5;
const STEP_PX = 13;
const SPLIT_PX = 5;
/** The light spot in the symbol of a county whose own document asks. */
const EYE_PX = 1.7;

/**
 * @param {{id: string, opacity: number, colour: string, shape: string, features: object[]}[]} layers top first
 * @param {import('./overlay.js').Frame} frame
 * @returns {{x: number, y: number, item: string, name: string, sharp: boolean, colour: string, opacity: number}[]} bottom first
 */
export function layOutSymbols(layers, { place, width, height }) {
  return [...layers].reverse().flatMap(({ id, opacity, colour, shape, features }) =>
    spread(
      features
        .filter(({ geometry }) => geometry?.type === 'Point')
        .map(({ id: fid, geometry, properties }) => ({
          ...place(toWorld(...geometry.coordinates)),
          item: `${id}/${fid}`,
          name: properties.name ?? '',
          properties,
          sharp: isSharp(properties.precision),
          colour,
          shape,
          opacity,
        }))
        .filter(({ x, y }) => x > -20 && y > -20 && x < width + 20 && y < height + 20),
      STEP_PX,
    ),
  );
}

/**
 * A filled shape for a surveyed position; a hollow one with a ring for a town or a county.
 * @param {CanvasRenderingContext2D} context
 * @param {ReturnType<typeof layOutSymbols>} symbols
 * @param {{palette: Record<string, string>, selected: string}} options
 */
export function drawSymbols(context, symbols, { palette, selected }) {
  for (const { x, y, sharp, colour, shape, opacity, item } of symbols) {
    context.globalAlpha = opacity;
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
    context.globalAlpha = 1;
    if (item !== selected) continue;
    context.lineWidth = 2.4;
    context.strokeStyle = palette.selected;
    context.stroke(circle(x, y, RING_PX + 3));
  }
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
