/** The part of the legend that tells the layers that are switched on, with how precise their positions are. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { isSharp } from '../lib/precision.js';
import { areaSwatch, pointSwatch } from './swatch.js';

/**
 * @param {import('../store.js').Store} store
 * @returns {HTMLElement|null}
 */
export function layerRows(store) {
  const known = store.get('bootstrap').layers;
  const info = store.get('layerInfo') ?? {};
  const shown = store.view.layers.map(({ id }) => known.find((layer) => layer.id === id)).filter(Boolean);
  if (shown.length === 0) return null;
  return el(
    'section',
    { class: 'legend-section' },
    el('h3', { class: 'legend-heading' }, t('legend.layers')),
    el(
      'ul',
      { class: 'legend-list' },
      shown.flatMap((layer) => rows(layer, info[layer.id])),
    ),
  );
}

function rows(layer, info) {
  const entries = info?.legend?.length > 0 ? info.legend : [{ label: layer.title, symbol: {} }];
  const precisions = info?.precisions?.length > 0 ? info.precisions : [layer.precision];
  return entries.map(({ label, symbol }) =>
    el(
      'li',
      { class: 'legend-row' },
      swatchOf(layer, symbol, precisions),
      el(
        'span',
        {},
        pick(label),
        el('small', { class: 'note' }, ` ${precisions.map((one) => t(`precision.${one}`)).join(t('list.comma'))}`),
      ),
    ),
  );
}

function swatchOf({ geometry, style }, entry, precisions) {
  const { fill, stroke, symbol } = { ...style, ...entry };
  const colour = fill || stroke || '#56616b';
  return /point/i.test(geometry)
    ? pointSwatch({ fill: colour, symbol }, precisions.every(isSharp))
    : areaSwatch(colour, stroke || colour);
}
