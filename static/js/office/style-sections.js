/** The parts of the form of a style that are folded away: labels, zooms, and what the window of a feature shows. */
import { el } from '../dom.js';
import { LAST_ZOOM } from '../lib/layer-style.js';
import { check, choice, colourBox, fieldOptions, numberBox } from './style-controls.js';
import { DARK } from './style-symbol.js';
import { fieldTitle, number, t } from './words.js';

/** The map of the atlas goes no further. */
const ZOOMS = Array.from({ length: 16 }, (_, index) => index + 3);

/** @param {import('./style-classes.js').Form} form @returns {HTMLElement} */
export function labelPart(form) {
  const { draft, fields, remake, change } = form;
  const { label } = draft;
  const put = (changes) => change({ label: { ...form.draft.label, ...changes } });
  const usual = {
    field: draft.title_field ?? fields[0]?.name,
    size_px: 12,
    colour: DARK,
    halo: true,
    min_zoom: 0,
    max_zoom: LAST_ZOOM,
  };
  return section(
    t('style.label'),
    label ? t('style.label.of', { field: fieldTitle(label.field) }) : t('style.label.none'),
    'label',
    [
      check('label-on', t('style.label.show'), Boolean(label), (isOn) =>
        remake({ label: isOn ? (form.lastLabel ?? usual) : forget(form) }),
      ),
      label &&
        choice('label-field', t('style.field'), fieldOptions(fields), label.field, (field) =>
          remake({ label: { ...form.draft.label, field } }),
        ),
      label &&
        el(
          'div',
          { class: 'form-pair' },
          numberBox('label-size', t('style.label.size'), label.size_px, { min: 8, max: 32 }, (size_px) =>
            put({ size_px }),
          ),
          el(
            'label',
            {},
            t('style.colour'),
            colourBox('label-colour', t('style.label.colour'), label.colour, (colour) => put({ colour })),
          ),
        ),
      label && check('label-halo', t('style.label.halo'), label.halo, (halo) => put({ halo })),
      label && zoomPair('label', label, put),
    ],
  );
}

function forget(form) {
  form.lastLabel = form.draft.label;
  return null;
}

/** @param {import('./style-classes.js').Form} form @returns {HTMLElement} */
export function zoomPart({ draft, change, zoom }) {
  const { min_zoom: from, max_zoom: to } = draft;
  const words =
    from === 0 && to === LAST_ZOOM
      ? t('style.zoom.all')
      : t('style.zoom.some', {
          from: from || t('style.zoom.any'),
          to: to === LAST_ZOOM ? t('style.zoom.any') : to,
        });
  return section(t('style.zoom'), words, 'zoom', [
    zoomPair('layer', draft, change),
    el('p', { class: 'office-quiet' }, t('style.zoom.now'), el('span', { id: 'zoom-now' }, number(zoom()))),
  ]);
}

function zoomPair(key, { min_zoom: from, max_zoom: to }, put) {
  const options = (open) => [
    { value: String(open), words: t('style.zoom.any') },
    ...ZOOMS.map((zoom) => ({ value: String(zoom), words: String(zoom) })),
  ];
  const pair = { min_zoom: from, max_zoom: to };
  const set = (name) => (value) => {
    pair[name] = Number(value);
    // The other end gives way, so that there is always something to see.
    if (pair.min_zoom > pair.max_zoom) pair[name === 'min_zoom' ? 'max_zoom' : 'min_zoom'] = pair[name];
    element
      .querySelectorAll('select')
      .forEach((select, index) => (select.value = String(index ? pair.max_zoom : pair.min_zoom)));
    put({ ...pair });
  };
  const element = el(
    'div',
    { class: 'form-pair' },
    choice(`${key}-from`, t('style.zoom.from'), options(0), String(from), set('min_zoom')),
    choice(`${key}-to`, t('style.zoom.to'), options(LAST_ZOOM), String(to), set('max_zoom')),
  );
  return element;
}

/** @param {import('./style-classes.js').Form} form @returns {HTMLElement} */
export function popupPart(form) {
  const { draft, fields } = form;
  const known = fields.map(({ name }) => name);
  const chosen = (draft.popup ?? known.slice(0, 12)).filter((name) => known.includes(name));
  const ordered = [...chosen, ...known.filter((name) => !chosen.includes(name))];
  const title = [{ value: '', words: t('style.title.auto') }, ...fieldOptions(fields)];
  const setTitle = (name) => {
    const { title_field: before, ...rest } = form.draft;
    form.replace(name ? { ...rest, title_field: name } : rest);
  };
  return section(t('style.popup'), t('style.popup.count', { count: chosen.length }), 'popup', [
    choice('title-field', t('style.title'), title, draft.title_field ?? '', setTitle),
    el(
      'ul',
      { class: 'popup-fields' },
      ordered.map((name) => popupRow(name, chosen, form)),
    ),
  ]);
}

function popupRow(name, chosen, { remake }) {
  const place = chosen.indexOf(name);
  const move = () => remake({ popup: chosen.with(place - 1, name).with(place, chosen[place - 1]) });
  const words = t('style.popup.up', { name: fieldTitle(name) });
  return el(
    'li',
    {},
    check(`popup-${name}`, fieldTitle(name), place >= 0, (isOn) =>
      remake({ popup: isOn ? [...chosen, name] : chosen.filter((one) => one !== name) }),
    ),
    place > 0 &&
      el(
        'button',
        {
          type: 'button',
          class: 'office-icon',
          data: { key: `popup-up-${name}` },
          'aria-label': words,
          title: words,
          onclick: move,
        },
        '↑',
      ),
  );
}

/** A part that is folded away until it is wanted; its line says what it holds. */
function section(title, words, key, children) {
  return el(
    'details',
    { class: 'form-section', data: { section: key } },
    el('summary', { data: { key: `section-${key}` } }, el('span', {}, title), el('small', {}, words)),
    el('div', { class: 'form-section-body' }, children),
  );
}
