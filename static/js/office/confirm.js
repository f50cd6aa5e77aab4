/** Asks before something is done that others see or that cannot be taken back. */
import { el } from '../dom.js';
import { t } from './words.js';

/**
 * @param {string} title
 * @param {string} words what will happen
 * @returns {Promise<boolean>}
 */
export function confirmed(title, words) {
  return new Promise((resolve) => {
    const dialog = el(
      'dialog',
      { class: 'ask-dialog', 'aria-labelledby': 'ask-title' },
      el('h2', { id: 'ask-title' }, title),
      el('p', {}, words),
      el(
        'form',
        { method: 'dialog', class: 'ask-buttons' },
        el('button', { class: 'office-button', value: 'yes' }, t('confirm')),
        el('button', { class: 'office-small', value: 'no' }, t('close')),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
