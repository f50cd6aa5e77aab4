/** Numbers, figures and class ranges as a planner reads them. Pure: the words come in as arguments. */

const SIGNS = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '~': '≈' };
const MAX_DECIMALS = 4;

/**
 * @param {number|null|undefined} value
 * @param {string} locale
 * @returns {string} with thousands separators, decimals as given; an en dash for no number
 */
export function formatNumber(value, locale) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return value.toLocaleString(locale, { maximumFractionDigits: MAX_DECIMALS });
}

/**
 * @param {number|null|undefined} value
 * @param {string} unit
 * @param {string} locale
 * @returns {string} number and unit; no space before % and °
 */
export function formatQuantity(value, unit, locale) {
  const text = formatNumber(value, locale);
  return unit ? `${text}${/^[%‰°]/.test(unit) ? '' : ' '}${unit}` : text;
}

/**
 * @param {{op: string, value: number, value_max?: number|null, unit: string}} figure
 * @param {string} locale
 * @returns {string} `≥ 1,200 户`, `3–5 个`
 */
export function formatFigure({ op, value, value_max: high, unit }, locale) {
  if (op === 'range' && high !== null && high !== undefined) {
    return `${formatNumber(value, locale)}–${formatQuantity(high, unit, locale)}`;
  }
  const sign = SIGNS[op];
  return `${sign ? `${sign} ` : ''}${formatQuantity(value, unit, locale)}`;
}

/**
 * @param {{year?: number|null, year_from?: number|null}} figure
 * @returns {string} `2027`, `2025–2027` or nothing
 */
export function formatYears({ year, year_from: from }) {
  if (!year) return '';
  return from && from !== year ? `${from}–${year}` : String(year);
}

/**
 * @param {{from: number, to: number}[]} classes
 * @param {string} locale
 * @returns {string[]} one range a class. Counted things read `1`, `2–3`, `4–8`, without a shared bound
 */
export function classRanges(classes, locale) {
  const isCounted = classes.every(({ from, to }) => Number.isInteger(from) && Number.isInteger(to));
  return classes.map(({ from, to }, index) => {
    const isShared = index > 0 && from === classes[index - 1].to;
    const low = isCounted && isShared ? from + 1 : from;
    return low === to ? formatNumber(to, locale) : `${formatNumber(low, locale)}–${formatNumber(to, locale)}`;
  });
}
