/** What is said of a layer, and how it is drawn: two forms that save by themselves. */
import { el, fill } from '../dom.js';
import { ask } from './ask.js';
import { given } from './given.js';
import { completeStyle, geometryKind, outlines } from './looks.js';
import { fieldTitle, pick, t } from './words.js';

const ABOUT = ['source', 'licence', 'date', 'precision', 'contact', 'attribution'];

/** Sends changes and says beside the button what came of it. */
async function save(layer, form, changes, onSaved) {
  const said = form.querySelector('.form-said');
  const button = form.querySelector('.form-end button');
  button.disabled = true;
  said.textContent = '';
  try {
    onSaved(await ask(`/api/manage/layers/${encodeURIComponent(layer)}`, { method: 'PATCH', body: changes }));
    said.className = 'form-said';
    said.textContent = t('saved');
  } catch (error) {
    said.className = 'form-said is-wrong';
    said.textContent = [error.message, error.hint].filter(Boolean).join(' ');
  }
  button.disabled = false;
}

/**
 * @param {HTMLFormElement} form written by the server
 * @param {object} layer
 * @param {(layer: object) => void} onSaved
 */
export function connectAbout(form, layer, onSaved) {
  const { elements } = form;
  elements.title_zh.value = layer.title.zh;
  elements.title_en.value = layer.title.en;
  elements.description.value = layer.description;
  ABOUT.forEach((name) => (elements[name].value = layer.metadata[name] ?? ''));
  form.querySelector('fieldset').disabled = false;
  form.onsubmit = (event) => {
    event.preventDefault();
    const changes = {
      title: { zh: elements.title_zh.value, en: elements.title_en.value },
      description: elements.description.value,
      metadata: Object.fromEntries(ABOUT.map((name) => [name, elements[name].value])),
    };
    save(layer.id, form, changes, onSaved);
  };
}

/**
 * @param {HTMLFormElement} form empty
 * @param {object} layer
 * @param {{geometry_type: string, fields: {name: string}[]}} version
 * @param {{onSaved: (layer: object) => void, onTry: (style: object) => void}} told `onTry` while it is being chosen
 */
export function connectStyle(form, layer, version, { onSaved, onTry }) {
  const kind = geometryKind(version.geometry_type);
  const style = completeStyle(layer.style, version.geometry_type);
  const main = kind === 'line' ? style.stroke : style.fill;
  const fields = version.fields.map(({ name }) => name);
  fill(
    form,
    colourPart(main),
    kind !== 'line' && outlinePart(style, main),
    numberPart('width_px', 'style.width', style.width_px, { min: 0, max: 12, step: 0.1 }),
    kind === 'point' && numberPart('radius_px', 'style.radius', style.radius_px, { min: 1, max: 24, step: 0.5 }),
    popupPart(fields, style.popup ?? fields.slice(0, 12)),
    el(
      'div',
      { class: 'form-end' },
      el('button', { class: 'office-button' }, t('save')),
      el('span', { class: 'form-said', role: 'status' }),
    ),
  );
  form.oninput = () => onTry(completeStyle(readStyle(form, kind), version.geometry_type));
  form.onsubmit = (event) => {
    event.preventDefault();
    save(layer.id, form, { style: readStyle(form, kind) }, onSaved);
  };
}

function readStyle(form, kind) {
  const data = new FormData(form);
  const colour = data.get('colour');
  const outline = data.get('outline');
  return {
    fill: kind === 'line' ? '' : colour,
    stroke: !outline || outline === 'same' ? colour : outline,
    width_px: Number(data.get('width_px')),
    ...(kind === 'point' && { radius_px: Number(data.get('radius_px')) }),
    popup: data.getAll('popup'),
  };
}

function colourPart(chosen) {
  const known = given.palette.map(({ colour }) => colour);
  const colours = known.includes(chosen) ? given.palette : [{ colour: chosen, title: { zh: chosen, en: chosen } }, ...given.palette];
  return el(
    'fieldset',
    { class: 'swatches' },
    el('legend', {}, t('style.colour')),
    colours.map(({ colour, title }) => {
      const patch = el('span', { class: 'swatch-patch' });
      patch.style.background = colour;
      return el(
        'label',
        { title: pick(title) },
        el('input', { type: 'radio', name: 'colour', value: colour, checked: colour === chosen, 'aria-label': `${pick(title)} ${colour}` }),
        patch,
      );
    }),
    el('p', { class: 'office-quiet' }, t('style.colour.hint')),
  );
}

function outlinePart(style, main) {
  const options = outlines(main).map(({ value, words }, place) =>
    el('option', { value: place === 0 ? 'same' : value, selected: value === style.stroke }, words),
  );
  return el('label', {}, t('style.outline'), el('select', { name: 'outline' }, options));
}

const numberPart = (name, key, value, bounds) =>
  el('label', {}, t(key), el('input', { type: 'number', name, value: String(value), required: true, ...bounds }));

function popupPart(fields, chosen) {
  return el(
    'fieldset',
    { class: 'popup-fields' },
    el('legend', {}, t('style.popup')),
    fields.map((name) =>
      el('label', {}, el('input', { type: 'checkbox', name: 'popup', value: name, checked: chosen.includes(name) }), fieldTitle(name)),
    ),
  );
}
