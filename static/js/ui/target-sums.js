/** What adds up: only the sums that the server gives, of one document, metric, sign and unit for one year. */
import { el } from '../dom.js';
import { locale, pick, t } from '../i18n.js';
import { formatFigure } from '../lib/numbers.js';

/**
 * @param {{document: string, metric: string, op: string, unit: string, year: number|null, value: number, count: number}[]} sums
 * @param {{id: string, title: object}[]} [documents] whose titles are told where the sums are of several
 * @returns {HTMLElement|false}
 */
export function targetSums(sums, documents = []) {
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
        sums.map(({ document, metric, op, unit, year, value, count }) =>
          el(
            'li',
            { class: 'figure-line' },
            el('span', { class: 'figure-metric' }, metric),
            el(
              'span',
              { class: 'figure-value' },
              el('strong', {}, formatFigure({ op, value, unit }, locale())),
              year && el('span', { class: 'figure-year' }, t('figure.year', { year })),
            ),
            el('span', { class: 'figure-scope' }, t('targets.sums.of', { count })),
            isOfSeveral(sums) && el('span', { class: 'figure-scope' }, titleOf(document, documents)),
          ),
        ),
      ),
    )
  );
}

const isOfSeveral = (sums) => new Set(sums.map(({ document }) => document)).size > 1;
const titleOf = (id, documents) => pick(documents.find((one) => one.id === id)?.title) || id;
