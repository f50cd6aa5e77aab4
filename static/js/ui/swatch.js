/** Small pictures of how a county is drawn: the same patterns as on the map, for legend, lists and table. */
import { svg } from '../dom.js';
import { mix } from '../lib/colours.js';
import { SOLID } from '../lib/paint.js';
import { shapePath } from '../lib/shapes.js';
import { token } from '../tokens.js';

let serial = 0;

/**
 * @param {string} relation
 * @param {string} colour
 * @returns {SVGElement} 20 by 14
 */
export function relationSwatch(relation, colour) {
  const land = token('--map-land');
  const id = `swatch-${(serial += 1)}`;
  const parts =
    {
      named: () => [box(mix(colour, land, 0.86))],
      implicit: () => [uprightPattern(id, colour), box(mix(colour, land, 0.5)), box(`url(#${id})`)],
      member: () => [hatchPattern(id, colour), box(mix(colour, land, 0.2)), box(`url(#${id})`)],
      scope: () => [dotPattern(id, colour), box(land), box(`url(#${id})`)],
      partner: () => [
        svg('rect', {
          x: 1.5,
          y: 1.5,
          width: 17,
          height: 11,
          rx: 1.5,
          fill: land,
          stroke: colour,
          'stroke-width': 2,
        }),
      ],
    }[relation] ?? (() => [box(land)]);
  return frame(parts());
}

const TEXTURES = [
  () => null,
  (colour) => svg('path', { d: 'M0.5 4H19.5M0.5 10H19.5', stroke: colour, 'stroke-width': 1 }),
  (colour) =>
    svg('path', {
      d: 'M4 4h.01M12 4h.01M8 10h.01M16 10h.01',
      stroke: colour,
      'stroke-width': 2.4,
      'stroke-linecap': 'round',
    }),
  (colour) => svg('path', { d: 'M2 13L13 1M8 13L19 1', stroke: colour, 'stroke-width': 1.5 }),
];

/** @param {import('../lib/paint.js').TopicSign} topic as it is striped */
export function topicSwatch({ colour, texture }) {
  const land = token('--map-land');
  return frame(
    [box(mix(colour, land, 0.86)), TEXTURES[texture % TEXTURES.length](mix(land, colour, 0.6))].filter(Boolean),
  );
}

/**
 * As layers of areas are drawn.
 * @param {string} fill
 * @param {string} stroke
 * @param {boolean} isWeak what reaches the area only through the one it lies in
 */
export function areaSwatch(fill, stroke, isWeak) {
  const area = { x: 1, y: 1, width: 18, height: 12, rx: 2, fill, 'fill-opacity': isWeak ? 0.12 : 0.35 };
  return frame([
    svg('rect', { ...area, stroke, 'stroke-width': 1.5, 'stroke-dasharray': isWeak ? '3 2' : 'none' }),
  ]);
}

/** @param {string} colour */
export function classSwatch(colour) {
  return frame([box(colour)]);
}

/** @param {'noData'|'zero'|'notAsked'} kind */
export function nothingSwatch(kind) {
  const land = token('--map-land');
  if (kind === 'zero') return frame([box(token('--map-zero'))]);
  if (kind === 'notAsked') return frame([box(land)]);
  const id = `swatch-${(serial += 1)}`;
  return frame([hatchPattern(id, token('--map-no-data')), box(land), box(`url(#${id})`)]);
}

/** @param {{fill: string, symbol?: string}} symbol @param {boolean} isSharp surveyed, else a ring: the place is only roughly known */
export function pointSwatch({ fill, symbol = 'circle' }, isSharp) {
  const shape = (r, attributes) => svg('path', { d: shapePath(symbol, 10, 7, r), ...attributes });
  const parts = isSharp
    ? [shape(4, { fill })]
    : [
        shape(2.6, { fill: 'none', stroke: fill, 'stroke-width': 1.5 }),
        svg('circle', {
          cx: 10,
          cy: 7,
          r: 5.8,
          fill: 'none',
          stroke: fill,
          'stroke-width': 1,
          'stroke-dasharray': '2 1.6',
        }),
      ];
  return svg('svg', { class: 'swatch', viewBox: '0 0 20 14', 'aria-hidden': 'true' }, parts);
}

const box = (fill) => svg('rect', { x: 0.5, y: 0.5, width: 19, height: 13, rx: 2, fill });

const frame = (children) =>
  svg(
    'svg',
    { class: 'swatch', viewBox: '0 0 20 14', 'aria-hidden': 'true' },
    children,
    svg('rect', { class: 'swatch-edge', x: 0.5, y: 0.5, width: 19, height: 13, rx: 2, fill: 'none' }),
  );

const hatchPattern = (id, colour) =>
  svg(
    'pattern',
    { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    svg('rect', { width: 1.6, height: 5, fill: colour }),
  );

const uprightPattern = (id, colour) =>
  svg(
    'pattern',
    { id, width: 4, height: 14, patternUnits: 'userSpaceOnUse' },
    svg('rect', { x: 1.25, width: 1.5, height: 14, fill: colour }),
  );

const dotPattern = (id, colour) =>
  svg(
    'pattern',
    { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse' },
    svg('circle', { cx: 2.5, cy: 2.5, r: 0.9, fill: colour }),
  );

/** @param {{colour: string, shape: string, relation?: string}} topic drawn as a split symbol */
export function symbolSwatch({ colour, shape, relation = 'named' }) {
  return svg(
    'svg',
    { class: 'swatch', viewBox: '0 0 20 14', 'aria-hidden': 'true' },
    svg('path', {
      d: shapePath(shape, 10, 7, 4.5),
      fill: SOLID.has(relation) ? colour : token('--map-casing'),
      stroke: colour,
      'stroke-width': 1.4,
    }),
    relation === 'implicit' && svg('circle', { cx: 10, cy: 7, r: 1.6, fill: token('--map-casing') }),
  );
}
