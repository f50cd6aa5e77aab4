/** What to ask the server for a view. Pure. */
import { WHOLE_COUNTRY } from '../state.js';

/** The choropleth that is shown while nothing else is chosen. */
export const DEFAULT_INDICATOR = 'goals';

/**
 * @param {Partial<import('../state.js').View>} view
 * @returns {Record<string, string|number|string[]>} the filter parameters that all routes share
 */
export function filterParams({
  topic = [],
  doc = '',
  clause = '',
  relation = [],
  kind = [],
  year = null,
  region = '',
}) {
  return {
    topic,
    document: doc,
    clause: doc ? clause : '',
    relation,
    kind,
    year: year ?? '',
    region: region === WHOLE_COUNTRY ? '' : region,
  };
}

/**
 * @param {import('../state.js').View} view
 * @returns {boolean} whether something is chosen that names counties
 */
export function hasDesignationFilter({ topic, doc, relation, kind, year }) {
  return topic.length > 0 || doc !== '' || relation.length > 0 || kind.length > 0 || year !== null;
}

/**
 * @param {import('../state.js').View} view
 * @returns {boolean} whether two documents are set side by side, so that the map shows the counties of their differences
 */
export const isComparing = ({ tab, pair, doc, review }) =>
  tab === 'documents' && pair?.length === 2 && !doc && !review;

/**
 * @param {import('../state.js').View} view
 * @returns {{designations: boolean, choropleth: boolean}} what is painted; with both, the designations are symbols
 */
export function paintMode(view) {
  if (view.review || isComparing(view)) return { designations: true, choropleth: false };
  const designations = hasDesignationFilter(view);
  return { designations, choropleth: view.indicator !== '' || !designations };
}

/** Counted from the goals; the others are read from a table. */
const COUNTED = ['goals', 'targets'];

/** @param {string} indicator @returns {boolean} whether it is a count of ours, whose unit is a word of the page */
export const isCounted = (indicator) => COUNTED.includes(indicator);

/** What reaches every county alike would hide who is meant. */
const MEANT = ['named', 'implicit'];

/**
 * @param {import('../state.js').View} view
 * @returns {Record<string, string|number|string[]>}
 */
export function choroplethParams(view) {
  const indicator = view.indicator || DEFAULT_INDICATOR;
  const common = { indicator, region: filterParams(view).region, scheme: view.scheme, k: view.k };
  if (!COUNTED.includes(indicator)) return common;
  return { ...filterParams(view), ...common, relation: view.relation.length > 0 ? view.relation : MEANT };
}

/**
 * @param {string} indicator
 * @param {import('../state.js').View} view
 * @returns {boolean} whether only goals that name the county are counted, which the legend has to say
 */
export const countsOnlyMeant = (indicator, { relation }) => COUNTED.includes(indicator) && relation.length === 0;
