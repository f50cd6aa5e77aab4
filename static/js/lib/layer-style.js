/**
 * What a feature of a layer looks like, from the layer's style and the feature's values. Pure; the same rules as
 * atlas/core/style*.py, and tests/style_cases.json holds both to them.
 *
 * @typedef {{fill: string, stroke: string, width: number, pattern: string, symbol: string, radius: number, opacity: number}} Symbol
 *   measures in css px; '' is no colour; opacity is of the fill, for lines of the line
 * @typedef {object} Style the complete document, as the service gives it
 */

/** A circle may outgrow the largest that the style names by this, so that a later version is still drawn. */
const MOST_GROWTH = 1.5;
export const LAST_ZOOM = 22;

/** Numbers so large stand for no data: ArcGIS writes -1.797e308 for what is not known. */
const NO_DATA_FROM = 1e300;

const isNumber = (value) => typeof value === 'number' && Math.abs(value) < NO_DATA_FROM;
const isMissing = (value) =>
  value === null || value === undefined || value === '' || (typeof value === 'number' && !isNumber(value));

/**
 * @param {Style} style
 * @param {Record<string, unknown>} properties of a feature
 * @returns {Symbol|null} null: not drawn
 */
export function symbolOf(style, properties) {
  const block = style[style.renderer];
  const find = block && RENDERERS[style.renderer];
  return find ? find(style, block, properties[block.field]) : baseSymbol(style);
}

/** @param {Style} style @returns {Symbol} what is drawn where nothing tells features apart */
export function baseSymbol(style) {
  return {
    fill: style.geometry === 'line' ? '' : style.fill,
    stroke: style.stroke,
    width: style.width_px,
    pattern: style.pattern,
    symbol: style.symbol,
    radius: style.radius_px,
    opacity: style.opacity,
  };
}

/**
 * @param {Style} style
 * @param {{fill: string, stroke?: string|null, pattern?: string|null, symbol?: string|null}} own what a class says itself
 * @returns {Symbol}
 */
export function classSymbol(style, { fill, stroke, pattern, symbol }) {
  const base = baseSymbol(style);
  const changed = { ...base, pattern: pattern ?? base.pattern, symbol: symbol ?? base.symbol };
  if (style.geometry === 'line') return { ...changed, fill: '', stroke: stroke || fill || base.stroke };
  // An outline in the colour of the area follows the area.
  return { ...changed, fill, stroke: stroke ?? (base.stroke === base.fill ? fill : base.stroke) };
}

const RENDERERS = {
  categories: (style, { classes, other }, value) => {
    const wanted = isMissing(value) ? null : value;
    const found = classes.find((one) => one.value === wanted) ?? other;
    return found ? classSymbol(style, found) : null;
  },
  graduated: (style, block, value) => {
    if (!isNumber(value)) return block.no_data ? classSymbol(style, block.no_data) : null;
    const place = classOf(block.edges, value);
    return classSymbol(style, { fill: block.fills[place], pattern: block.patterns?.[place] });
  },
  proportional: (style, block, value) => {
    if (!isNumber(value) || value <= 0) return null;
    return { ...baseSymbol(style), radius: circleRadius(block, value) };
  },
};

/**
 * @param {number[]} edges one more than classes; the first class also holds what is below it, the last what is above
 * @param {number} value
 * @returns {number} which class
 */
export function classOf(edges, value) {
  const above = edges.slice(1, -1).findIndex((edge) => value <= edge);
  return above < 0 ? edges.length - 2 : above;
}

/** @param {{max_value: number, max_radius_px: number, min_radius_px: number}} block @param {number} value @returns {number} */
export function circleRadius({ max_value: most, max_radius_px: largest, min_radius_px: smallest }, value) {
  return Math.max(smallest, largest * Math.min(MOST_GROWTH, Math.sqrt(value / most)));
}

/** @param {Style} style @returns {string[]} names of the fields that drawing needs */
export function fieldsOf(style) {
  const block = RENDERERS[style.renderer] && style[style.renderer];
  return [...new Set([block?.field, style.label?.field].filter(Boolean))];
}

/**
 * @param {{min_zoom?: number, max_zoom?: number}} limits of a style, or of its label
 * @param {number} zoom of the map (tiles of 256 px)
 * @returns {boolean}
 */
export const isShownAt = ({ min_zoom: from = 0, max_zoom: to = LAST_ZOOM }, zoom) =>
  zoom >= from && (to >= LAST_ZOOM || zoom < to + 1);
