/** The controls of the form of a style: each writes one value, and has a key by which its focus is found again. */
import { el, svg } from '../dom.js';
import { given } from './given.js';
import { fieldTitle, pick, t } from './words.js';

/**
 * @param {string} key unique in the form
 * @param {string} label
 * @param {{value: string, words: string, isOff?: boolean}[]} options
 * @param {string} chosen
 * @param {(value: string) => void} onChoose
 * @param {{isBare?: boolean}} [look] bare: the label is only heard
 * @returns {HTMLElement}
 */
export function choice(key, label, options, chosen, onChoose, { isBare = false } = {}) {
  const select = el(
    'select',
    { data: { key }, 'aria-label': isBare ? label : null, onchange: () => onChoose(select.value) },
    options.map(({ value, words, isOff }) =>
      el('option', { value, selected: value === chosen, disabled: isOff }, words),
    ),
  );
  return isBare ? select : el('label', {}, label, select);
}

/**
 * @param {string} key
 * @param {string} label
 * @param {number} value
 * @param {{min?: number, max?: number, step?: number|string}} bounds
 * @param {(value: number) => void} onInput only told of numbers within the bounds
 * @param {{isBare?: boolean}} [look]
 */
export function numberBox(key, label, value, bounds, onInput, { isBare = false } = {}) {
  const input = el('input', {
    type: 'number',
    inputmode: 'decimal',
    required: true,
    step: 'any',
    ...Object.fromEntries(Object.entries(bounds).map(([name, bound]) => [name, String(bound)])),
    value: String(value),
    data: { key },
    'aria-label': isBare ? label : null,
    oninput: () => {
      input.setAttribute('aria-invalid', String(!input.checkValidity()));
      if (input.checkValidity()) onInput(input.valueAsNumber);
    },
  });
  return isBare ? input : el('label', {}, label, input);
}

/** @param {string} key @param {string} label @param {string} value @param {(value: string) => void} onInput @param {string} [placeholder] */
export function textBox(key, label, value, onInput, placeholder = '') {
  const input = el('input', {
    value,
    placeholder,
    maxlength: '120',
    autocomplete: 'off',
    data: { key },
    'aria-label': label,
    oninput: () => onInput(input.value.trim()),
  });
  return input;
}

/** @param {string} key @param {string} label @param {boolean} isOn @param {(isOn: boolean) => void} onChange */
export function check(key, label, isOn, onChange) {
  const input = el('input', {
    type: 'checkbox',
    checked: isOn,
    data: { key },
    onchange: () => onChange(input.checked),
  });
  return el('label', { class: 'check' }, input, el('span', {}, label));
}

/** A colour of its own, with the palette near at hand. @param {string} key @param {string} label @param {string} value @param {(value: string) => void} onInput */
export function colourBox(key, label, value, onInput) {
  const input = el('input', {
    type: 'color',
    class: 'colour-box',
    list: 'palette-colours',
    value: value || '#ffffff',
    data: { key },
    'aria-label': label,
    oninput: () => onInput(input.value.toUpperCase()),
  });
  return input;
}

/** @returns {HTMLElement} the colours that colour boxes offer first; once in the form */
export const paletteList = () =>
  el(
    'datalist',
    { id: 'palette-colours' },
    given.palette.map(({ colour }) => el('option', { value: colour.toLowerCase() })),
  );

/** @param {string} key @param {string} label @param {number} share 0 to 1 @param {(share: number) => void} onInput */
export function shareSlider(key, label, share, onInput) {
  // The slider tells its value by itself.
  const output = el('span', { class: 'share-value', 'aria-hidden': 'true' }, percent(share));
  const input = el('input', {
    type: 'range',
    min: '0',
    max: '100',
    step: '5',
    value: String(Math.round(share * 100)),
    'aria-valuetext': percent(share),
    data: { key },
    oninput: () => {
      output.textContent = percent(input.valueAsNumber / 100);
      input.setAttribute('aria-valuetext', output.textContent);
      onInput(input.valueAsNumber / 100);
    },
  });
  return el('label', { class: 'share' }, el('span', {}, label), input, output);
}

const percent = (share) => `${Math.round(share * 100)}%`;

/**
 * Radio buttons side by side.
 * @param {string} name
 * @param {string} label
 * @param {{value: string, words: string, picture?: Node, isOff?: boolean, why?: string}[]} options
 * @param {string} chosen
 * @param {(value: string) => void} onChoose
 */
export function segments(name, label, options, chosen, onChoose) {
  return el(
    'fieldset',
    { class: 'segments' },
    el('legend', {}, label),
    el(
      'div',
      { class: 'segment-row' },
      options.map(({ value, words, picture, isOff, why }) =>
        el(
          'label',
          { class: 'segment', title: isOff ? why : null },
          el('input', {
            type: 'radio',
            name,
            value,
            checked: value === chosen,
            disabled: isOff,
            data: { key: `${name}-${value}` },
            onchange: () => onChoose(value),
          }),
          picture,
          el('span', {}, words, isOff && el('span', { class: 'sr-only' }, ` ${why}`)),
        ),
      ),
    ),
  );
}

/** @param {string} key @param {string} label @param {string} value @param {(value: string) => void} onChoose */
export const patternBox = (key, label, value, onChoose) =>
  choice(
    key,
    label,
    given.style.patterns.map(({ name, title }) => ({ value: name, words: pick(title) })),
    value,
    onChoose,
    { isBare: true },
  );

/** @param {string} key @param {string} label @param {string} value @param {(value: string) => void} onChoose @param {{isBare?: boolean}} [look] */
export const shapeBox = (key, label, value, onChoose, look) =>
  choice(
    key,
    label,
    ['circle', 'square', 'diamond', 'triangle'].map((name) => ({ value: name, words: t(`style.shape.${name}`) })),
    value,
    onChoose,
    look,
  );

/** @param {{name: string}[]} fields @returns {{value: string, words: string}[]} */
export const fieldOptions = (fields) =>
  fields.map(({ name }) => ({
    value: name,
    words: fieldTitle(name) === name ? name : `${fieldTitle(name)}（${name}）`,
  }));

/** @param {string} key @param {string} words @param {() => void} onclick @param {Record<string, string>} [more] */
export const smallButton = (key, words, onclick, more = {}) =>
  el('button', { type: 'button', class: 'office-small', data: { key }, onclick, ...more }, words);

/** @param {string[]} colours @returns {SVGElement} side by side */
export function ramp(colours) {
  const width = 96 / colours.length;
  return svg(
    'svg',
    { class: 'ramp', viewBox: '0 0 96 16', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    colours.map((fill, place) => svg('rect', { x: place * width, y: 0, width: width + 0.3, height: 16, fill })),
  );
}
