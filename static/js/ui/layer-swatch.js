/** Small pictures of the symbols of layers that staff styled: as on the map, for legend, lists and the form. */
import { svg } from '../dom.js';
import { HATCHES, HATCH_CELL, groundOpacity } from '../lib/hatches.js';
import { classSymbol, baseSymbol } from '../lib/layer-style.js';
import { shapePath } from '../lib/shapes.js';
import { token } from '../tokens.js';

const [WIDTH, HEIGHT] = [20, 14];
/** Larger symbols are drawn this large: what differs in size has a picture of its own. */
const LARGEST_RADIUS = 5.5;
const THICKEST = 4;
const HATCH_SCALE = 0.75;
const MOST_STRIPES = 4;

let serial = 0;

/**
 * @param {import('../lib/layer-style.js').Symbol} symbol
 * @param {string} geometry `point`, `line` or `polygon`
 * @param {{isRough?: boolean}} [options] whether positions are only roughly known
 * @returns {SVGElement} 20 by 14
 */
export function layerSymbolSwatch(symbol, geometry, { isRough = false } = {}) {
  return svg(
    'svg',
    { class: 'swatch', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' },
    parts(symbol, geometry, isRough),
  );
}

function parts(symbol, geometry, isRough) {
  if (/line/i.test(geometry)) return linePart(symbol);
  if (/point/i.test(geometry)) return isRough ? roughPart(symbol) : pointPart(symbol);
  return areaPart(symbol, { x: 1, y: 1, width: WIDTH - 2, height: HEIGHT - 2, rx: 2 });
}

function linePart({ stroke, width, opacity }) {
  const thick = Math.min(Math.max(width, 1), THICKEST);
  return svg('path', {
    d: 'M1 11L7 5L12 9L19 3',
    fill: 'none',
    stroke: stroke || 'none',
    'stroke-width': thick,
    'stroke-opacity': opacity,
    'stroke-linejoin': 'round',
  });
}

function pointPart(symbol) {
  const d = shapePath(symbol.symbol, WIDTH / 2, HEIGHT / 2, Math.min(Math.max(symbol.radius, 2), LARGEST_RADIUS));
  return filled('path', { d }, symbol);
}

function roughPart({ symbol, fill, stroke }) {
  const colour = fill || stroke || token('--text-2');
  const ring = {
    cx: WIDTH / 2,
    cy: HEIGHT / 2,
    r: 5.8,
    fill: 'none',
    stroke: colour,
    'stroke-width': 1,
    'stroke-dasharray': '2 1.6',
  };
  const d = shapePath(symbol, WIDTH / 2, HEIGHT / 2, 2.6);
  return [svg('path', { d, fill: 'none', stroke: colour, 'stroke-width': 1.5 }), svg('circle', ring)];
}

const areaPart = (symbol, box) => filled('rect', box, symbol);

/** Ground, hatch and outline of a shape, in this order. */
function filled(tag, shape, { fill, stroke, width, pattern, opacity }) {
  const hatch = HATCHES[pattern] && fill ? hatchPattern(HATCHES[pattern], fill) : null;
  return [
    hatch,
    svg(tag, { ...shape, fill: fill || 'none', 'fill-opacity': groundOpacity(pattern, opacity) }),
    hatch && svg(tag, { ...shape, fill: `url(#${hatch.id})` }),
    svg(tag, {
      ...shape,
      fill: 'none',
      stroke: (width > 0 && stroke) || 'none',
      'stroke-width': Math.min(width, THICKEST / 2),
    }),
  ];
}

function hatchPattern({ d, width, cap }, colour) {
  serial += 1;
  return svg(
    'pattern',
    {
      id: `hatch-${serial}`,
      width: HATCH_CELL,
      height: HATCH_CELL,
      patternUnits: 'userSpaceOnUse',
      patternTransform: `scale(${HATCH_SCALE})`,
    },
    svg('path', { d, fill: 'none', stroke: colour, 'stroke-width': width, 'stroke-linecap': cap }),
  );
}

/**
 * A layer in a list: its symbol, the first of its classes side by side, or two circles.
 * @param {import('../lib/layer-style.js').Style} style complete
 * @param {{isRough?: boolean}} [options]
 * @returns {SVGElement}
 */
export function layerStyleSwatch(style, options) {
  const base = baseSymbol(style);
  const classes = symbolsOf(style);
  if (classes.length > 1) return stripes(classes, style.geometry);
  if (style.renderer === 'proportional' && style.proportional)
    return svg('svg', { class: 'swatch', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' }, [
      filled('circle', { cx: 7, cy: 7, r: 5.5 }, base),
      filled('circle', { cx: 16, cy: 10, r: 2.5 }, base),
    ]);
  return layerSymbolSwatch(classes[0] ?? base, style.geometry, options);
}

function symbolsOf(style) {
  const { categories, graduated } = style;
  if (style.renderer === 'categories')
    return (categories?.classes ?? []).slice(0, MOST_STRIPES).map((one) => classSymbol(style, one));
  if (style.renderer !== 'graduated' || !graduated) return [];
  const { fills, patterns } = graduated;
  const step = Math.max(1, (fills.length - 1) / (MOST_STRIPES - 1));
  const places =
    fills.length <= MOST_STRIPES
      ? [...fills.keys()]
      : Array.from({ length: MOST_STRIPES }, (_, i) => Math.round(i * step));
  return places.map((place) => classSymbol(style, { fill: fills[place], pattern: patterns?.[place] }));
}

function stripes(symbols, geometry) {
  const width = (WIDTH - 2) / symbols.length;
  const drawn = symbols.map((symbol, place) => {
    const colour = geometry === 'line' ? symbol.stroke : symbol.fill;
    const box = { x: 1 + place * width, y: 2, width, height: HEIGHT - 4 };
    return filled('rect', box, { ...symbol, fill: colour, stroke: '', opacity: Math.max(symbol.opacity, 0.6) });
  });
  return svg('svg', { class: 'swatch', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' }, drawn);
}
