/** The changes that the server takes, made from items as they are known here. Pure. */

import { isPlaceDoubtful } from './worklist.js';

const at = ({ id, version }) => ({ item: id, version });

export const confirmItem = (item) => [{ op: 'confirm', ...at(item) }];
export const rejectItem = (item) => [{ op: 'reject', ...at(item) }];
export const reopenItem = (item) => [{ op: 'reopen', ...at(item) }];

/** @param {object} item @param {object} set @param {boolean} isConfirmed @returns {object[]} */
export const changeItem = (item, set, isConfirmed) => [
  { op: 'change', ...at(item), set },
  ...(isConfirmed ? confirmItem(item) : []),
];

/** @param {object} item @param {{set: object, places: string[]}[]} parts */
export const splitItem = (item, parts) => [{ op: 'split', ...at(item), parts }];

/** @param {string} clause @param {object} set @param {{span?: number[], after?: string, places?: object[], confirm?: boolean}} more */
export const addItem = (clause, set, more) => [{ op: 'add', clause, set, ...more }];

/** @param {object} item @param {object} place words, span, relation and unit of the new one */
export const addPlace = (item, place) => [{ op: 'add_place', ...at(item), ...place }];

/** To say what a place means is to confirm it. @param {object} item @param {object} place @param {object} set */
export const changePlace = (item, place, set) => [
  { op: 'change_place', ...at(item), place: place.id, set },
  { op: 'confirm_place', ...at(item), place: place.id },
];

/**
 * Several items may rest on the same words: to say once what those mean is enough.
 * @param {Iterable<object>} items
 * @param {object} item
 * @param {object} place
 * @param {number} index of the candidate
 * @returns {object[]} for the place, and for those in doubt at the same words that have the same candidates
 */
export function chooseCandidate(items, item, place, index) {
  const meant = JSON.stringify(place.candidates[index].adcodes);
  const alike = [...items]
    .filter((other) => other.id !== item.id && other.decision !== 'rejected' && place.span)
    .flatMap((other) => other.places.map((one) => ({ other, one })))
    .filter(({ one }) => isPlaceDoubtful(one) && JSON.stringify(one.span) === JSON.stringify(place.span))
    .map(({ other, one }) => ({
      other,
      one,
      at: one.candidates.findIndex(({ adcodes }) => JSON.stringify(adcodes) === meant),
    }))
    .filter(({ at: found }) => found >= 0);
  return [
    ...changePlace(item, place, { candidate: index }),
    ...alike.flatMap(({ other, one, at: found }) => changePlace(other, one, { candidate: found })),
  ];
}

export const confirmPlace = (item, place) => [{ op: 'confirm_place', ...at(item), place: place.id }];
export const rejectPlace = (item, place) => [{ op: 'reject_place', ...at(item), place: place.id }];
export const reopenPlace = (item, place) => [{ op: 'reopen_place', ...at(item), place: place.id }];

/** @param {object} item @returns {object[]} places that can be confirmed together */
export const readyPlaces = ({ places }) =>
  places.filter((place) => place.decision === 'open' && !isPlaceDoubtful(place));

/** @param {object} item @returns {object[]} one change a place of a list */
export const confirmPlaces = (item) => readyPlaces(item).flatMap((place) => confirmPlace(item, place));

/**
 * The same changes for items that somebody else has changed meanwhile.
 * @param {object[]} changes
 * @param {Map<string, object>} items as they are now
 */
export const renewed = (changes, items) =>
  changes.map((change) =>
    items.has(change.item) ? { ...change, version: items.get(change.item).version } : change,
  );

/**
 * @param {object} before values of the item
 * @param {object} after values of the form
 * @returns {object} only what differs
 */
export function differences(before, after) {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key] ?? null)),
  );
}
