/** The part of the legend that tells the classes of a choropleth: ranges, counts, method, and the kinds of nothing. */
import { el } from '../dom.js';
import { locale, pick, t } from '../i18n.js';
import { classRanges } from '../lib/numbers.js';
import { countsOnlyMeant } from '../lib/query.js';
import { SCHEMES } from '../state.js';
import { classSwatch, nothingSwatch } from './swatch.js';

const CLASS_COUNTS = [3, 4, 5, 6, 7];

/**
 * @param {object} choropleth answer of the server
 * @param {import('../state.js').View} view
 * @param {{blank: boolean}} options blank: whether "not asked" is to be told here
 * @returns {HTMLElement}
 */
export function classRows(choropleth, view, { blank }) {
  const { indicator, classes, zero, no_data: missing, not_asked: notAsked } = choropleth;
  const ranges = classRanges(classes, locale());
  const isMeant = countsOnlyMeant(indicator.id, view);
  const facts = [isMeant && t('legend.meant'), indicator.unit, indicator.year]
    .filter(Boolean)
    .join(t('list.comma'));
  return el(
    'section',
    { class: 'legend-section' },
    el(
      'h3',
      { class: 'legend-heading' },
      pick(indicator),
      facts && el('small', {}, ` ${t('brackets', { text: facts })}`),
    ),
    el(
      'ul',
      { class: 'legend-list' },
      classes.map((one, index) => row(classSwatch(one.colour), ranges[index], one.count)),
      zero.length > 0 && row(nothingSwatch('zero'), t('legend.zero'), zero.length),
      missing.length > 0 && row(nothingSwatch('noData'), t('legend.noData'), missing.length),
      blank &&
        notAsked.length > 0 &&
        row(nothingSwatch('notAsked'), t(isMeant ? 'legend.notMeant' : 'legend.notAsked'), notAsked.length),
    ),
    el(
      'div',
      { class: 'legend-method' },
      el(
        'label',
        {},
        el('span', { class: 'visually-hidden' }, t('legend.scheme')),
        options('scheme', SCHEMES, view.scheme, (scheme) => t(`scheme.${scheme}`)),
      ),
      el(
        'label',
        {},
        el('span', { class: 'visually-hidden' }, t('legend.classes')),
        options('k', CLASS_COUNTS, view.k, (count) => t('legend.k', { count })),
      ),
    ),
    indicator.source && sourceLine(pick(indicator.source)),
  );
}

/** Sources may be many: the whole line stands in the tooltip. */
const sourceLine = (source) =>
  el('p', { class: 'note legend-source', title: source }, t('legend.source', { source }));

const row = (swatch, label, count) =>
  el(
    'li',
    { class: 'legend-row' },
    swatch,
    el('span', {}, label),
    el('span', { class: 'count' }, t('legend.counties', { count })),
  );

function options(key, values, chosen, label) {
  return el(
    'select',
    { class: 'select-quiet', data: { set: key } },
    values.map((value) => el('option', { value: String(value), selected: value === chosen }, label(value))),
  );
}
