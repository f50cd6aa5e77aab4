/** Which items are listed, in which order, and what comes next. Pure. */

const OPEN = new Set(['open', 'second']);

/**
 * @typedef {{order: number, reasons: string[]}} Rank order: as the server lists it
 * @typedef {{clause?: string, kind?: string[], queue?: string}} Wish of the view
 */

/** Between the names of two people who both confirmed something. */
const NAMES_SEPARATOR = '、';

/** @param {{decision: string, reviewer: string}} decided @returns {string[]} who confirmed it so far */
export const reviewersOf = ({ decision, reviewer }) =>
  decision === 'open' || !reviewer ? [] : reviewer.split(NAMES_SEPARATOR);

/** @param {object} decided item or place @param {string} me account */
const isForMe = (decided, me) => OPEN.has(decided.decision) && !reviewersOf(decided).includes(me);

/** @param {object} item @param {string} me account @returns {boolean} whether a word of mine would change anything */
export const waitsFor = (item, me) =>
  item.decision !== 'rejected' &&
  (isForMe(item, me) || item.places.some((place) => isForMe(place, me) || isPlaceDoubtful(place)));

/** @param {object} place @returns {boolean} whether it leads nowhere as yet */
export function isPlaceDoubtful({ decision, state }) {
  return decision !== 'rejected' && (state === 'doubt' || state === 'unresolved');
}

/** @param {object} item @returns {boolean} whether nothing says where it applies */
export const lacksPlace = ({ places }) =>
  places.every((place) => place.decision === 'rejected' || isProposedAway(place));

/** @param {object} item @returns {number} of the least sure part that counts */
const surenessOf = ({ confidence, places }) =>
  Math.min(
    confidence,
    ...places.filter(({ decision }) => decision !== 'rejected').map((place) => place.confidence),
  );

/** @param {object} item @returns {boolean} */
export const isDoubtful = ({ decision, places }) => decision !== 'rejected' && places.some(isPlaceDoubtful);

/** @param {object} item @returns {boolean} whether another version's review rejected it, and nobody here has decided */
const isProposedAway = ({ earlier, decision }) => decision === 'open' && earlier?.decision === 'rejected';

/** @param {string} clause @param {string} above @returns {boolean} whether a clause is another one or lies below it */
export const isBelow = (clause, above) => !above || clause === above || clause.startsWith(`${above}/`);

const CHOICES = {
  '': (item, me) => waitsFor(item, me),
  doubtful: (item) => isDoubtful(item),
  open: ({ decision }) => decision === 'open',
  second: ({ decision }) => decision === 'second',
  carried: ({ earlier, decision }) => Boolean(earlier) && OPEN.has(decision),
  confirmed: ({ decision }) => decision === 'confirmed',
  rejected: ({ decision }) => decision === 'rejected',
  all: () => true,
};

/**
 * @param {Iterable<object>} items in document order
 * @param {Wish} wish
 * @param {string} me
 * @returns {object[]}
 */
export function chosenItems(items, { clause = '', kind = [], queue = '' }, me) {
  return [...items].filter(
    (item) =>
      isBelow(item.clause, clause) && (kind.length === 0 || kind.includes(item.kind)) && CHOICES[queue](item, me),
  );
}

/**
 * @param {object[]} items in document order
 * @param {Map<string, Rank>} ranks of the server
 * @param {string} queue what is decided is read in document order
 * @returns {object[]} most doubtful and weightiest first; what is alike in document order
 */
export function sortItems(items, ranks, queue = '') {
  if (['confirmed', 'rejected', 'all'].includes(queue)) return items;
  const orderOf = ({ id }) => ranks.get(id)?.order ?? ranks.size;
  return items
    .map((item, index) => ({ item, index, order: orderOf(item) }))
    .sort((one, other) => one.order - other.order || one.index - other.index)
    .map(({ item }) => item);
}

/**
 * @param {string[]} ids as listed
 * @param {string} current
 * @param {number} step 1 or -1
 * @returns {string} '' where the list is empty; the end of the list holds
 */
export function neighbourOf(ids, current, step) {
  if (ids.length === 0) return '';
  const at = ids.indexOf(current);
  if (at === -1) return step > 0 ? ids[0] : ids.at(-1);
  return ids[Math.min(Math.max(at + step, 0), ids.length - 1)];
}

/**
 * Where to go once an item has left the list.
 * @param {string[]} before as listed then
 * @param {string[]} after as listed now
 * @param {string} current
 * @returns {string} the next one that is still there, else the last before it; '' when nothing is left
 */
export function nextAfter(before, after, current) {
  const left = new Set(after);
  const at = before.indexOf(current);
  return (
    before.slice(at + 1).find((id) => left.has(id)) ??
    before.slice(0, Math.max(at, 0)).findLast((id) => left.has(id)) ??
    after[0] ??
    ''
  );
}

/**
 * What confirming many at once would take: the same rule as the server's.
 * @param {Iterable<object>} items
 * @param {{clause?: string, above?: number|null}} wish
 * @param {string} me
 * @returns {{ready: number, left: number, nowhere: number}} left: those in doubt, which stay open; nowhere: those among
 *   the ready that have no place
 */
export function countReady(items, { clause = '', above = null }, me) {
  const meant = [...items].filter(
    (item) => waitsFor(item, me) && isBelow(item.clause, clause) && surenessOf(item) >= (above ?? 0),
  );
  const ready = meant.filter((item) => !isDoubtful(item) && !isProposedAway(item));
  const nowhere = ready.filter(lacksPlace).length;
  return { ready: ready.length, left: meant.length - ready.length, nowhere };
}
