/** The list of keys, and the switch that turns single keys off. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { recall, remember } from '../preferences.js';
import { openDialog } from './dialog.js';
import { LISTED, OFF } from './key-table.js';

/** Opens the dialog; the browser gives the focus back when it closes. */
export function openKeyHelp() {
  const check = el('input', {
    type: 'checkbox',
    checked: recall(OFF) === '1',
    onchange: () => remember(OFF, check.checked ? '1' : ''),
  });
  openDialog('help', t('review.keys.title'), [
    el('p', {}, t('review.keys.intro')),
    el(
      'dl',
      { class: 'help-keys' },
      LISTED.flatMap(([keys, action]) => [
        el(
          'dt',
          {},
          keys.flatMap((key, index) => [index > 0 && (action === 'candidate' ? ' – ' : ' '), el('kbd', {}, key)]),
        ),
        el('dd', {}, t(`review.key.${action}`)),
      ]),
    ),
    el('label', { class: 'review-check' }, check, el('span', {}, t('review.keys.off'))),
  ]);
}
