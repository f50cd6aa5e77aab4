/**
 * What stands where in the text: which items and places rest on a stretch of it, and how the text is cut into blocks
 * and segments for drawing. Pure.
 *
 * @typedef {{start: number, end: number, item: string, place: string}} Span place: '' for the item itself
 * @typedef {{start: number, end: number, items: string[], places: string[]}} Segment
 * @typedef {{clause: string, heading: string, start: number, end: number, isFirst: boolean}} Block isFirst: begins its clause
 */
import { lengthOf } from './code-points.js';

/** A block is long enough to be worth skipping while it is out of sight, short enough to draw at once. */
const BLOCK_SIGNS = 2500;

/**
 * @param {Iterable<object>} items of the server
 * @returns {Span[]} by start
 */
export function spansOf(items) {
  const spans = [];
  for (const { id, span, places } of items) {
    if (span) spans.push({ start: span[0], end: span[1], item: id, place: '' });
    for (const place of places)
      if (place.span) spans.push({ start: place.span[0], end: place.span[1], item: id, place: place.id });
  }
  return spans.sort((one, other) => one.start - other.start || other.end - one.end);
}

/**
 * Finds the spans of a stretch without looking at all of them.
 * @param {Span[]} spans by start
 * @returns {(start: number, end: number) => Span[]} those that share a sign with the stretch
 */
export function indexSpans(spans) {
  const longest = spans.reduce((most, { start, end }) => Math.max(most, end - start), 0);
  return (start, end) => {
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle].start < start - longest) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let at = low; at < spans.length && spans[at].start < end; at += 1)
      if (spans[at].end > start) found.push(spans[at]);
    return found;
  };
}

/**
 * Cuts a stretch at every start and end of a span, so that what lies over it is the same all through a segment.
 * @param {number} start
 * @param {number} end
 * @param {Span[]} spans
 * @returns {Segment[]}
 */
export function segmentsOf(start, end, spans) {
  const cuts = new Set([start, end]);
  for (const span of spans) {
    if (span.start > start && span.start < end) cuts.add(span.start);
    if (span.end > start && span.end < end) cuts.add(span.end);
  }
  const at = [...cuts].sort((one, other) => one - other);
  return at.slice(0, -1).map((from, index) => {
    const to = at[index + 1];
    const over = spans.filter((span) => span.start <= from && span.end >= to);
    return {
      start: from,
      end: to,
      items: [...new Set(over.map(({ item }) => item))],
      places: over.filter(({ place }) => place).map(({ place }) => place),
    };
  });
}

/**
 * @param {import('./code-points.js').PlainText} text
 * @param {{id: string, heading: string, start: number, end: number}[]} clauses in document order
 * @returns {Block[]} all of the text, cut at clauses and, where those are long, between lines
 */
export function blocksOf(text, clauses) {
  const blocks = [];
  const add = (clause, heading, start, end) => {
    // Between two clauses there is often nothing but the end of a line.
    if (!clause && !text.slice(start, end).trim()) return;
    let from = start;
    while (from < end) {
      const near = from + BLOCK_SIGNS >= end ? -1 : text.indexOf('\n', from + BLOCK_SIGNS);
      const to = near === -1 || near + 1 > end ? end : near + 1;
      blocks.push({ clause, heading, start: from, end: to, isFirst: from === start && clause !== '' });
      from = to;
    }
  };
  let at = 0;
  for (const { id, heading, start, end } of clauses) {
    if (start > at) add('', '', at, start);
    if (end > Math.max(start, at)) add(id, heading, Math.max(start, at), end);
    at = Math.max(at, end);
  }
  if (at < text.length) add('', '', at, text.length);
  return blocks;
}

/**
 * @param {import('./code-points.js').PlainText} text
 * @param {number} start
 * @param {number} end
 * @returns {{start: number, end: number}[]} lines without their ends; empty ones are left out
 */
export function linesOf(text, start, end) {
  const lines = [];
  let from = start;
  while (from < end) {
    const found = text.indexOf('\n', from);
    const to = found === -1 || found > end ? end : found;
    if (text.slice(from, to).trim()) lines.push({ start: from, end: to });
    from = to + 1;
  }
  return lines;
}

/** Signs that the number of a heading takes beside its words; a longer first line is a clause that begins at once. */
const NUMBER_SIGNS = 10;
/** A numbered line that is a whole sentence: 除南明区外的各县（市、区）要加快数字化转型。 */
const SENTENCE = /(?:，.*|.{24,})[。；]\s*$/u;

/**
 * Whether the first line of a clause is its heading, and no sentence.
 * @param {string} words of the line
 * @param {string} heading of the clause, without its number
 */
export function isHeadingLine(words, heading) {
  return heading !== '' && lengthOf(words) <= lengthOf(heading) + NUMBER_SIGNS && !SENTENCE.test(words);
}
