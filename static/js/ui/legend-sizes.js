/** Circles that stand for values, one in the other, with their values beside them. */
import { el, svg } from '../dom.js';
import { pick } from '../i18n.js';

const LINE_PX = 16;
const GAP_PX = 8;
const MARGIN_PX = 2;

/**
 * @param {{label: object, symbol: import('../lib/layer-style.js').Symbol}[]} entries largest first
 * @returns {HTMLElement}
 */
export function sizeFigure(entries) {
  const largest = Math.max(...entries.map(({ symbol }) => symbol.radius));
  const height = Math.max(2 * largest, (entries.length - 1) * LINE_PX + 12) + 2 * MARGIN_PX;
  const width = 2 * largest + 2 * MARGIN_PX;
  const floor = height - MARGIN_PX;
  const tops = labelPlaces(
    entries.map(({ symbol }) => floor - 2 * symbol.radius),
    floor,
  );
  const lines = entries.map(({ symbol }, place) => {
    const top = floor - 2 * symbol.radius;
    return svg('path', { d: `M${width / 2} ${top}L${width} ${tops[place]}h${GAP_PX - 2}`, class: 'size-line' });
  });
  const circles = entries.map(({ symbol: { fill, stroke, width: thick, radius, opacity } }) =>
    svg('circle', {
      cx: width / 2,
      cy: floor - radius,
      r: radius,
      fill: fill || 'none',
      'fill-opacity': opacity / 2,
      stroke: fill || stroke,
      'stroke-width': Math.max(thick, 1),
    }),
  );
  return el(
    'div',
    { class: 'size-figure' },
    svg(
      'svg',
      { width: width + GAP_PX, height, viewBox: `0 0 ${width + GAP_PX} ${height}`, 'aria-hidden': 'true' },
      circles,
      lines,
    ),
    el(
      'ul',
      { class: 'size-labels' },
      entries.map(({ label }, place) => labelAt(pick(label), tops[place])),
    ),
  );
}

/** Values stand at the tops of their circles, or below the one before where these are too close. */
function labelPlaces(tops, floor) {
  const lowest = tops.map((_, place) => floor - (tops.length - 1 - place) * LINE_PX - 6);
  const places = [];
  tops.forEach((top, place) => {
    const next = place === 0 ? Math.max(top, 8) : Math.max(top, places[place - 1] + LINE_PX);
    places.push(Math.min(next, lowest[place]));
  });
  return places;
}

function labelAt(words, top) {
  const item = el('li', {}, words);
  item.style.top = `${top - LINE_PX / 2}px`;
  return item;
}
