/** What a tooltip, or the live region, says of a county: its name and what is asked of it, or its value. */
import { locale, pick, t } from '../i18n.js';
import { formatQuantity } from '../lib/numbers.js';
import { countsOnlyMeant } from '../lib/query.js';
import { relationsOf } from '../lib/relations.js';
import { unitOf } from '../units.js';

/**
 * @param {string} adcode
 * @param {import('../store.js').Store} store
 * @returns {{lines: string[]}} without the name
 */
export function describeUnit(adcode, store) {
  const bootstrap = store.get('bootstrap');
  const { designations, choropleth } = store.get('painting') ?? {};
  const lines = [];
  if (designations) lines.push(...designationLines(adcode, designations, bootstrap, store.view.topic));
  if (choropleth) lines.push(valueLine(adcode, store.view, choropleth));
  return { lines: lines.filter(Boolean) };
}

function designationLines(adcode, designations, bootstrap, chosen) {
  const { rows, titles } = designations;
  const { topics } = bootstrap;
  const relations = relationsOf(designations, bootstrap);
  const row = rows.find((one) => one.adcode === adcode);
  if (!row) return [t(titles ? 'comparison.legend.none' : 'map.tip.none')];
  const nameOf = (list, slug) => pick(list.find((one) => one.slug === slug)) || slug;
  // Lines of a comparison are no goals of the county.
  if (titles) return [nameOf(relations, row.relation)];
  if (chosen.length === 0)
    return [`${nameOf(relations, row.relation)} · ${t('map.tip.goals', { count: row.goals })}`];
  return row.topics
    .filter(({ slug }) => chosen.includes(slug))
    .map(
      ({ slug, relation, goals }) =>
        `${nameOf(topics, slug)} · ${nameOf(relations, relation)} · ${t('map.tip.goals', { count: goals })}`,
    );
}

function valueLine(adcode, view, { indicator, values, zero, no_data: missing, not_asked: notAsked }) {
  const name = `${pick(indicator)}${indicator.year ? t('brackets', { text: String(indicator.year) }) : ''}`;
  if (adcode in values && values[adcode] !== 0)
    return `${name} ${formatQuantity(values[adcode], unitOf(indicator), locale())}`;
  if (zero.includes(adcode)) return `${name} ${formatQuantity(0, unitOf(indicator), locale())}`;
  if (missing.includes(adcode)) return `${name}${t('list.colon')}${t('legend.noData')}`;
  if (!notAsked.includes(adcode)) return '';
  return t(countsOnlyMeant(indicator.id, view) ? 'legend.notMeant' : 'legend.notAsked');
}
