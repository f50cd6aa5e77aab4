/** A dialog with a title and a close button; the browser gives the focus back when it closes. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../ui/icons.js';

/**
 * @param {string} name class of its kind; of one kind only one is open
 * @param {string} title
 * @param {import('../dom.js').Child[]} content
 * @returns {HTMLDialogElement}
 */
export function openDialog(name, title, content) {
  const open = document.querySelector(`dialog.${name}[open]`);
  if (open) return open;
  const dialog = el(
    'dialog',
    { class: `${name} review-dialog`, 'aria-labelledby': `${name}-title` },
    el(
      'header',
      { class: 'dialog-head' },
      el('h2', { id: `${name}-title` }, title),
      el(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': t('review.close'), onclick: () => dialog.close() },
        icon('close'),
      ),
    ),
    content,
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Asks before something is done that many would see or that cannot be taken back.
 * @param {string} title
 * @param {import('../dom.js').Child[]} content
 * @param {string} yes words of the button
 * @returns {Promise<boolean>}
 */
export function askFirst(title, content, yes) {
  return new Promise((resolve) => {
    const dialog = openDialog('review-ask', title, [
      content,
      el(
        'div',
        { class: 'review-buttons' },
        el('button', { type: 'button', class: 'button is-main', onclick: () => dialog.close('yes') }, yes),
        el('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('review.cancel')),
      ),
    ]);
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'));
  });
}
