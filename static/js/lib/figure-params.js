/**
 * A view as the text parameters of a figure, by the names that addresses, the command line and templates share. Pure.
 *
 * @typedef {Record<string, string>} FigureParams
 */
import { WHOLE_COUNTRY, initialView, printView } from '../state.js';
import { filterParams } from './query.js';

/** What the server takes where a parameter is not given; these need not be sent. */
export const DEFAULTS = Object.freeze({
  scheme: 'quantiles',
  k: '5',
  format: 'pdf',
  paper: 'A4',
  orientation: 'landscape',
  dpi: '300',
  colour: 'colour',
  transparent: '0',
  heading: '1',
  legend: 'auto',
  arrangement: 'auto',
  scale_bar: '1',
  north_arrow: '1',
  graticule: '0',
  frame: '1',
  locator: 'auto',
  inset: 'auto',
  table: '0',
  flows: '0',
  names: 'short',
  name_language: 'zh',
  name_size: '1',
  mark: '1',
  lang: 'zh',
});

/** What a template holds: the look of a house, not what one figure is about. */
export const STYLE = Object.freeze([
  ...['format', 'paper', 'orientation', 'dpi', 'colour', 'transparent'],
  ...['heading', 'legend', 'arrangement', 'scale_bar', 'north_arrow', 'graticule', 'frame', 'locator', 'inset', 'table', 'flows'],
  ...['names', 'name_language', 'name_size', 'note', 'source', 'office', 'mark', 'lang'],
]);

/** What a page that works by itself understands. */
const PAGE_PARAMETERS = Object.freeze([
  ...['region', 'topic', 'document', 'clause', 'relation', 'kind', 'year', 'indicator', 'scheme', 'k', 'layers'],
  ...['title', 'lang', 'review_number'],
]);

/** Width of the picture in the preview, and what the server takes at least. */
const PREVIEW_PX = 900;
const LEAST_DPI = 36;
const MM_PER_INCH = 25.4;

const opacityOf = ({ id, opacity }) => (opacity < 1 ? `${id}~${Math.round(opacity * 100)}` : id);

/**
 * @param {import('../state.js').View} view
 * @param {string} [link] address of the view, printed small and kept in the file
 * @returns {FigureParams} what the view shows; what the server takes by itself is left out
 */
export function figureParams(view, link = '') {
  const filter = filterParams(view);
  return pruned({
    region: view.region,
    topic: filter.topic.join(','),
    document: filter.document,
    clause: filter.clause,
    relation: filter.relation.join(','),
    kind: filter.kind.join(','),
    year: String(filter.year),
    indicator: view.indicator,
    scheme: view.scheme,
    k: String(view.k),
    layers: view.layers.map(opacityOf).join(','),
    unit: view.unit,
    // The English page names counties in Latin letters, so its figures do as well.
    name_language: view.lang,
    lang: view.lang,
    link,
  });
}

/**
 * @param {FigureParams} params
 * @returns {FigureParams} without what is empty or taken anyway
 */
export function pruned(params) {
  // The server takes the names in the language of the figure, so that of an English one is always said.
  const isTaken = (name, value) =>
    value === DEFAULTS[name] && !(name === 'name_language' && (params.lang ?? DEFAULTS.lang) !== DEFAULTS.lang);
  return Object.fromEntries(
    Object.entries(params).filter(([name, value]) => value !== '' && !isTaken(name, value)),
  );
}

/**
 * @param {import('../state.js').View} view
 * @param {string} page address of the page
 * @param {string} home region in focus while none is chosen
 * @returns {string} address that shows the view to whoever reads it in print: without what is only for this reader's eyes
 */
export function viewLink(view, page, home) {
  const { theme, table, rows, sort } = initialView(home);
  const query = printView({ ...view, theme, table, rows, sort }, home);
  return new URL(query ? `?${query}` : '?', page).href.replace(/\?$/, '');
}

/**
 * @param {[number, number, number, number]} bbox (west, south, east, north) in degrees
 * @returns {string} within the world, to about ten metres
 */
export function bboxText([west, south, east, north]) {
  const clamp = (value, most) => Number(Math.max(-most, Math.min(most, value)).toFixed(4));
  return [clamp(west, 180), clamp(south, 90), clamp(east, 180), clamp(north, 90)].join(',');
}

/**
 * @param {FigureParams} params
 * @returns {FigureParams} those of a template
 */
export const styleOf = (params) => only(params, STYLE);

/**
 * @param {FigureParams} params
 * @param {FigureParams} style values of a template
 * @returns {FigureParams} the same figure in that style: what the template leaves open is as the server takes it
 */
export function withStyle(params, style) {
  const subject = Object.fromEntries(Object.entries(params).filter(([name]) => !STYLE.includes(name)));
  // A template that names no language leaves that of the page.
  const language = only(params, ['lang', 'name_language']);
  return pruned({ ...subject, ...language, ...style });
}

/**
 * @param {FigureParams} params
 * @returns {FigureParams} those that a page that works by itself understands
 */
export const pageParams = (params) => only(params, PAGE_PARAMETERS);

const only = (params, names) =>
  Object.fromEntries(Object.entries(params).filter(([name]) => names.includes(name)));

/**
 * @param {{width_mm: number, height_mm: number}} paper
 * @param {string} orientation
 * @returns {[number, number]} width and height of the page [mm]
 */
export function pageSize({ width_mm: one, height_mm: other }, orientation) {
  const [short, long] = [Math.min(one, other), Math.max(one, other)];
  return orientation === 'portrait' ? [short, long] : [long, short];
}

/**
 * @param {number} widthMm of the page
 * @param {number} [times] how much larger than usual
 * @returns {number} pixels in an inch at which the preview is as wide as it is shown
 */
export const previewDpi = (widthMm, times = 1) =>
  Math.max(LEAST_DPI, Math.round((PREVIEW_PX * times * MM_PER_INCH) / widthMm));

/**
 * @param {string} region
 * @returns {string} the province it is or lies in, '' for the whole country
 */
export const provinceOf = (region) => (region === WHOLE_COUNTRY || !region ? '' : `${region.slice(0, 2)}0000`);
