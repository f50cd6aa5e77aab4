/** What the table lists for the present view: which kinds of rows there are, and the rows themselves. */
import { getGoals } from '../api.js';
import { filterParams, isComparing, paintMode } from '../lib/query.js';
import { readSort, valueRows } from '../lib/table-rows.js';
import { countyColumns, goalColumns, valueColumns } from './table-columns.js';

/** The most rows that the server gives at once. */
export const LIMIT = 10_000;

/**
 * @param {import('../state.js').View} view
 * @returns {string[]} kinds of rows, the one that suits the map first
 */
export function kindsOf(view) {
  if (isComparing(view)) return ['compared', 'counties'];
  const { designations, choropleth } = paintMode(view);
  return designations ? ['goals', 'counties', ...(choropleth ? ['values'] : [])] : ['values', 'goals'];
}

/** @param {import('../state.js').View} view @returns {string} the kind that is shown */
export const shownKind = (view) => kindsOf(view).find((kind) => kind === view.rows) ?? kindsOf(view)[0];

/** What is sorted by until a heading is pressed: who is meant first, and the largest values. */
const FIRST_SORT = { compared: '', goals: 'relation', counties: 'relation', values: '-value' };

/**
 * @param {import('../state.js').View} view
 * @param {object[]} columns
 * @returns {string} the view's order where these rows have such a column
 */
export function shownSort(view, columns) {
  const { key } = readSort(view.sort);
  return columns.some((column) => column.key === key) ? view.sort : FIRST_SORT[shownKind(view)];
}

/**
 * @param {import('../store.js').Store} store
 * @returns {Promise<{columns: object[], rows: object[], matched: number}>}
 */
export async function readGoals(store) {
  const { rows, matched } = await getGoals({ ...filterParams(store.view), limit: LIMIT }, { channel: 'table' });
  return { columns: goalColumns(store.get('bootstrap')), rows, matched };
}

/**
 * Rows that the map has already: no request of their own.
 * @param {import('../store.js').Store} store
 * @param {'compared'|'counties'|'values'} kind
 * @returns {{columns: object[], rows: object[], matched: number}|null} null while the map waits itself
 */
export function paintedRows(store, kind) {
  if (kind === 'compared') return store.get('comparedRows') ?? null;
  const { status, designations, choropleth } = store.get('painting') ?? {};
  if (status !== 'ready') return null;
  if (kind === 'counties' && designations) {
    const rows = designations.rows.map((row) => ({ ...row, county: row.name }));
    return { columns: countyColumns(store.get('bootstrap'), designations), rows, matched: rows.length };
  }
  if (kind === 'values' && choropleth) {
    const nameOf = countyNames(store);
    const rows = valueRows(choropleth).map((row) => ({
      ...row,
      county: nameOf(row.adcode),
      colour: choropleth.classes[row.place]?.colour,
    }));
    return { columns: valueColumns(choropleth, store.view), rows, matched: rows.length };
  }
  return null;
}

/** The answer of a choropleth names its counties where the server is new enough; else those names serve that are here. */
function countyNames(store) {
  const { choropleth, designations } = store.get('painting');
  const rows = [...(store.get('overview')?.rows ?? []), ...(designations?.rows ?? [])];
  const known = new Map(rows.map(({ adcode, name }) => [adcode, name]));
  return (adcode) =>
    choropleth.names?.[adcode] ?? known.get(adcode) ?? store.get('gazetteer')?.get(adcode)?.name ?? adcode;
}
