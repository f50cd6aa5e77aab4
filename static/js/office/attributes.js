/** Attributes of features: the first rows as a table, and one feature as a list. */
import { el } from '../dom.js';
import { number, plain, t } from './words.js';

const isOurs = (name) => name.startsWith('atlas_');

/**
 * @param {object} page GeoJSON of the first features
 * @param {{name: string, type: string}[]} fields
 * @param {(feature: number) => void} show on the map
 * @returns {HTMLElement[]}
 */
export function attributeTable(page, fields, show) {
  const own = fields.filter(({ name }) => !isOurs(name));
  const heads = [t('table.number'), t('table.county'), t('table.prefecture'), ...own.map(({ name }) => name)];
  return [
    el('p', { class: 'office-quiet' }, t('table.rows', { shown: page.features.length, matched: page.numberMatched })),
    el(
      'div',
      { class: 'office-scroll attribute-table', tabindex: '0', role: 'region', 'aria-labelledby': 'table-heading' },
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, heads.map((words) => el('th', { scope: 'col' }, words)))),
        el('tbody', {}, page.features.map((feature) => row(feature, own, show))),
      ),
    ),
  ];
}

function row({ id, properties }, own, show) {
  const button = el(
    'button',
    { type: 'button', class: 'office-link', 'aria-label': t('table.show', { number: id }), onclick: () => show(id) },
    number(id),
  );
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, button),
    el('td', {}, properties.atlas_county ?? '–'),
    el('td', {}, properties.atlas_prefecture ?? '–'),
    own.map(({ name, type }) =>
      el('td', { class: ['number', 'integer'].includes(type) ? 'numeric' : 'office-value' }, plain(properties[name])),
    ),
  );
}

/** @param {object} feature GeoJSON @returns {HTMLElement} */
export function attributeList({ id, properties }) {
  const { atlas_county: county, atlas_prefecture: prefecture, ...rest } = properties;
  const own = Object.entries(rest).filter(([name]) => !isOurs(name));
  const rows = [[t('table.county'), [prefecture, county].filter(Boolean).join(' ') || '–'], ...own];
  return el(
    'div',
    { class: 'selected-feature' },
    el('h3', {}, t('selected', { number: id })),
    el(
      'dl',
      { class: 'facts' },
      rows.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, plain(value) || '–'))),
    ),
  );
}
