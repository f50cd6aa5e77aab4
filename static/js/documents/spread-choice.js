/** Whether a correction goes to the other items of the sentence as well: on unless the reviewer says no. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { sentenceItems } from './sentence.js';

const SLOT = 'reviewSpread';

/** @param {import('../store.js').Store} store @returns {boolean} */
const isSpreading = (store) => store.get(SLOT) !== false;

/**
 * @param {object} item
 * @param {object} context store and model
 * @returns {object[]} items that a correction goes to beside this one
 */
export const spreadItems = (item, { store, model }) => (isSpreading(store) ? sentenceItems(item, model) : []);

/**
 * @param {object} item
 * @param {object} context store and model
 * @returns {HTMLElement|false} nothing for an item that is alone in its sentence
 */
export function spreadChoice(item, { store, model }) {
  const count = sentenceItems(item, model).length;
  if (count === 0) return false;
  const box = el('input', {
    type: 'checkbox',
    checked: isSpreading(store),
    data: { keep: 'spread' },
    onchange: ({ target }) => store.put(SLOT, target.checked),
  });
  return el('label', { class: 'review-check review-spread' }, box, el('span', {}, t('review.spread', { count })));
}

/**
 * @param {string} say
 * @param {object[]} more changes of other items
 * @returns {(answer: {left_alone?: string[]}) => string} told once for all of them, and what others had decided apart
 */
export const saySpread = (say, more) => (answer) => {
  const left = new Set(answer.left_alone ?? []);
  const count = new Set(more.map(({ item }) => item).filter((id) => !left.has(id))).size;
  return [
    say,
    count > 0 && t('review.said.spread', { count }),
    left.size > 0 && t('review.said.leftAlone', { count: left.size }),
  ]
    .filter(Boolean)
    .join(t('list.semicolon'));
};
