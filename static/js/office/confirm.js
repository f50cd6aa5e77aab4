/** Asks before something is done that others see or that cannot be taken back. */
import { el } from '../dom.js';
import { t } from './words.js';

/**
 * @param {string} title
 * @param {string} words what will happen
 * @param {{finding: Node, sure: string}|null} [doubt] what speaks against it, and what a person has to tick all the same
 * @returns {Promise<boolean>}
 */
export function confirmed(title, words, doubt = null) {
  return new Promise((resolve) => {
    const yes = el('button', { class: 'office-button', value: 'yes', disabled: Boolean(doubt) }, t('confirm'));
    const tick = el('input', { type: 'checkbox', onchange: () => (yes.disabled = !tick.checked) });
    const dialog = el(
      'dialog',
      { class: 'ask-dialog', 'aria-labelledby': 'ask-title' },
      el('h2', { id: 'ask-title' }, title),
      el('p', {}, words),
      doubt && [doubt.finding, el('label', { class: 'check' }, tick, ` ${doubt.sure}`)],
      el(
        'form',
        { method: 'dialog', class: 'ask-buttons' },
        yes,
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
