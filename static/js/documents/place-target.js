/** Which item a place that is made of selected words belongs to, and what a place without words rests on. Pure. */
import { lengthOf } from './code-points.js';

/** What ends a sentence. */
const ENDS = /[\u3002\uff1b;\uff01!\uff1f?\n]/u;

const isLive = ({ decision }) => decision !== 'rejected';
const holds = ({ span }, words) => span && span[0] <= words.start && words.end <= span[1];
const meets = ({ span }, words) => span && span[0] < words.end && words.start < span[1];

function isOfSentence({ span }, words, text) {
  if (!span) return false;
  const between = span[1] <= words.start ? text.slice(span[1] - 1, words.start) : text.slice(words.end, span[0]);
  return !ENDS.test(between);
}

/** The innermost clause that words stand in: the last one that begins before them. */
export function clauseAt({ clauses }, words) {
  return words ? clauses.findLast(({ start, end }) => start <= words.start && words.start < end)?.id : undefined;
}

/**
 * @param {{start: number, end: number}|null} words that are selected
 * @param {object|undefined} current item
 * @param {import('./model.js').Model} model
 * @returns {{items: object[], isAway: boolean}} those that the words may belong to, likeliest first: which rest on them,
 *   else of their sentence, else of their clause; isAway: nothing was read there, so that only the current one is left
 */
export function itemsAt(words, current, model) {
  if (!words) return { items: current ? [current] : [], isAway: false };
  const live = model.items().filter(isLive);
  const clause = clauseAt(model, words);
  const near = live.filter((item) => item.clause === clause);
  const ways = [
    live.filter((item) => holds(item, words)),
    live.filter((item) => meets(item, words)),
    near.filter((item) => isOfSentence(item, words, model.text)),
    near,
  ];
  const found = ways.find((items) => items.length > 0) ?? [];
  if (found.length === 0) return { items: current ? [current] : [], isAway: Boolean(current) };
  // The current one is meant where it may be; else the last to begin, which is the innermost.
  const first = found.find(({ id }) => id === current?.id) ?? found.at(-1);
  return { items: [first, ...found.filter((item) => item !== first)], isAway: false };
}

/**
 * @param {string} written
 * @param {object} item
 * @param {{text: import('./code-points.js').PlainText}} model
 * @returns {number[]|null} where it stands in the sentence of the item
 */
export function spanWithin(written, { span }, { text }) {
  if (!span || !written) return null;
  const sentence = text.slice(span[0], span[1]);
  const at = sentence.indexOf(written);
  if (at < 0) return null;
  const start = span[0] + lengthOf(sentence.slice(0, at));
  return [start, start + lengthOf(written)];
}

/**
 * What is kept of a new place. One that nobody wrote is implied by the whole sentence, never named by it.
 * @param {{written: string, span: number[]|null, unit: {adcode: string, name: string}|null, relation: string}} said
 * @returns {{words: string, relation: string, span?: number[], adcode?: string}|null} null where nothing says which place
 */
export function newPlace({ written, span, unit, relation }) {
  if (!written && !unit) return null;
  return {
    words: written || unit.name,
    relation: !written && relation === 'named' ? 'implicit' : relation,
    ...(written && span && { span }),
    ...(unit && { adcode: unit.adcode }),
  };
}
