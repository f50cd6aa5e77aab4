/**
 * Rows of the table and their order. Pure.
 *
 * @typedef {object} Column
 * @property {string} key
 * @property {number} width_px
 * @property {boolean} [isNumber] right-aligned, sorted by size
 * @property {(row: object) => string} text what is shown
 * @property {(row: object) => string|number|null} [order] what is sorted by, where it is not what is shown
 * @property {(row: object) => string} [hint] what the cell says besides, where there is something to be said
 */

/**
 * @param {string} sort `year`, `-year`, or '' for the order of the server
 * @returns {{key: string, isDown: boolean}}
 */
export const readSort = (sort) => ({ key: sort.replace(/^-/, ''), isDown: sort.startsWith('-') });

/**
 * @param {string} sort
 * @param {Column} column whose heading is pressed
 * @returns {string} text upwards first, numbers downwards first, then the other way round
 */
export function nextSort(sort, { key, isNumber = false }) {
  const current = readSort(sort);
  const isDown = current.key === key ? !current.isDown : isNumber;
  return isDown ? `-${key}` : key;
}

/**
 * @template {object} Row
 * @param {Row[]} rows
 * @param {Column[]} columns
 * @param {string} sort
 * @param {string} locale
 * @returns {Row[]} sorted copy; rows without a value come last both ways, equal ones keep their order
 */
export function sortRows(rows, columns, sort, locale) {
  const { key, isDown } = readSort(sort);
  const column = columns.find((one) => one.key === key);
  if (!column) return rows;
  const collator = new Intl.Collator(locale, { numeric: true });
  const valueOf = column.order ?? column.text;
  const compare = (one, other) => (typeof one === 'number' ? one - other : collator.compare(one, other));
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .sort(({ value: one }, { value: other }) => {
      if (isMissing(one) || isMissing(other)) return isMissing(one) - isMissing(other);
      return isDown ? compare(other, one) : compare(one, other);
    })
    .map(({ row }) => row);
}

const isMissing = (value) => value === null || value === undefined || value === '';

/**
 * The counties of a choropleth as rows: their class, or which kind of nothing stands there.
 * @param {{classes: {from: number, to: number, colour: string}[], values: Record<string, number>, zero: string[],
 *   no_data: string[], not_asked: string[]}} choropleth
 * @returns {{adcode: string, value: number|null, place: number|null, state: 'value'|'zero'|'noData'|'notAsked'}[]} by
 *   code; place: index of the class
 */
export function valueRows({ classes, values, zero, no_data: missing, not_asked: notAsked }) {
  const zeros = new Set(zero);
  const rows = Object.entries(values).map(([adcode, value]) => {
    if (zeros.has(adcode)) return { adcode, value: 0, place: null, state: 'zero' };
    const found = classes.findIndex(({ to }) => value <= to);
    return { adcode, value, place: found < 0 ? classes.length - 1 : found, state: 'value' };
  });
  const none = (state) => (adcode) => ({ adcode, value: null, place: null, state });
  const known = new Set(Object.keys(values));
  return [
    ...rows,
    ...zero.filter((adcode) => !known.has(adcode)).map((adcode) => ({ ...none('zero')(adcode), value: 0 })),
    ...missing.map(none('noData')),
    ...notAsked.map(none('notAsked')),
  ].sort((one, other) => one.adcode.localeCompare(other.adcode));
}
