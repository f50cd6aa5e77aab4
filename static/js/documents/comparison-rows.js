/** The table twin of a comparison: the lines of the group that is listed, as rows and columns. */
import { pick, t } from '../i18n.js';
import { LISTS, tableOf, topicsOf, unitsOf, unnamedParts } from './comparison-model.js';

const WIDTHS_PX = { clause: 112, summary: 280, places: 176, figures: 224 };
const SIDES = ['a', 'b'];

const plain = (key, width_px, more = {}) => ({
  key,
  width_px,
  title: t(`comparison.column.${key}`),
  text: (row) => row[key] ?? '',
  ...more,
});
const sided = (key, side, width_px) =>
  plain(`${key}_${side}`, width_px, { title: `${t(`comparison.mark.${side}`)} ${t(`comparison.column.${key}`)}` });
const nameOf = ({ name, isForbidden }) =>
  isForbidden ? `${name}${t('brackets', { text: t('comparison.place.forbidden') })}` : name;
const namesOf = (units) => units.map(({ name }) => name).join(t('list.comma'));

const MAKERS = {
  unnamed: (answer) => ({
    columns: [
      plain('county', 176, { link: 'unit', isHead: true }),
      plain('adcode', 96),
      plain('unnamedIn', 320),
    ],
    rows: unnamedParts(answer).flatMap(({ side, units }) =>
      units.map(({ adcode, name }) => ({
        adcode,
        county: name,
        unnamedIn: t(`comparison.map.unnamed.${side}`),
      })),
    ),
  }),
  topics: (answer) => ({
    columns: topicColumns(),
    rows: topicsOf(answer).map(({ topic, title, a, b, count }) => {
      const units = [...(a?.counties ?? []), ...(b?.counties ?? [])];
      const counties = namesOf([...new Map(units.map((unit) => [unit.adcode, unit])).values()]);
      return topicRow(topic, title, count, counties, a?.clauses ?? [], b?.clauses ?? []);
    }),
  }),
  common: (answer) => ({
    columns: topicColumns(),
    rows: answer.common_topics.map((one) =>
      topicRow(one.topic, one.title, one.count, namesOf(one.counties), one.clauses_a, one.clauses_b),
    ),
  }),
};

/**
 * @param {object} answer of the server
 * @param {string} group
 * @returns {{columns: import('../lib/table-rows.js').Column[], rows: object[], matched: number, table: string}} table: of the server
 */
export function comparisonRows(answer, group) {
  const { columns, rows } = LISTS.includes(group) ? MAKERS[group](answer) : statements(answer, group);
  return { columns, rows, matched: rows.length, table: tableOf(group) };
}

function statements(answer, group) {
  const side = (row, name) => ({
    [`clause_${name}`]: row[name]?.clause ?? '',
    [`summary_${name}`]: row[name] ? pick(row[name].summary) : '',
    [`places_${name}`]: unitsOf(row[name]).map(nameOf).join(t('list.comma')),
    [`figures_${name}`]: row.figures
      .filter((one) => one[name])
      .map((one) => `${one[name].metric ?? one.metric} ${one[name].words}`)
      .join('; '),
  });
  return {
    columns: [
      plain('status', 112, { isHead: true, text: ({ status }) => t(`comparison.group.${status}`) }),
      plain('changes', 240),
      ...SIDES.flatMap((name) => Object.entries(WIDTHS_PX).map(([key, width_px]) => sided(key, name, width_px))),
    ],
    rows: answer.rows
      .filter(({ status }) => status === group)
      .map((row) => ({
        line: row.id,
        status: row.status,
        changes: row.changes.map(({ text }) => pick(text)).join('; '),
        ...side(row, 'a'),
        ...side(row, 'b'),
      })),
  };
}

const topicColumns = () => [
  plain('topic', 176, { isHead: true }),
  plain('count', 88, { isNumber: true, order: (row) => row.count, text: (row) => String(row.count) }),
  plain('counties', 360),
  ...SIDES.map((side) => sided('clause', side, 200)),
];

const topicRow = (topic, title, count, counties, a, b) => ({
  line: topic,
  topic: pick(title),
  count,
  counties,
  clause_a: a.join(t('list.comma')),
  clause_b: b.join(t('list.comma')),
});
