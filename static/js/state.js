/**
 * The view: everything a reader would send to a colleague, as one plain object, to and from the URL query. Pure.
 *
 * @typedef {{lon: number, lat: number, zoom: number}} Position
 * @typedef {{id: string, opacity: number}} LayerChoice
 * @typedef {object} View
 * @property {string} tab one of TABS
 * @property {string[]} topic slugs
 * @property {string} doc document id
 * @property {string} clause clause id
 * @property {string} review id of the document under review
 * @property {string} entry item of that document
 * @property {string} place place in that item
 * @property {string} queue which items of it are listed, one of QUEUES; '' for what waits for oneself
 * @property {string[]} pair ids of two documents that are compared
 * @property {string} group which of their lines are listed; '' for the first that there are
 * @property {string} line of the comparison whose clauses are open
 * @property {string} unit adcode of the selected unit
 * @property {string} compare adcode it is compared with
 * @property {string} item feature of a layer, `layer/fid`
 * @property {string[]} relation
 * @property {string[]} kind
 * @property {number|null} year
 * @property {string} indicator what the choropleth shows
 * @property {string} scheme class breaks
 * @property {number} k number of classes
 * @property {string} region adcode in focus, or WHOLE_COUNTRY
 * @property {boolean} table whether the table twin is open
 * @property {string} rows what the table lists, one of ROWS; '' for what suits the map
 * @property {string} sort column of the table, with a minus downwards
 * @property {string} by what the chart of targets counts by, one of BY
 * @property {string} measure unit of the targets that the chart by value compares
 * @property {LayerChoice[]} layers top first
 * @property {Position|null} at
 * @property {'zh'|'en'} lang
 * @property {string} theme
 */

export const TABS = Object.freeze(['themes', 'documents', 'targets', 'layers']);
export const LANGUAGES = Object.freeze(['zh', 'en']);
export const THEMES = Object.freeze(['light', 'dark', 'auto']);
export const SCHEMES = Object.freeze(['quantiles', 'natural_breaks', 'equal_interval']);
export const BY = Object.freeze(['topic', 'year', 'place', 'value']);
export const ROWS = Object.freeze(['', 'compared', 'goals', 'counties', 'values']);
export const QUEUES = Object.freeze(['', 'doubtful', 'carried', 'open', 'second', 'confirmed', 'rejected', 'all']);
export const WHOLE_COUNTRY = 'all';
export const DEFAULT_REGION = '520000';

/** Keys whose change makes no new step for the Back button: pans and preferences are not choices. */
export const REPLACED_KEYS = Object.freeze(['at', 'lang', 'theme']);

/** A value that is not understood reads as undefined. */
const oneOf = (words) => ({ read: (text) => (words.includes(text) ? text : undefined), print: String });
const matching = (pattern) => ({ read: (text) => (pattern.test(text) ? text : undefined), print: String });
const list = (pattern, most = Infinity) => ({
  read: (text) => {
    const words = [...new Set(text.split(',').filter(Boolean))];
    return words.length <= most && words.every((word) => pattern.test(word)) ? words : undefined;
  },
  print: (words) => words.join(','),
});
const integer = (low, high) => ({
  read: (text) => (/^\d+$/.test(text) && Number(text) >= low && Number(text) <= high ? Number(text) : undefined),
  print: String,
});
const flag = {
  read: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  print: (on) => (on ? '1' : '0'),
};

const position = {
  read: (text) => {
    const numbers = text.split(',').map(Number);
    if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return undefined;
    const [lon, lat, zoom] = numbers;
    return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 22 ? { lon, lat, zoom } : undefined;
  },
  print: ({ lon, lat, zoom }) => `${Number(lon.toFixed(4))},${Number(lat.toFixed(4))},${Number(zoom.toFixed(2))}`,
};

/** `zones,sites~50`: layers from the top down, opacity in per cent where it is not full. */
const layerList = {
  read: (text) => {
    const choices = text
      .split(',')
      .filter(Boolean)
      .map((word) => word.match(/^([\w-]+)(?:~(\d{1,3}))?$/));
    if (choices.some((match) => !match)) return undefined;
    return choices.map(([, id, percent]) => ({ id, opacity: Math.min(100, Number(percent ?? 100)) / 100 }));
  },
  print: (choices) =>
    choices.map(({ id, opacity }) => (opacity < 1 ? `${id}~${Math.round(opacity * 100)}` : id)).join(','),
};

