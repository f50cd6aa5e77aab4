/** The help: what the map's signs mean and which keys there are. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from './icons.js';

const KEYS = [
  ['/', 'search'],
  ['T', 'table'],
  ['Esc', 'back'],
  ['↑ ↓ ← →', 'arrows'],
  ['Shift + ↑ ↓ ← →', 'pan'],
  ['+ −', 'zoom'],
  ['Enter', 'enter'],
  ['?', 'help'],
];
const SIGNS = ['named', 'implicit', 'member', 'scope', 'partner', 'nothing', 'precision'];

/** Opens the dialog; the browser gives the focus back when it closes. */
export function openHelp() {
  if (document.querySelector('dialog.help[open]')) return;
  const dialog = el(
    'dialog',
    { class: 'help', 'aria-labelledby': 'help-title' },
    el(
      'header',
      { class: 'dialog-head' },
      el('h2', { id: 'help-title' }, t('help.title')),
      el(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': t('help.close'), onclick: () => dialog.close() },
        icon('close'),
      ),
    ),
    el('p', {}, t('help.intro')),
    el('h3', {}, t('help.signs')),
    el(
      'ul',
      { class: 'help-signs' },
      SIGNS.map((sign) => el('li', {}, t(`help.sign.${sign}`))),
    ),
    el('h3', {}, t('help.keys')),
    el(
      'dl',
      { class: 'help-keys' },
      KEYS.flatMap(([key, action]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, t(`help.key.${action}`))]),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
