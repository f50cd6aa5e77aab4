/** What adds up: only the sums that the server gives, of one metric in one unit for one year. */
import { el } from '../dom.js';
import { locale, t } from '../i18n.js';
import { formatQuantity } from '../lib/numbers.js';

/**
 * @param {{metric: string, unit: string, year: number|null, value: number, count: number}[]} sums
 * @returns {HTMLElement|false}
 */
export function targetSums(sums) {
  return (
    sums.length > 0 &&
    el(
      'details',
      { class: 'sums' },
      el('summary', {}, t('targets.sums'), el('span', { class: 'count' }, sums.length)),
      el('p', { class: 'note' }, t('targets.sums.note')),
      el(
        'ul',
        {},
        sums.map(({ metric, unit, year, value, count }) =>
          el(
            'li',
            { class: 'figure-line' },
            el('span', { class: 'figure-metric' }, metric),
            el(
              'span',
              { class: 'figure-value' },
              el('strong', {}, formatQuantity(value, unit, locale())),
              year && el('span', { class: 'figure-year' }, t('figure.year', { year })),
            ),
            el('span', { class: 'figure-scope' }, t('targets.sums.of', { count })),
          ),
        ),
      ),
    )
  );
}