const SLUG = /^[\w-]+$/;
const ADCODE = /^(\d{6})?$/;

const FIELDS = Object.freeze({
  tab: { ...oneOf(TABS), initial: 'themes' },
  region: { ...matching(/^(\d{6}|all)$/), initial: DEFAULT_REGION },
  topic: { ...list(SLUG), initial: [] },
  doc: { ...matching(/^[\w.-]*$/), initial: '' },
  clause: { read: (text) => text, print: String, initial: '' },
  review: { ...matching(/^[\w.-]*$/), initial: '' },
  entry: { ...matching(/^[\w.:-]*$/), initial: '' },
  place: { ...matching(/^[\w.:-]*$/), initial: '' },
  queue: { ...oneOf(QUEUES), initial: '' },
  pair: { ...list(/^[\w.-]+$/, 2), initial: [] },
  group: { ...matching(/^[a-z_]*$/), initial: '' },
  line: { read: (text) => text, print: String, initial: '' },
  relation: { ...list(SLUG), initial: [] },
  kind: { ...list(SLUG), initial: [] },
  year: { ...integer(1949, 2100), initial: null },
  indicator: { ...matching(/^[\w.-]*$/), initial: '' },
  scheme: { ...oneOf(SCHEMES), initial: 'quantiles' },
  k: { ...integer(2, 9), initial: 5 },
  unit: { ...matching(ADCODE), initial: '' },
  compare: { ...matching(ADCODE), initial: '' },
  item: { ...matching(/^([\w-]+\/[\w.-]+)?$/), initial: '' },
  layers: { ...layerList, initial: [] },
  table: { ...flag, initial: false },
  rows: { ...oneOf(ROWS), initial: '' },
  sort: { ...matching(/^(-?[a-z_]+)?$/), initial: '' },
  by: { ...oneOf(BY), initial: 'topic' },
  measure: { ...matching(/^.{0,24}$/u), initial: '' },
  at: { ...position, initial: null },
  lang: { ...oneOf(LANGUAGES), initial: 'zh' },
  theme: { ...oneOf(THEMES), initial: 'light' },
});

/** Names under which people look for a unit; with one of them alone the map shows its province. */
const ALIASES = Object.freeze({ county: 'unit', adcode: 'unit' });

/**
 * @param {string} [home] region in focus while none is chosen
 * @returns {View} a fresh view with nothing chosen
 */
export function initialView(home = DEFAULT_REGION) {
  const view = Object.fromEntries(
    Object.entries(FIELDS).map(([key, { initial }]) => [key, structuredClone(initial)]),
  );
  return { ...view, region: home };
}

/**
 * @param {string} query with or without the question mark
 * @param {string} [home]
 * @returns {{view: View, ignored: string[]}} the view, and the keys that were not understood
 */
export function parseView(query, home) {
  const view = initialView(home);
  const ignored = [];
  const params = new URLSearchParams(query);
  for (const [name, text] of params) {
    const key = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
    const value = Object.hasOwn(FIELDS, key) ? FIELDS[key].read(text) : undefined;
    if (value === undefined) ignored.push(name);
    else view[key] = value;
  }
  if (view.unit && !params.has('region') && Object.keys(ALIASES).some((name) => params.has(name)))
    view.region = `${view.unit.slice(0, 2)}0000`;
  return { view, ignored };
}

/**
 * @param {View} view
 * @param {string} [home]
 * @returns {string} the query without question mark; what is as at first is left out, but for the
 *   region beside a document
 */
export function printView(view, home) {
  const parts = [];
  const initial = initialView(home);
  for (const [key, { print }] of Object.entries(FIELDS)) {
    // Without a region a link to a document leads to that of the document.
    const isNeeded = key === 'region' && (view.doc || view.review);
    if (view[key] === null || (sameValue(view[key], initial[key]) && !isNeeded)) continue;
    const text = encodeURIComponent(print(view[key])).replaceAll('%2F', '/').replaceAll('%2C', ',');
    parts.push(`${key}=${text}`);
  }
  return parts.join('&');
}

/**
 * @param {View} before
 * @param {View} after
 * @returns {string[]} keys whose values differ
 */
export function changedKeys(before, after) {
  return Object.keys(FIELDS).filter((key) => !sameValue(before[key], after[key]));
}

/** Values of a view are small and plain, so their JSON tells whether they are the same. */
function sameValue(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
