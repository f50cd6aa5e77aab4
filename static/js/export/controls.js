/** One control for one parameter. Each gives back its element and `show(draft)`, which puts the draft's value into it. */
import { el, fill } from '../dom.js';
import { hasMessage, t } from '../i18n.js';

/** @typedef {{element: HTMLElement, show: (draft: import('./draft.js').Draft) => void}} Control */

let made = 0;
const freshId = (name) => `export-${name}-${(made += 1)}`;

/** @param {string} name @param {string} value @returns {string} a number stands for itself */
const wordOf = (name, value) => {
  const key = `export.${name}.${value}`;
  return hasMessage(key) ? t(key) : t(`export.${name}.of`, { value });
};

const hintOf = (name, id) =>
  hasMessage(`export.${name}.hint`) && el('small', { class: 'note', id }, t(`export.${name}.hint`));

const labelled = (name, control, extra) => {
  const hint = hintOf(name, `${control.id}-hint`);
  if (hint) control.setAttribute('aria-describedby', hint.id);
  return el(
    'div',
    { class: 'export-field', data: { field: name } },
    el('label', { for: control.id }, t(`export.${name}`)),
    control,
    extra,
    hint,
  );
};

/** @param {import('./fields.js').Field} field @param {import('./draft.js').Draft} draft @returns {Control} */
export function textControl({ name, as, longest }, draft) {
  const input = el(as === 'area' ? 'textarea' : 'input', {
    id: freshId(name),
    class: 'input',
    name,
    rows: as === 'area' ? 2 : null,
    type: as === 'area' ? null : 'text',
    maxlength: String(longest),
    autocomplete: 'off',
    oninput: () => draft.set({ [name]: input.value.trim() }),
  });
  return {
    element: labelled(name, input),
    // What is being typed is left alone: a space at its end is no change of the draft.
    show: () => input.value.trim() !== draft.get(name) && (input.value = draft.get(name)),
    hint: (words) => (input.placeholder = words),
  };
}

/** @param {import('./fields.js').Field} field @param {import('./draft.js').Draft} draft @returns {Control} */
export function dateControl({ name }, draft) {
  const input = el('input', {
    id: freshId(name),
    class: 'input',
    name,
    type: 'date',
    onchange: () => draft.set({ [name]: input.value }),
  });
  const today = el(
    'button',
    { type: 'button', class: 'button', onclick: () => draft.set({ [name]: localDate() }) },
    t('export.date.today'),
  );
  const field = labelled(name, el('span'));
  const line = el('div', { class: 'export-line' }, input, today);
  field.querySelector('label').htmlFor = input.id;
  field.querySelector('span').replaceWith(line);
  return { element: field, show: () => (input.value = draft.get(name)) };
}

/** @returns {string} ISO date of today where the reader is */
export function localDate(now = new Date()) {
  const two = (value) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** @param {import('./fields.js').Field} field @param {import('./draft.js').Draft} draft @returns {Control} */
export function selectControl({ name, of }, draft, words = (value) => wordOf(name, value)) {
  const select = el('select', {
    id: freshId(name),
    class: 'input',
    name,
    onchange: () => draft.set({ [name]: select.value }),
  });
  const show = () => {
    const value = draft.get(name);
    // A template or a file may hold a value between those that are offered.
    const values = of.includes(value) ? of : [...of, value];
    if (select.options.length !== values.length || !of.includes(value))
      fill(
        select,
        values.map((one) => el('option', { value: one }, words(one))),
      );
    select.value = value;
  };
  return { element: labelled(name, select), show };
}

/** @param {import('./fields.js').Field} field @param {import('./draft.js').Draft} draft @returns {Control} */
export function segmentsControl({ name, of }, draft) {
  const group = freshId(name);
  const inputs = of.map((value) =>
    el('input', { type: 'radio', name: group, value, onchange: () => draft.set({ [name]: value }) }),
  );
  const element = el(
    'fieldset',
    { class: 'export-field', data: { field: name } },
    el('legend', {}, t(`export.${name}`)),
    el(
      'div',
      { class: 'export-segments' },
      inputs.map((input, index) =>
        el('label', { class: 'export-segment' }, input, el('span', {}, wordOf(name, of[index]))),
      ),
    ),
  );
  const show = () => inputs.forEach((input) => (input.checked = input.value === draft.get(name)));
  return { element, show };
}

/** @param {import('./fields.js').Field} field @param {import('./draft.js').Draft} draft @returns {Control} */
export function checkControl({ name }, draft) {
  const input = el('input', {
    type: 'checkbox',
    name,
    onchange: () => draft.set({ [name]: input.checked ? '1' : '0' }),
  });
  const element = el(
    'label',
    { class: 'export-check', data: { field: name } },
    input,
    el('span', {}, t(`export.${name}`)),
  );
  return { element, show: () => (input.checked = draft.get(name) === '1') };
}
