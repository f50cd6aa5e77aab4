/** A layer that is switched on: its sign, its place in the order, its opacity. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { chosenStyle } from '../lib/layer-drawing.js';
import { isRough, isSharp } from '../lib/precision.js';
import { icon } from './icons.js';
import { layerStyleSwatch } from './layer-swatch.js';
import { areaSwatch, pointSwatch } from './swatch.js';

const FALLBACK_COLOUR = '#56616b';

/**
 * @param {object} layer of the server's list
 * @param {import('../state.js').LayerChoice} choice
 * @param {{isFirst: boolean, isLast: boolean, isBroken: boolean}} place
 * @returns {HTMLElement}
 */
export function shownLayer(layer, { id, opacity }, { isFirst, isLast, isBroken }) {
  const title = pick(layer.title);
  const act = (name, sign, isOff = false) =>
    el(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        disabled: isOff,
        data: { act: name, layer: id },
        'aria-label': t(`layers.${name}.of`, { title }),
        title: t(`layers.${name}.of`, { title }),
      },
      icon(sign),
    );
  return el(
    'li',
    { class: 'layer-shown' },
    layerSwatch(layer),
    el('span', { class: 'layer-title' }, title),
    el(
      'span',
      { class: 'layer-acts' },
      act('up', 'up', isFirst),
      act('down', 'down', isLast),
      act('off', 'close'),
    ),
    isBroken && el('p', { class: 'layer-broken', role: 'alert' }, icon('flag'), t('layers.broken')),
    el(
      'label',
      { class: 'layer-opacity' },
      el('span', {}, t('layers.opacity')),
      el('input', {
        type: 'range',
        min: '0',
        max: '100',
        step: '5',
        value: String(Math.round(opacity * 100)),
        data: { layer: id },
        'aria-label': t('layers.opacity.of', { title }),
      }),
      el('output', { 'data-of': id }),
    ),
  );
}

/** @param {object} layer of the server's list @returns {SVGElement} as it is drawn */
export function layerSwatch({ geometry, precision, group, style = {} }) {
  const own = chosenStyle({ group, style });
  if (own) return layerStyleSwatch(own, { isRough: isRough(precision) });
  const colour = style.fill || style.stroke || FALLBACK_COLOUR;
  if (/point/i.test(geometry)) return pointSwatch({ fill: colour, symbol: style.symbol }, isSharp(precision));
  return areaSwatch(colour, style.stroke || colour, false);
}
