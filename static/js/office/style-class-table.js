/** The table of the classes of a style, and below it what a reader of the map could not tell apart. */
import { el, fill } from '../dom.js';
import { alikePairs } from '../lib/colour-vision.js';
import { HATCHES } from '../lib/hatches.js';
import { colourBox, numberBox, patternBox, shapeBox, textBox } from './style-controls.js';
import { number, t } from './words.js';

/** Below this, the colours of classes are hard to tell apart. */
const FAINT = 0.6;
const MOST_HINTS = 3;

/**
 * @typedef {object} ClassRow
 * @property {string} key unique in the form
 * @property {string} name its value or range in words
 * @property {{fill: string, pattern?: string, symbol?: string, label?: string}} look
 * @property {number|string|null|undefined} count of features
 * @property {false|{value: number, onInput: (value: number) => boolean}} [edge] upper bound; `onInput` tells whether it was taken
 * @property {(changes: object) => void} onLook
 * @property {false|(() => void)} [onUp]
 * @property {false|(() => void)} [onRemove]
 */

/**
 * @param {{draft: object}} form
 * @param {ClassRow[]} rows
 * @returns {HTMLElement}
 */
export function classTable({ draft }, rows) {
  const hasEdges = rows.some(({ edge }) => edge);
  const isPoint = draft.geometry === 'point' && draft.renderer === 'categories';
  const hasPattern = draft.geometry === 'polygon';
  const second = isPoint ? 'style.symbol' : hasPattern && 'style.pattern';
  const heads = [
    'style.class.colour',
    second,
    hasEdges && 'style.class.up_to',
    'style.class.label',
    'style.class.count',
  ].filter(Boolean);
  return el(
    'div',
    { class: 'class-table', tabindex: '0', role: 'region', 'aria-label': t('style.classes') },
    el(
      'table',
      {},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          heads.map((key) => el('th', { scope: 'col', class: key.endsWith('count') ? 'numeric' : null }, t(key))),
          el('td', {}),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map((one) => classRow(one, { draft, hasEdges, isPoint, hasPattern })),
      ),
    ),
  );
}

function classRow(
  { key, name, look, count, edge, onLook, onUp, onRemove },
  { draft, hasEdges, isPoint, hasPattern },
) {
  const named = (what) => t('style.of', { what: t(what), name });
  return el(
    'tr',
    {},
    el(
      'td',
      {},
      colourBox(`${key}-fill`, named('style.class.colour'), look.fill, (colour) => onLook({ fill: colour })),
    ),
    isPoint &&
      el(
        'td',
        {},
        shapeBox(
          `${key}-symbol`,
          named('style.symbol'),
          look.symbol ?? draft.symbol,
          (symbol) => onLook({ symbol }),
          { isBare: true },
        ),
      ),
    hasPattern &&
      el(
        'td',
        {},
        patternBox(`${key}-pattern`, named('style.pattern'), look.pattern ?? draft.pattern, (pattern) =>
          onLook({ pattern }),
        ),
      ),
    hasEdges &&
      el(
        'td',
        {},
        edge
          ? edgeBox(key, named('style.class.up_to'), edge)
          : el('span', { class: 'office-quiet' }, look.label === undefined ? '' : '–'),
      ),
    el(
      'td',
      { class: 'class-label' },
      textBox(
        `${key}-label`,
        named('style.class.label'),
        look.label === name ? '' : look.label,
        (label) => onLook({ label }),
        name,
      ),
    ),
    el('td', { class: 'numeric' }, typeof count === 'number' ? number(count) : (count ?? '')),
    el(
      'td',
      { class: 'class-acts' },
      onUp && iconButton(`${key}-up`, '↑', t('style.class.up', { name }), onUp),
      onRemove && iconButton(`${key}-remove`, '×', t('style.class.remove', { name }), onRemove),
    ),
  );
}

function edgeBox(key, label, { value, onInput }) {
  const box = numberBox(
    `${key}-edge`,
    label,
    value,
    {},
    (next) => box.setAttribute('aria-invalid', String(!onInput(next))),
    { isBare: true },
  );
  return box;
}

const iconButton = (key, sign, label, onclick) =>
  el(
    'button',
    { type: 'button', class: 'office-icon', data: { key }, 'aria-label': label, title: label, onclick },
    sign,
  );

/**
 * Told anew whenever a colour changes.
 * @param {import('./style-classes.js').Form} form
 * @param {() => {fill: string, pattern?: string, symbol?: string, name: string}[]} getClasses
 * @param {boolean} [isOrdered] whether only neighbours need be told apart
 * @returns {HTMLElement}
 */
export function hints(form, getClasses, isOrdered = false) {
  const list = el('ul', { class: 'style-hints', role: 'status' });
  form.renewHints = () => fill(list, hintLines(form.draft, getClasses(), isOrdered));
  form.renewHints();
  return list;
}

function hintLines(draft, classes, isOrdered) {
  const isArea = draft.geometry === 'polygon';
  const looks = classes.map(({ fill: colour, pattern, symbol }) => {
    const shown = pattern ?? draft.pattern;
    return { colour, pattern: isArea && HATCHES[shown] ? shown : (symbol ?? draft.symbol) };
  });
  const pairs = alikePairs(looks, { isOrdered });
  const words = pairs
    .slice(0, MOST_HINTS)
    .map(({ one, other, sight }) =>
      t(`style.hint.${sight}`, { one: classes[one].name, other: classes[other].name }),
    );
  if (isArea && draft.opacity < FAINT) words.unshift(t('style.hint.faint'));
  if (pairs.length > MOST_HINTS) words.push(t('style.hint.more', { count: pairs.length - MOST_HINTS }));
  return words.map((line) => el('li', {}, line));
}
