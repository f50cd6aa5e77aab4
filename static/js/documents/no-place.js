/** An item without a place stands on no map: whoever confirms one is told so once, and says how it is meant. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { announce } from '../ui/announce.js';
import { icon } from '../ui/icons.js';
import { addPlace, confirmItem, readyPlaces } from './changes.js';
import { isPlaceDoubtful, lacksPlace, reviewersOf } from './worklist.js';

/** Id of the item that was asked about. */
export const ASKED = 'reviewNoPlace';

/**
 * Confirms an item; one without a place at the second word only.
 * @param {object} item
 * @param {object} context store, model and actions
 * @returns {Promise<object|null>} the answer; null where it is asked first, or waits for somebody else
 */
export async function confirmAsking(item, { store, model, actions }) {
  // Of two people who confirm it one cannot be both: nothing is sent that would be refused.
  if (item.decision === 'second' && reviewersOf(item).includes(model.me)) {
    announce(t('review.second.mine'));
    return null;
  }
  if (item.decision === 'confirmed' && readyPlaces(item).length === 0) {
    announce(t(item.places.some(isPlaceDoubtful) ? 'review.said.leftOpen' : 'review.said.already'));
    return null;
  }
  if (!lacksPlace(item)) return actions.decide(confirmItem(item), { say: t('review.said.confirmed') });
  if (store.get(ASKED) !== item.id) {
    store.put(ASKED, item.id);
    announce(t('review.noPlace.ask'));
    return null;
  }
  return actions.decide(confirmItem(item), { say: t('review.said.confirmedNowhere') });
}

/**
 * @param {object} item
 * @param {object} context model and actions
 * @returns {Promise<object|null>} the answer
 */
export function confirmForAll(item, { model: { draft }, actions }) {
  const place = { words: draft.region_name, adcode: draft.region, relation: 'scope' };
  const say = t('review.said.confirmedForAll', { name: draft.region_name });
  return actions.decide([...addPlace(item, place), ...confirmItem(item)], { say });
}

/**
 * What can be meant, in place of the plain button.
 * @param {object} item
 * @param {object} context store and model
 * @returns {HTMLElement|null} nothing where it was not asked
 */
export function noPlaceQuestion(item, { store, model: { draft } }) {
  if (store.get(ASKED) !== item.id || !lacksPlace(item)) return null;
  const button = (name, sign, words, key, more) =>
    el(
      'button',
      { type: 'button', class: 'button', data: { do: name, keep: `do-${name}` }, ...more },
      icon(sign),
      el('span', {}, words),
      key && el('kbd', { 'aria-hidden': 'true' }, key),
    );
  return el(
    'div',
    { class: 'hint-box review-no-place', role: 'group', 'aria-label': t('review.noPlace.ask') },
    el('p', {}, t('review.noPlace.ask')),
    el(
      'div',
      { class: 'review-buttons' },
      draft.region_name &&
        button('confirmForAll', 'check', t('review.noPlace.all', { name: draft.region_name }), '', {
          class: 'button is-main',
        }),
      button('confirm', 'check', t('review.noPlace.none'), 'C'),
      button('place', 'plus', t('review.noPlace.add'), 'A'),
    ),
  );
}
