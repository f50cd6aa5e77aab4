/** Draws one block of the text: its lines, the heading of its clause, and the marks. */
import { el, fill } from '../dom.js';
import { isHeadingLine, linesOf, segmentsOf } from './spans.js';
import { isPlaceDoubtful } from './worklist.js';

const STRONGEST = [
  'named',
  'implicit',
  'member',
  'scope',
  'partner',
  'excluded',
  'negated',
  'market',
  'route',
  'context',
];

/**
 * @param {{clause: string, heading: string, start: number, end: number, isFirst: boolean, element: HTMLElement}} block
 * @param {{model: import('./model.js').Model}} context
 */
export function drawBlock({ clause, heading, start, end, isFirst, element }, { model }) {
  const lines = linesOf(model.text, start, end);
  if (isFirst) element.dataset.clause = clause;
  fill(
    element,
    lines.map((line, index) => {
      const parts = segmentsOf(line.start, line.end, model.spansWithin(line.start, line.end)).map((segment) =>
        part(segment, model),
      );
      const isHeading = isFirst && index === 0 && isHeadingLine(model.text.slice(line.start, line.end), heading);
      return el(isHeading ? 'h4' : 'p', { class: 'review-line', data: { start: String(line.start) } }, parts);
    }),
  );
}

function part({ start, end, items, places }, model) {
  const words = model.text.slice(start, end);
  if (items.length === 0) return words;
  const known = items.map((id) => model.item(id)).filter(Boolean);
  const data = { items: items.join(' '), from: String(start) };
  if (places.length === 0)
    return el(
      'span',
      { class: `text-item ${stateClass(known)}${isFigure(known) ? ' is-figure' : ''}`, data },
      words,
    );
  const meant = known.flatMap((item) => item.places.filter(({ id }) => places.includes(id)));
  return el('mark', { class: markClass(meant, known), data: { ...data, places: places.join(' ') } }, words);
}

/** Open as long as one of those that rest on the words is open. */
function stateClass(items) {
  const decisions = new Set(items.map(({ decision }) => decision));
  for (const decision of ['open', 'second', 'confirmed']) if (decisions.has(decision)) return `is-${decision}`;
  return 'is-rejected';
}

const isFigure = (items) => items.some(({ figure, decision }) => figure && decision !== 'rejected');

function markClass(places, items) {
  const live = places.filter(({ decision }) => decision !== 'rejected');
  const relation = STRONGEST.find((one) => live.some((place) => place.relation === one)) ?? 'context';
  const classes = ['text-mark', `is-${relation}`];
  if (live.length === 0) classes.push('is-rejected');
  if (live.some(isPlaceDoubtful)) classes.push('is-doubt');
  if (live.length > 0 && live.every(({ decision }) => decision === 'confirmed')) classes.push('is-confirmed');
  if (isFigure(items)) classes.push('is-in-figure');
  return classes.join(' ');
}
