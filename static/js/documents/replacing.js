/**
 * The final version of a plan takes the place of its draft as soon as one item of it is confirmed: that is said before,
 * with what leaves the map and how to get it back.
 */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { reviewersOf } from './worklist.js';

/** @param {object[]} replaced as the server lists them @returns {object[]} drafts that are still counted */
export const stillCounted = (replaced) => replaced.filter((one) => one.is_counted && one.goals > 0);

/**
 * @param {object[]} changes
 * @param {import('./model.js').Model} model
 * @returns {boolean} whether everybody will see something of the document that nobody saw before
 */
export function isFirstToCount(changes, model) {
  if (model.draft.status !== 'final' || model.counts.confirmed > 0) return false;
  const isTwo = Boolean(model.session.two_person_review);
  const isSecond = (item) => item?.decision === 'second' && !reviewersOf(item).includes(model.me);
  return changes.some(
    ({ op, item, confirm }) =>
      (op === 'confirm' && (!isTwo || isSecond(model.item(item)))) || (op === 'add' && confirm && !isTwo),
  );
}

/**
 * @param {object[]} drafts that are still counted
 * @param {import('./model.js').Model} model
 * @param {boolean} isCarrying whether that is just being done
 * @returns {boolean} whether the review of a draft that was added here can be brought along first
 */
export const mayCarryFirst = (drafts, model, isCarrying) =>
  !isCarrying &&
  model.counts.confirmed === 0 &&
  drafts.some((one) => !one.is_built_in) &&
  !model.items().some((item) => item.earlier);

/**
 * @param {object[]} drafts that are still counted
 * @returns {HTMLElement[]} which they are, what leaves the map, and the ways back
 */
export function replacingWords(drafts) {
  return [
    el('p', {}, t('review.replace.what')),
    el('ul', {}, drafts.map((draft) => el('li', {}, draftWords(draft)))),
    el('p', {}, t('review.replace.then')),
    el('p', { class: 'note' }, t('review.replace.back')),
  ];
}

/** @param {object} draft @returns {string} 《…（征求意见稿）》：任务 128 条，涉及 46 县 */
export const draftWords = ({ title, goals, counties }) =>
  t('review.replace.draft', { title: pick(title), goals, counties });
