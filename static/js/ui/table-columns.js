/** What the columns of the table show: goals as the server's flat table, counties as the map, values as its classes. */
import { locale, pick, t, wordOf } from '../i18n.js';
import { countsOnlyMeant } from '../lib/query.js';
import { classRanges, formatNumber } from '../lib/numbers.js';
import { relationsOf } from '../lib/relations.js';
import { unitOf } from '../units.js';
import { isHorizon, yearText } from './goal-year.js';

const SIGNS = { '=': '=', '>=': '≥', '>': '>', '<=': '≤', '<': '<', '~': '≈', range: '–' };
const STATES = {
  zero: 'legend.zero',
  noData: 'legend.noData',
  notAsked: 'legend.notAsked',
  notMeant: 'legend.notMeant',
};

const plain = (key, width_px, more = {}) => ({ key, width_px, text: (row) => row[key] ?? '', ...more });
const number = (key, width_px, more = {}) => ({
  key,
  width_px,
  isNumber: true,
  order: (row) => row[key] ?? null,
  text: (row) => (row[key] === null || row[key] === undefined ? '' : formatNumber(row[key], locale())),
  ...more,
});
/** A slug shown by its name in the list of the server, sorted in the order of that list. */
const named = (key, width_px, list) => {
  const names = new Map(list.map((one, index) => [one.slug ?? one.id, { name: pick(one.title ?? one), index }]));
  return {
    key,
    width_px,
    text: (row) => names.get(row[key])?.name ?? row[key] ?? '',
    order: (row) => names.get(row[key])?.index ?? null,
  };
};

/**
 * @param {object} bootstrap
 * @returns {import('../lib/table-rows.js').Column[]} the columns of the flat table of goals, what people look for first
 */
export function goalColumns({ topics, relations, kinds, documents }) {
  return [
    plain('county', 136, { link: 'unit', isHead: true }),
    plain('prefecture', 128),
    named('topic', 144, topics),
    { ...named('relation', 144, relations), mark: 'relation' },
    named('kind', 104, kinds),
    plain('summary', 320),
    plain('metric', 184),
    plain('op', 56, { text: ({ op }) => SIGNS[op] ?? op ?? '' }),
    number('value', 96),
    number('value_max', 80),
    plain('unit', 80),
    plain('year', 72, {
      isNumber: true,
      order: ({ year }) => year ?? null,
      text: ({ year }) => String(year ?? ''),
      hint: (row) => (row.year && isHorizon(row) ? `${yearText(row)}${t('list.colon')}${t('figure.horizon.hint')}` : ''),
    }),
    plain('place', 144),
    plain('name', 176),
    named('document', 216, documents),
    plain('clause', 136, { link: 'clause' }),
    plain('adcode', 88, { order: ({ adcode }) => adcode ?? '' }),
    plain('level', 88, { text: ({ level }) => wordOf('level', level) }),
  ];
}

/**
 * @param {object} bootstrap
 * @param {{titles?: object}} painting designations; a comparison counts no goals and tells no topics of a county
 * @returns {import('../lib/table-rows.js').Column[]} one row a county, as the map paints them
 */
export function countyColumns(bootstrap, painting) {
  const { topics } = bootstrap;
  const relations = relationsOf(painting, bootstrap);
  const name = new Map(topics.map((topic) => [topic.slug, pick(topic)]));
  const rank = new Map(relations.map(({ slug }, index) => [slug, index]));
  const strongest = (one, other) => rank.get(one.relation) - rank.get(other.relation) || other.goals - one.goals;
  const known = [
    plain('county', 160, { link: 'unit', isHead: true }),
    plain('adcode', 96),
    { ...named('relation', 176, relations), mark: 'relation' },
  ];
  if (painting.titles) return known;
  return [
    ...known,
    number('goals', 88),
    number('targets', 88),
    {
      key: 'topics',
      width_px: 640,
      text: (row) =>
        [...row.topics]
          .sort(strongest)
          .map(({ slug, goals }) => `${name.get(slug) ?? slug} ${goals}`)
          .join(t('list.comma')),
    },
  ];
}

/**
 * @param {object} choropleth
 * @param {import('../state.js').View} view
 * @returns {import('../lib/table-rows.js').Column[]} county, value, class or kind of nothing, in the legend's words
 */
export function valueColumns({ indicator, classes }, view) {
  const ranges = classRanges(classes, locale());
  const isMeant = countsOnlyMeant(indicator.id, view);
  const stateOf = (state) => t(STATES[isMeant && state === 'notAsked' ? 'notMeant' : state]);
  const facts = [isMeant && t('legend.meant'), unitOf(indicator), indicator.year]
    .filter(Boolean)
    .join(t('list.comma'));
  return [
    plain('county', 184, { link: 'unit', isHead: true }),
    plain('adcode', 96),
    number('value', 320, { title: `${pick(indicator)}${facts ? t('brackets', { text: facts }) : ''}` }),
    {
      key: 'place',
      width_px: 200,
      mark: 'class',
      title: t('table.class'),
      order: ({ place }) => place,
      text: ({ place, state }) => (place === null ? stateOf(state) : ranges[place]),
    },
  ];
}
