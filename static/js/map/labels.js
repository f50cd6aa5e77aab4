/** Names on the map: by zoom and size, haloed, never overlapping over the whole view. */
import { isWithin } from '../lib/bbox.js';
import { SOLID } from '../lib/paint.js';
import { placeLabels } from '../lib/placement.js';
import { textWidth } from '../lib/text-width.js';
import { mapName } from './names.js';

/** Zooms at which the names of a level show, and how they are set. */
const STYLES = {
  province: { from: 3, to: 6.4, size: 14, weight: 600, base: 100 },
  prefecture: { from: 5.8, to: 9.4, size: 13, weight: 600, base: 300 },
  county: { from: 6.9, to: 22, size: 12, weight: 400, base: 1000 },
};
/** Counties that the map speaks of are named from further out than the others. */
const SPOKEN_FROM = 5.6;
/** Outside the region in focus the names wait for a closer look. */
const OUTSIDE_LATER = 1.2;
const HALO_PX = 3.2;
const LINE = 1.25;
const SYMBOL_PX = 13;
const LARGEST_OBSTACLE_PX = 32;
/** Where a name goes when a symbol stands on its point: below, above, beside. */
const OFFSETS = [
  [0, 0],
  [0, 16],
  [0, -16],
];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./overlay.js').Frame} frame
 * @param {{gazetteer: {all: () => Iterable<import('./decode.js').LabelPoint>}, looks: Map<string, object>, region: string,
 *   strong: Set<string>, symbols: {x: number, y: number, symbol?: {radius: number}}[], layerLabels?: object[], palette: Record<string, string>, font: string}} content strong: selected, hovered, marked units
 */
export function drawLabels(context, frame, content) {
  const candidates = [...(content.layerLabels ?? [])];
  for (const point of content.gazetteer.all()) {
    const label = candidate(point, frame, content);
    if (label) candidates.push(label);
  }
  const obstacles = content.symbols.map(obstacle);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const placed = placeLabels(candidates, { obstacles });
  const own = placed.filter(({ colour }) => colour).map(({ text }) => text);
  // A layer that names counties itself names them once.
  const isSaid = ({ text, colour }) => !colour && own.some((words) => words.startsWith(text));
  for (const label of placed) if (!isSaid(label)) drawLabel(context, label, content);
}

function obstacle({ x, y, symbol }) {
  // A circle for a value may be as large as a province: names stand on it.
  const side = symbol && symbol.radius * 2 <= LARGEST_OBSTACLE_PX ? symbol.radius * 2 + 2 : SYMBOL_PX;
  return { x, y, width: side, height: side };
}

function candidate(point, { place, zoom, width, height }, { looks, region, strong }) {
  const style = STYLES[point.level];
  const look = looks.get(point.adcode);
  const isStrong = strong.has(point.adcode);
  const isSpoken = SOLID.has(look?.relation);
  // The province in focus is named in the title.
  if (!style || (point.adcode === region && point.level === 'province' && !isStrong)) return null;
  const isInside = isWithin(point.adcode, region);
  const later = isInside || point.level === 'province' ? 0 : OUTSIDE_LATER;
  const from = isStrong ? 0 : isSpoken ? SPOKEN_FROM : style.from + later;
  if (zoom < from || (zoom > style.to + later && !isStrong)) return null;
  const { x, y } = place(point);
  if (x < -40 || y < -20 || x > width + 40 || y > height + 20) return null;
  const size = style.size + (isStrong ? 1 : 0) + growth(zoom);
  const text = mapName(point);
  const wide = textWidth(text) * size;
  return {
    text,
    x,
    y,
    offsets: offsetsOf(wide),
    size,
    isInside,
    weight: isStrong || isSpoken ? 600 : style.weight,
    level: point.level,
    width: wide,
    height: size * LINE,
    priority:
      style.base + point.rank / 10000 - (isSpoken ? 800 : 0) - (isStrong ? 5000 : 0) + (isInside ? 0 : 4000),
  };
}

/** Names grow a little with the map: a wall is read from further away. */
const growth = (zoom) => Math.min(2, Math.max(0, zoom - 7.75));

const offsetsOf = (width) => [...OFFSETS, [width / 2 + 12, 0], [-width / 2 - 12, 0]];

function drawLabel(context, { text, x, y, size, weight, level, isInside, colour, halo }, { palette, font }) {
  context.font = `${weight} ${size}px ${font}`;
  if (colour) return drawOwn(context, { text, x, y, colour, halo });
  context.strokeStyle = palette.halo;
  context.lineWidth = HALO_PX;
  context.globalAlpha = isInside ? 0.92 : 0.8;
  context.strokeText(text, x, y);
  context.globalAlpha = 1;
  context.fillStyle = isInside && level !== 'prefecture' ? palette.label : palette.labelQuiet;
  context.fillText(text, x, y);
  return undefined;
}

/** In the colours that somebody chose for the layer. */
function drawOwn(context, { text, x, y, colour, halo }) {
  context.lineWidth = HALO_PX;
  context.strokeStyle = halo;
  if (halo) context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
