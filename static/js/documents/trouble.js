/** What went wrong with a decision, where it was made; of an item that somebody else changed meanwhile its newer state. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { problem } from '../ui/load.js';
import { decisionWords, titleOf } from './words.js';

/**
 * @param {import('./actions.js').Trouble|null} trouble
 * @param {object} context
 * @returns {HTMLElement|null}
 */
export function troublePart(trouble, { store, model, actions }) {
  if (!trouble) return null;
  const item = model.item(trouble.item);
  const close = el(
    'button',
    { type: 'button', class: 'button', onclick: () => actions.dropTrouble() },
    t('review.trouble.close'),
  );
  if (trouble.error.code !== 'item_changed')
    return el('div', { class: 'review-problem' }, problem(trouble.error), close);
  const again = async () => {
    const answer = await actions.decide(trouble.changes, { say: t('review.said.again'), item: trouble.item });
    // The form that the changes came from has done its work.
    if (answer) store.put('reviewWish', { wish: 'closeForm', at: Date.now() });
  };
  return el(
    'div',
    { class: 'problem', role: 'alert' },
    el('p', { class: 'problem-message' }, t('review.conflict')),
    item && el('p', {}, t('review.conflict.now', { title: titleOf(item), state: decisionWords(item, model.me) })),
    !item && el('p', {}, t('review.conflict.gone')),
    el('p', { class: 'problem-hint' }, t('review.conflict.hint')),
    el(
      'div',
      { class: 'review-buttons' },
      item &&
        trouble.changes &&
        el('button', { type: 'button', class: 'button', onclick: again }, t('review.conflict.again')),
      close,
    ),
  );
}
