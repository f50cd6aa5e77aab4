/**
 * A correction of one item, carried to the others that were read in the same sentence. Pure.
 *
 * What is only carried over is marked: the server leaves alone what somebody else has decided.
 */
import { addPlace, changeItem, changePlace, rejectPlace } from './changes.js';

/** What ends a sentence, or a part of it that stands for itself. */
const ENDS = /[\u3002\uff1b;\uff01!\uff1f?\n]/u;

const spread = (changes) => changes.map((change) => ({ ...change, spread: true }));

/**
 * @param {object} item
 * @param {{items: () => object[], text: import('./code-points.js').PlainText}} model
 * @returns {object[]} the others of its sentence that nobody rejected
 */
export function sentenceItems(item, { items, text }) {
  if (!item.span) return [];
  const isNear = ({ id, clause, decision, span }) =>
    id !== item.id && span && clause === item.clause && decision !== 'rejected' && isJoined(item.span, span, text);
  return items().filter(isNear);
}

function isJoined([start, end], [otherStart, otherEnd], text) {
  if (start < otherEnd && otherStart < end) return true;
  const between = end <= otherStart ? text.slice(end - 1, otherStart) : text.slice(otherEnd - 1, start);
  return !ENDS.test(between);
}

/**
 * @param {object[]} others
 * @param {string[]} before topics of the item
 * @param {string[]} after
 * @returns {object[]} what was taken off or put to the topics, done to those of the others
 */
export function spreadTopics(others, before, after) {
  const gone = before.filter((slug) => !after.includes(slug));
  const come = after.filter((slug) => !before.includes(slug));
  return others.flatMap((other) => {
    const kept = other.topics.filter((slug) => !gone.includes(slug));
    const topics = [...kept, ...come.filter((slug) => !kept.includes(slug))];
    const isSame = JSON.stringify(topics) === JSON.stringify(other.topics);
    return isSame || topics.length === 0 ? [] : spread(changeItem(other, { topics }, false));
  });
}

/** The same place in other items: at the same words, or written alike where it is not in the text. */
const samePlaces = (others, place) =>
  others.flatMap((other) => other.places.filter((one) => isSame(one, place)).map((one) => ({ other, one })));
const isSame = (one, place) =>
  one.decision !== 'rejected' &&
  (one.span && place.span ? JSON.stringify(one.span) === JSON.stringify(place.span) : one.words === place.words);

/**
 * @param {object[]} others
 * @param {object} place as it was
 * @param {object} set of `changePlace`; a candidate is found again among those of the other place
 * @returns {object[]}
 */
export function spreadPlace(others, place, set) {
  return samePlaces(others, place).flatMap(({ other, one }) => {
    const mine = candidateIn(one, place, set);
    return mine ? spread(changePlace(other, one, mine)) : [];
  });
}

function candidateIn(one, place, { candidate, ...set }) {
  if (candidate === undefined) return Object.keys(set).length > 0 ? set : null;
  const meant = JSON.stringify(place.candidates[candidate].adcodes);
  const at = one.candidates.findIndex(({ adcodes }) => JSON.stringify(adcodes) === meant);
  return at >= 0 ? { ...set, candidate: at } : null;
}

/** @param {object[]} others @param {object} place @returns {object[]} */
export const spreadRejection = (others, place) =>
  samePlaces(others, place).flatMap(({ other, one }) => spread(rejectPlace(other, one)));

/** @param {object[]} others @param {object} place a new one @returns {object[]} for those without such words */
export const spreadNewPlace = (others, place) =>
  others
    .filter((other) => !other.places.some((one) => one.words === place.words && one.decision !== 'rejected'))
    .flatMap((other) => spread(addPlace(other, place)));
