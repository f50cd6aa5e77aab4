/** The line under the map: whose data, of which date. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountSource(element, store) {
  const { attribution, build_date: date, version } = store.get('bootstrap');
  fill(
    element,
    el('span', {}, pick(attribution)),
    el('span', { title: t('source.version', { version }) }, t('source.date', { date })),
  );
  return () => {};
}
