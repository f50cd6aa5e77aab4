/** The balance sheet of the join with counties: every feature and every square kilometre is accounted for. */
import { el } from '../dom.js';
import { number, t } from './words.js';

const COUNTS = ['unmatched', 'without_geometry', 'in_several', 'on_edge'];
const MEASURES = ['area_km2', 'length_km', 'points'];
/** Below this a residual is what adding floating point numbers leaves. */
const NOTHING = 1e-6;

/**
 * @param {object|undefined} balance empty for a version without a join
 * @returns {(HTMLElement|false)[]}
 */
export function balanceSheet(balance) {
  if (!balance?.features) return [];
  const counts = [
    ['total', balance.features],
    ['matched', balance.matched],
    ...COUNTS.map((name) => [name, balance[name].count]),
  ];
  const measured = MEASURES.filter((name) => balance[name].features > 0);
  return [
    el('h2', {}, t('balance')),
    el('p', { class: 'office-quiet' }, t('balance.intro')),
    el(
      'dl',
      { class: 'tiles' },
      counts.map(([name, count]) =>
        el('div', { class: name === 'unmatched' && count ? 'is-warning' : null }, el('dt', {}, t(`balance.${name}`)), el('dd', {}, number(count))),
      ),
    ),
    measured.length > 0 && measureTable(balance, measured),
  ];
}

function measureTable(balance, measured) {
  const columns = ['features', 'joined', 'outside', 'residual'];
  const heads = ['measure', 'of_features', 'joined', 'outside', 'residual'];
  return el(
    'div',
    { class: 'office-scroll', tabindex: '0', role: 'region', 'aria-label': t('balance') },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, heads.map((name, place) => el('th', { scope: 'col', class: place ? 'numeric' : null }, t(`balance.${name}`))))),
      el(
        'tbody',
        {},
        measured.map((name) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, t(`balance.${name}`)),
            columns.map((column) => el('td', { class: 'numeric' }, amount(balance[name][column]))),
          ),
        ),
      ),
    ),
  );
}

const amount = (value) => (Math.abs(value) < NOTHING ? '0' : number(Math.round(value * 1000) / 1000));
