/** Indicators and counts of two units: number against number, with bars that grow from the middle. */
import { el, svg } from '../dom.js';
import { locale, pick, t } from '../i18n.js';
import { pairIndicators } from '../lib/comparison.js';
import { formatQuantity } from '../lib/numbers.js';

const COUNTS = ['goals', 'targets', 'clusters', 'projects', 'zones'];

/**
 * @param {object[]} units two of the server
 * @returns {HTMLElement}
 */
export function compareNumbers([first, second]) {
  const counts = COUNTS.filter((key) => first.counts[key] > 0 || second.counts[key] > 0).map((key) => ({
    label: t(`compare.count.${key}`),
    unit: '',
    a: first.counts[key],
    b: second.counts[key],
  }));
  const indicators = pairIndicators(first.indicators, second.indicators).map(({ indicator, a, b }) => ({
    label: `${pick(indicator)}${indicator.year ? t('brackets', { text: String(indicator.year) }) : ''}`,
    unit: indicator.unit,
    a,
    b,
    title: pick(indicator.source),
  }));
  const area = {
    label: t('compare.area'),
    unit: 'km²',
    a: Math.round(first.area_km2),
    b: Math.round(second.area_km2),
  };
  return el(
    'table',
    { class: 'compare-table' },
    el('caption', { class: 'visually-hidden' }, t('compare.numbers')),
    el(
      'thead',
      { class: 'visually-hidden' },
      el(
        'tr',
        {},
        [first.name, t('compare.what'), second.name].map((name) => el('th', { scope: 'col' }, name)),
      ),
    ),
    el('tbody', {}, [...counts, area, ...indicators].map(row)),
  );
}

function row({ label, unit, a, b, title = '' }) {
  const text = (value) => (value === null ? t('noData') : formatQuantity(value, unit, locale()));
  const most = Math.max(a ?? 0, b ?? 0);
  return el(
    'tr',
    { title },
    el('td', { class: a > b ? 'is-more' : '' }, text(a)),
    el(
      'th',
      { scope: 'row' },
      el('span', {}, label),
      bars(most > 0 ? (a ?? 0) / most : 0, most > 0 ? (b ?? 0) / most : 0),
    ),
    el('td', { class: b > a ? 'is-more' : '' }, text(b)),
  );
}

function bars(a, b) {
  return svg(
    'svg',
    { class: 'compare-bars', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'bar-a', x: 49.5 - a * 49.5, width: a * 49.5, height: 4 }),
    svg('rect', { class: 'bar-b', x: 50.5, width: b * 49.5, height: 4 }),
  );
}
