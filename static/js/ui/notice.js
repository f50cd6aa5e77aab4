/** Notes over the map that wait for a nod: parts of the link that were not understood, tiles that did not come. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from './icons.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountNotices(element, store) {
  const show = (key, params = {}) =>
    fill(
      element,
      el(
        'div',
        { class: 'notice', role: 'status' },
        el('span', {}, t(key, params)),
        el(
          'button',
          { type: 'button', class: 'icon-button', 'aria-label': t('notice.dismiss'), onclick: () => fill(element) },
          icon('close'),
        ),
      ),
    );
  const ignored = store.get('ignored') ?? [];
  if (ignored.length > 0) show('notice.ignored', { list: ignored.join(', ') });
  store.put('ignored', []);
  const stops = [
    store.on('tileProblem', () => show('map.failed')),
    store.on('layerProblem', () => show('layers.failed', { id: store.get('layerProblem').id })),
  ];
  return () => stops.forEach((stop) => stop());
}
