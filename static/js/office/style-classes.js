/** The part of the form of a style that tells features apart: by category, by class of a number, by size. */
import { el } from '../dom.js';
import { given } from './given.js';
import { classTable, hints } from './style-class-table.js';
import { check, numberBox, smallButton } from './style-controls.js';
import { fieldChoice } from './style-fields.js';
import { graduatedPart } from './style-grades.js';
import { t } from './words.js';

/** As the service reads it. */
const MAX_VALUE_BOUNDS = { min: 1e-12, max: 1e15 };

/**
 * @typedef {object} Form
 * @property {object} draft
 * @property {object|null} found counts of the service for the chosen renderer
 * @property {{name: string, type: string}[]} fields
 * @property {(changes: object) => void} change of the draft; the form stays as it is
 * @property {(changes: object) => void} remake of the draft; the form is written anew
 * @property {(wanted: object) => void} classify out of the values
 * @property {() => void} count again
 * @property {() => void} renewHints set by the part that has hints
 */

/** @param {Form} form @returns {HTMLElement[]} for the chosen renderer */
export function classesPart(form) {
  const { draft } = form;
  const parts = { categories: categoriesPart, graduated: graduatedPart, proportional: proportionalPart }[
    draft.renderer
  ];
  return parts && draft[draft.renderer] ? parts(form, draft[draft.renderer]) : [];
}

function categoriesPart(form, block) {
  const { found, classify, remake } = form;
  const counts = new Map(found?.classes?.map(({ value, count }) => [value, count]));
  const live = () => form.draft.categories;
  const put = (place, changes) =>
    form.change({ categories: { ...live(), classes: replaced(live().classes, place, changes) } });
  const rows = block.classes.map((one, place) => ({
    key: `class-${place}`,
    name: one.value === null ? t('style.no_value') : String(one.value),
    look: one,
    count: one.value === null ? found?.missing : found && (counts.get(one.value) ?? 0),
    onLook: (changes) => put(place, changes),
    onUp: place > 0 && (() => remake({ categories: { ...live(), classes: movedUp(live().classes, place) } })),
    // A style needs one class at least.
    onRemove:
      block.classes.length > 1 &&
      (() => remake({ categories: { ...live(), classes: live().classes.filter((_, index) => index !== place) } })),
  }));
  const other = block.other && {
    key: 'other',
    name: t('style.other'),
    look: block.other,
    count: found?.more ? t('style.other.more', { count: found.more }) : null,
    onLook: (changes) => form.change({ categories: { ...live(), other: { ...live().other, ...changes } } }),
  };
  return [
    fieldChoice(form, block),
    classTable(form, [...rows, other].filter(Boolean)),
    el(
      'div',
      { class: 'class-foot' },
      check('other-on', t('style.other.draw'), Boolean(block.other), (isOn) =>
        remake({ categories: { ...live(), other: isOn ? { ...given.style.other, label: '' } : null } }),
      ),
      smallButton('again', t('style.again'), () => classify({ field: block.field })),
    ),
    hints(form, () =>
      live().classes.map((one) => ({ ...one, name: one.label || String(one.value ?? t('style.no_value')) })),
    ),
  ];
}

function proportionalPart(form, block) {
  const { found, change } = form;
  const put = (changes) => change({ proportional: { ...form.draft.proportional, ...changes } });
  const notDrawn = found ? found.missing + found.not_positive : 0;
  return [
    fieldChoice(form, block),
    el(
      'div',
      { class: 'form-pair form-three' },
      numberBox('max-value', t('style.max_value'), block.max_value, MAX_VALUE_BOUNDS, (max_value) =>
        put({ max_value }),
      ),
      numberBox('max-radius', t('style.max_radius'), block.max_radius_px, { min: 4, max: 60 }, (max_radius_px) =>
        put({ max_radius_px }),
      ),
      numberBox('min-radius', t('style.min_radius'), block.min_radius_px, { min: 1, max: 24 }, (min_radius_px) =>
        put({ min_radius_px }),
      ),
    ),
    el(
      'p',
      { class: 'office-quiet' },
      found
        ? `${t('style.range', { min: found.min, max: found.max })} ${notDrawn ? t('style.not_drawn', { count: notDrawn }) : ''}`
        : '\u00a0',
    ),
  ];
}

const replaced = (list, place, changes) =>
  list.map((one, index) => (index === place ? { ...one, ...changes } : one));

const movedUp = (list, place) => list.with(place - 1, list[place]).with(place, list[place - 1]);
