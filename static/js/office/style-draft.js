/** The style that a person is choosing: a copy of what is kept, changed by the form and asked of the service. */
import { ask } from './ask.js';
import { given } from './given.js';

const USUAL = { scheme: 'quantiles', n_classes: 5, ramp: 'Blues', reverse: false };
const USUAL_SIZES = { max_radius_px: 24, min_radius_px: 3 };
/** Areas in classes cover the map below, whose colours would mix with those of the legend. */
const CLASSED_OPACITY = 1;

/**
 * @param {string} address of the version
 * @param {object} style with the field and the renderer
 * @param {string} renderer
 * @param {object} wanted
 * @param {AbortSignal} signal
 * @returns {Promise<object>} what the service found
 */
const findClasses = (address, renderer, wanted, signal) =>
  ask(`${address}/classes`, { method: 'POST', body: { renderer, ...wanted }, signal });

/**
 * @param {string} address
 * @param {object} draft
 * @param {AbortSignal} signal
 * @returns {Promise<object|null>} how many features its classes hold; null for a single symbol
 */
export function countClasses(address, { renderer, [renderer]: block }, signal) {
  if (!block) return Promise.resolve(null);
  const { field, edges } = block;
  const wanted = renderer === 'graduated' ? { field, scheme: 'manual', edges } : { field };
  return findClasses(address, renderer, wanted, signal);
}

/**
 * The block of a renderer out of the values of a version.
 * @param {string} address
 * @param {{draft: object}} form its draft as it is when the answer comes: what was changed meanwhile is kept
 * @param {{renderer: string, wanted: object}} question wanted: `field` and, of graduated ones, `scheme`, `n_classes`, `ramp`,
 *   `reverse`
 * @param {AbortSignal} signal
 * @returns {Promise<{block: object, found: object}>}
 */
export async function makeBlock(address, form, { renderer, wanted }, signal) {
  const asked =
    renderer === 'graduated' ? { ...usualGraduated(form.draft.graduated), ...wanted } : { field: wanted.field };
  const found = await findClasses(address, renderer, asked, signal);
  const before = form.draft[renderer];
  if (renderer === 'graduated') return { block: graduated(found, asked, before), found };
  if (renderer === 'proportional') return { block: proportional(found, before), found };
  return { block: categories(found, before?.field === wanted.field ? before : null), found };
}

/** What the person chose last stands for the next field. */
function usualGraduated(block) {
  if (!block) return USUAL;
  const { scheme, ramp, reverse, fills } = block;
  return {
    scheme: scheme === 'manual' ? USUAL.scheme : scheme,
    n_classes: fills.length,
    ramp: given.style.ramps.some(({ name }) => name === ramp) ? ramp : USUAL.ramp,
    reverse,
  };
}

function graduated({ field, edges, fills }, { scheme, ramp, reverse }, before) {
  const keeps = before?.patterns?.length === fills.length;
  return {
    field,
    scheme,
    ramp,
    reverse,
    edges,
    fills,
    patterns: keeps ? before.patterns : null,
    labels: null,
    no_data: before ? before.no_data : look(given.style.no_data),
  };
}

/** A value keeps the look and the words that somebody gave it. */
function categories({ field, classes, missing }, known) {
  const before = new Map(known?.classes.map((one) => [one.value, one]));
  const found = classes
    .slice(0, given.style.most_categories - 1)
    .map(({ value, label, fill, pattern }) => before.get(value) ?? { value, label, fill, pattern });
  const none = before.get(null) ?? (missing > 0 ? { value: null, ...look(given.style.no_data) } : null);
  return {
    field,
    classes: none ? [...found, none] : found,
    other: known ? known.other : look(given.style.other),
  };
}

const proportional = ({ field, max_value: most }, before) => ({
  ...USUAL_SIZES,
  ...before,
  field,
  max_value: most,
});

const look = ({ fill, pattern }) => ({ fill, pattern, label: '' });

/**
 * @param {object} draft
 * @param {string} renderer
 * @returns {object} with the strength that suits it, unless somebody chose another
 */
export function withRenderer(draft, renderer) {
  const { opacity: plain } = given.style.defaults[draft.geometry];
  if (draft.geometry !== 'polygon') return { ...draft, renderer };
  const isClassed = renderer !== 'single';
  if (isClassed && draft.opacity === plain) return { ...draft, renderer, opacity: CLASSED_OPACITY };
  if (!isClassed && draft.opacity === CLASSED_OPACITY) return { ...draft, renderer, opacity: plain };
  return { ...draft, renderer };
}

/**
 * @param {object} block graduated
 * @param {{ramp?: string, reverse?: boolean}} changes
 * @returns {object} in other colours
 */
export function recolour(block, changes) {
  const next = { ...block, ...changes };
  const colours = given.style.ramps.find(({ name }) => name === next.ramp)?.colours[next.fills.length];
  if (!colours) return next;
  return { ...next, fills: next.reverse ? [...colours].reverse() : [...colours] };
}

/** @param {object} draft @returns {object} as it is sent: the geometry is the service's to say */
export function toSend({ geometry, ...style }) {
  return style;
}
