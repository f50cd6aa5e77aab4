/** The buttons under the card, each with its key. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../ui/icons.js';
import { noPlaceQuestion } from './no-place.js';
import { reviewersOf } from './worklist.js';

/**
 * @param {object} item
 * @param {object} context
 * @returns {HTMLElement[]}
 */
export function cardActions(item, { store, model }) {
  if (!model.mayReview) return [];
  const isMine = item.decision === 'second' && reviewersOf(item).includes(model.me);
  const isOpen = item.decision === 'open' || item.decision === 'second';
  const button = (name, sign, key, more) =>
    el(
      'button',
      {
        type: 'button',
        class: 'button',
        data: { do: name, keep: `do-${name}` },
        title: t(`review.${name}.hint`),
        ...more,
      },
      icon(sign),
      el('span', {}, t(`review.${name}`)),
      key && el('kbd', { 'aria-hidden': 'true' }, key),
    );
  const question = isOpen && !isMine ? noPlaceQuestion(item, { store, model }) : null;
  return [
    question,
    isMine && el('p', { class: 'hint-box' }, t('review.second.mine')),
    item.decision === 'second' &&
      !isMine &&
      el('p', { class: 'hint-box' }, t('review.second.other', { name: item.reviewer })),
    el(
      'div',
      { class: 'review-buttons' },
      isOpen && !question && button('confirm', 'check', 'C', { class: 'button is-main', disabled: isMine }),
      isOpen && button('reject', 'close', 'X'),
      !isOpen && button('reopen', 'undo', ''),
      button('edit', 'edit', 'E'),
      button('split', 'split', 'S'),
    ),
  ].filter(Boolean);
}
