/** Placeholder of table. */
import { fill } from '../dom.js';
import { t } from '../i18n.js';
import { emptyState } from './load.js';

/** @param {HTMLElement} element */
export function mount(element) {
  fill(element, emptyState(t('table.label'), t('panel.notYet')));
  return () => {};
}
