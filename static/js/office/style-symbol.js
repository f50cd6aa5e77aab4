/** The part of the form of a style that holds for all features: colour, outline, size, strength. */
import { el } from '../dom.js';
import { given } from './given.js';
import { choice, colourBox, numberBox, patternBox, shapeBox, shareSlider } from './style-controls.js';
import { pick, t } from './words.js';

const WHITE = '#FFFFFF';
export const DARK = '#333333';

/** @param {import('./style-classes.js').Form} form @returns {HTMLElement[]} */
export function symbolPart(form) {
  const { draft, change } = form;
  const { geometry, renderer } = draft;
  const isClassed = renderer === 'categories' || renderer === 'graduated';
  const isSized = renderer === 'proportional';
  return [
    !isClassed && colourPart(form),
    el(
      'div',
      { class: 'form-pair' },
      geometry !== 'line' && outlinePart(form),
      numberBox(
        'width',
        t(geometry === 'line' ? 'style.line_width' : 'style.width'),
        draft.width_px,
        { min: 0, max: 12 },
        (width_px) => change({ width_px }),
      ),
      geometry === 'point' &&
        renderer !== 'categories' &&
        !isSized &&
        shapeBox('symbol', t('style.symbol'), draft.symbol, (symbol) => change({ symbol })),
      geometry === 'point' &&
        !isSized &&
        numberBox('radius', t('style.radius'), draft.radius_px, { min: 1, max: 24 }, (radius_px) =>
          change({ radius_px }),
        ),
      geometry === 'polygon' &&
        renderer === 'single' &&
        el(
          'label',
          {},
          t('style.pattern'),
          patternBox('pattern', t('style.pattern'), draft.pattern, (pattern) => change({ pattern })),
        ),
    ),
    shareSlider(
      'opacity',
      t(geometry === 'line' ? 'style.line_opacity' : 'style.opacity'),
      draft.opacity,
      (opacity) => change({ opacity }),
    ),
  ];
}

function colourPart({ draft, change }) {
  const isLine = draft.geometry === 'line';
  const chosen = isLine ? draft.stroke : draft.fill;
  const known = given.palette.some(({ colour }) => colour === chosen);
  const own = colourBox('own-colour', t('style.colour.own'), chosen, (colour) => {
    radio.checked = true;
    put(colour);
  });
  const put = (colour) =>
    change(isLine ? { stroke: colour } : { fill: colour, ...(draft.stroke === draft.fill && { stroke: colour }) });
  const radio = el('input', {
    type: 'radio',
    name: 'colour',
    checked: !known,
    'aria-label': t('style.colour.own'),
    onchange: () => put(own.value.toUpperCase()),
  });
  return el(
    'fieldset',
    { class: 'swatches' },
    el('legend', {}, t('style.colour')),
    given.palette.map(({ colour, title }) => {
      const patch = el('span', { class: 'swatch-patch' });
      patch.style.background = colour;
      const input = {
        type: 'radio',
        name: 'colour',
        value: colour,
        checked: colour === chosen,
        data: { key: `colour-${colour}` },
      };
      return el(
        'label',
        { title: pick(title) },
        el('input', { ...input, 'aria-label': `${pick(title)} ${colour}`, onchange: () => put(colour) }),
        patch,
      );
    }),
    el('span', { class: 'own-colour' }, radio, own),
    el('p', { class: 'office-quiet' }, t('style.colour.hint')),
  );
}

function outlinePart({ draft, change, remake }) {
  const known = { same: draft.fill, white: WHITE, dark: DARK, none: '' };
  const chosen = Object.keys(known).find((name) => known[name] === draft.stroke) ?? 'own';
  const options = [...Object.keys(known), 'own'].map((value) => ({ value, words: t(`style.outline.${value}`) }));
  const put = (name) => remake({ stroke: name === 'own' ? '#6B6459' : known[name] });
  return el(
    'div',
    { class: 'outline' },
    choice('outline', t('style.outline'), options, chosen, put),
    chosen === 'own' &&
      colourBox('outline-colour', t('style.outline'), draft.stroke, (stroke) => change({ stroke })),
  );
}
