/** The way back to the list of documents. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from './icons.js';

/**
 * A link-like button that stands at the head of a panel.
 * @param {() => void} back what it does
 * @returns {HTMLElement}
 */
export function backButton(back) {
  return el(
    'button',
    { type: 'button', class: 'link-button reader-back', onclick: back },
    icon('back'),
    t('documents.back'),
  );
}
