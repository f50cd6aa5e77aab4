/** The part of the form of a style for the classes of a number. */
import { el } from '../dom.js';
import { given } from './given.js';
import { classTable, hints } from './style-class-table.js';
import { check, choice, ramp, segments, smallButton } from './style-controls.js';
import { recolour } from './style-draft.js';
import { fieldChoice } from './style-fields.js';
import { number, pick, t } from './words.js';

const FEWEST_CLASSES = 2;

/** @param {import('./style-classes.js').Form} form @param {object} block of the draft @returns {HTMLElement[]} */
export function graduatedPart(form, block) {
  const { classify, remake } = form;
  const schemes = given.style.schemes.map(({ name, title }) => ({
    value: name,
    words: pick(title),
    isOff: name === 'manual',
  }));
  const numbers = Array.from({ length: given.style.most_classes - FEWEST_CLASSES + 1 }, (_, index) =>
    String(index + FEWEST_CLASSES),
  );
  const asked = { field: block.field, scheme: block.scheme, n_classes: block.fills.length };
  const anew = (changes) => classify({ ...asked, ...changes });
  const rows = gradeRows(form, block);
  return [
    fieldChoice(form, block),
    el(
      'div',
      { class: 'form-pair' },
      choice('scheme', t('style.scheme'), schemes, block.scheme, (scheme) => anew({ scheme })),
      choice(
        'n-classes',
        t('style.n_classes'),
        numbers.map((value) => ({ value, words: value })),
        String(block.fills.length),
        (value) => anew({ n_classes: Number(value), ...(block.scheme === 'manual' && { scheme: 'quantiles' }) }),
      ),
    ),
    rampPart(block, (changes) => remake({ graduated: recolour(form.draft.graduated, changes) })),
    classTable(form, rows),
    el(
      'div',
      { class: 'class-foot' },
      check('no-data-on', t('style.no_data.draw'), Boolean(block.no_data), (isOn) =>
        remake({
          graduated: { ...form.draft.graduated, no_data: isOn ? { ...given.style.no_data, label: '' } : null },
        }),
      ),
      smallButton('again', t('style.again'), () => anew(block.scheme === 'manual' ? { scheme: 'quantiles' } : {})),
    ),
    hints(form, () => gradeLooks(form.draft.graduated), true),
  ];
}

function gradeLooks({ fills, patterns, edges }) {
  const words = rangeWords(edges);
  return fills.map((colour, place) => ({ fill: colour, pattern: patterns?.[place], name: words[place] }));
}

function gradeRows(form, block) {
  const { found } = form;
  const n = block.fills.length;
  const words = rangeWords(block.edges);
  const put = (list, place, value, empty) =>
    Array.from({ length: n }, (_, index) => (index === place ? value : (list?.[index] ?? empty)));
  const rows = block.fills.map((colour, place) => ({
    key: `class-${place}`,
    name: words[place],
    look: { fill: colour, pattern: block.patterns?.[place], label: block.labels?.[place] ?? '' },
    count: found?.counts?.[place],
    edge: place < n - 1 && { value: block.edges[place + 1], onInput: (value) => setEdge(form, place + 1, value) },
    onLook: ({ fill: next, pattern, label }) => {
      const graduated = { ...form.draft.graduated };
      if (next) graduated.fills = put(graduated.fills, place, next);
      if (pattern) graduated.patterns = put(graduated.patterns, place, pattern, form.draft.pattern);
      if (label !== undefined) graduated.labels = put(graduated.labels, place, label, '');
      form.change({ graduated });
    },
  }));
  const none = block.no_data && {
    key: 'no-data',
    name: t('style.no_data'),
    look: block.no_data,
    count: found?.missing,
    onLook: (changes) => {
      const { graduated } = form.draft;
      form.change({ graduated: { ...graduated, no_data: { ...graduated.no_data, ...changes } } });
    },
  };
  return [...rows, none].filter(Boolean);
}

/** A bound between its neighbours is taken; another one is shown as wrong, and the map stays. */
function setEdge(form, place, value) {
  const { graduated } = form.draft;
  const { edges } = graduated;
  const isFirst = place === 1;
  const isLast = place === edges.length - 2;
  // The outer bounds only say how far the values go: the classes there are open.
  if ((!isFirst && value <= edges[place - 1]) || (!isLast && value >= edges[place + 1])) return false;
  const next = edges.with(place, value);
  if (isFirst && next[0] >= value) next[0] = value - 1;
  if (isLast && next[place + 1] <= value) next[place + 1] = value + 1;
  form.change({ graduated: { ...graduated, edges: next, scheme: 'manual' } });
  form.count();
  return true;
}

const rangeWords = (edges) =>
  edges.slice(1).map((high, place) => {
    if (place === 0) return `≤ ${number(high)}`;
    return place === edges.length - 2 ? `> ${number(edges[place])}` : `${number(edges[place])} – ${number(high)}`;
  });

function rampPart(block, onChoose) {
  const options = given.style.ramps.map(({ name, title, colours }) => ({
    value: name,
    words: pick(title),
    picture: ramp(block.reverse ? [...colours[block.fills.length]].reverse() : colours[block.fills.length]),
  }));
  return el(
    'div',
    { class: 'ramps' },
    segments('ramp', t('style.ramp'), options, block.ramp, (name) => onChoose({ ramp: name })),
    check('reverse', t('style.reverse'), block.reverse, (reverse) => onChoose({ reverse })),
  );
}
