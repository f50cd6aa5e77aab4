/** Labelled controls of the forms of the review. */
import { el } from '../dom.js';
import { t } from '../i18n.js';

let made = 0;
/** @param {string} name @returns {string} an id that no other control has */
export const freshId = (name) => `review-${name}-${(made += 1)}`;

/** @param {string} name @param {HTMLElement} control with an id @param {...HTMLElement} more */
export const labelled = (name, control, ...more) =>
  el(
    'div',
    { class: 'review-field', data: { field: name } },
    el('label', { for: control.id }, t(`review.field.${name}`)),
    control,
    ...more,
  );

/** @param {string} name @param {string|number|null} value @param {object} [props] */
export const textInput = (name, value, props = {}) =>
  el('input', {
    id: freshId(name),
    class: 'input',
    name,
    type: 'text',
    autocomplete: 'off',
    value: String(value ?? ''),
    ...props,
  });

/** @param {string} name @param {string} value @param {object} [props] */
export function textArea(name, value, props = {}) {
  const area = el('textarea', { id: freshId(name), class: 'input', name, rows: 3, ...props });
  area.value = value ?? '';
  return area;
}

/**
 * @param {string} name
 * @param {string} chosen
 * @param {[string, string][]} options value and words
 * @param {object} [props]
 */
export const select = (name, chosen, options, props = {}) =>
  el(
    'select',
    { id: freshId(name), class: 'input', name, ...props },
    options.map(([value, words]) => el('option', { value, selected: value === chosen }, words)),
  );

/** How far a document has come, as the server knows it. */
const STATUSES = ['draft', 'final', 'repealed'];
/** @param {string} chosen */
export const statusSelect = (chosen) =>
  select(
    'status',
    chosen,
    STATUSES.map((status) => [status, t(`documents.status.${status}`)]),
  );

/** @param {string} words @returns {number|null} null for an empty field, NaN for what is no number */
export const numberOf = (words) => (words.trim() === '' ? null : Number(words.replace(/[,\uff0c\s]/g, '')));

/** Buttons at the end of a form. @param {[string, (() => void)|null, boolean?][]} buttons words, action (null: submits), main */
export const formButtons = (buttons) =>
  el(
    'div',
    { class: 'review-buttons' },
    buttons.map(([words, onclick, isMain]) =>
      el(
        'button',
        { type: onclick ? 'button' : 'submit', class: isMain ? 'button is-main' : 'button', onclick },
        words,
      ),
    ),
  );

/** @param {string} title @param {import('../dom.js').Child[]} content @param {() => void} onSubmit */
export const form = (title, content, onSubmit) =>
  el(
    'form',
    {
      class: 'review-form',
      'aria-label': title,
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        onSubmit();
      },
    },
    el('h3', {}, title),
    content,
  );
