/** The part of the legend that tells the classes of a choropleth: ranges, counts, method, and the kinds of nothing. */
import { el } from '../dom.js';
import { locale, pick, t } from '../i18n.js';
import { whyFewer } from '../lib/classes.js';
import { classRanges } from '../lib/numbers.js';
import { countsOnlyMeant } from '../lib/query.js';
import { SCHEMES } from '../state.js';
import { unitOf } from '../units.js';
import { classSwatch, nothingSwatch } from './swatch.js';

const CLASS_COUNTS = [3, 4, 5, 6, 7];

/**
 * @param {object} choropleth answer of the server
 * @param {import('../state.js').View} view
 * @param {{blank: boolean, documents: object[]}} options blank: whether "not asked" is to be told here; documents: all
 *   that the atlas has, for their titles
 * @returns {HTMLElement}
 */
export function classRows(choropleth, view, { blank, documents }) {
  const { indicator, classes, zero, no_data: missing, not_asked: notAsked } = choropleth;
  const ranges = classRanges(classes, locale());
  const isMeant = countsOnlyMeant(indicator.id, view);
  const why = whyFewer(choropleth, view.k);
  const facts = [isMeant && t('legend.meant'), unitOf(indicator), indicator.year]
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
    why && el('p', { class: 'note' }, t(`legend.fewer.${why}`, { count: classes.length })),
    indicator.source && sourceLine(choropleth, documents),
  );
}

/**
 * Counts come from documents, whose titles are there in both languages; on paper they are listed beside the map. Sources
 * may be many: the whole line stands in the tooltip.
 */
function sourceLine({ indicator, documents: ids = [] }, documents) {
  const titles = documents.filter(({ id }) => ids.includes(id)).map(({ title }) => pick(title));
  const source = titles.join(t('list.semicolon')) || pick(indicator.source);
  const listed = titles.length > 0 ? ' is-listed' : '';
  return el('p', { class: `note legend-source${listed}`, title: source }, t('legend.source', { source }));
}

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
