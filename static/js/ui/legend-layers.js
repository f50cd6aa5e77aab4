/** The part of the legend that tells the layers that are switched on, with how precise their positions are. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { isShownAt } from '../lib/layer-style.js';
import { isRough, isSharp } from '../lib/precision.js';
import { layerSymbolSwatch } from './layer-swatch.js';
import { sizeFigure } from './legend-sizes.js';
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
      shown.flatMap((layer) => rows(layer, info[layer.id], store.get('zoom'))),
    ),
  );
}

/** @param {import('../store.js').Store} store @returns {string} changes when a layer comes to be drawn, or no longer is */
export const shownKey = (store) =>
  Object.entries(store.get('layerInfo') ?? {})
    .map(([id, { style }]) => `${id}${style ? isShownAt(style, store.get('zoom')) : ''}`)
    .join();

function rows(layer, info, zoom) {
  if (info?.style) return styledRows(layer, info, zoom);
  const entries = info?.legend?.length > 0 ? info.legend : [{ label: layer.title, symbol: {} }];
  const precisions = info?.precisions?.length > 0 ? info.precisions : [layer.precision];
  return /point/i.test(layer.geometry) ? pointRows(layer, entries, precisions) : areaRows(layer, entries);
}

/** As staff styled it: one symbol has one line; classes stand below the layer's name and the field that they are of. */
function styledRows(layer, { style, legend, precisions }, zoom) {
  const rough = { isRough: [layer.precision, ...precisions].some(isRough) };
  const notes = isShownAt(style, zoom)
    ? []
    : [t(zoom < style.min_zoom ? 'legend.layerCloser' : 'legend.layerFurther')];
  const sizes = legend.filter(({ kind }) => kind === 'size');
  const classes = legend.filter(({ kind }) => kind !== 'size' && kind !== 'not_drawn');
  const swatch = ({ symbol }) => layerSymbolSwatch(symbol, layer.geometry, rough);
  if (classes.length === 1 && !classes[0].kind)
    return [row(swatch(classes[0]), pick(layer.title), notes.join(''))];
  notes.push(...legend.filter(({ kind }) => kind === 'not_drawn').map(({ label }) => pick(label)));
  return [
    el(
      'li',
      { class: 'legend-layer' },
      el(
        'p',
        { class: 'legend-layer-title' },
        pick(layer.title),
        el('small', { class: 'note' }, ` ${style[style.renderer]?.field ?? ''}`),
      ),
      classes.length > 0 &&
        el(
          'ul',
          { class: 'legend-list' },
          classes.map((entry) => row(swatch(entry), pick(entry.label), '')),
        ),
      sizes.length > 0 && sizeFigure(sizes),
      notes.map((words) => el('p', { class: 'note' }, words)),
    ),
  ];
}

/** One line for what stands exactly, one for what is only roughly known; the server's own hollow entry says the same. */
function pointRows({ style }, entries, precisions) {
  const groups = [precisions.filter(isSharp), precisions.filter((one) => !isSharp(one))];
  return entries
    .filter(({ symbol }) => !symbol.hollow)
    .flatMap(({ label, symbol: entry }) => {
      const { fill, stroke, symbol } = { ...style, ...entry };
      return groups.map(
        (group) =>
          group.length > 0 &&
          row(
            pointSwatch({ fill: fill || stroke || '#56616b', symbol }, isSharp(group[0])),
            pick(label),
            namesOf(group),
          ),
      );
    });
}

/** What is drawn alike has one line. */
function areaRows({ style, title }, entries) {
  const looks = new Map();
  for (const { label, symbol: entry } of entries) {
    const { fill, stroke, pattern } = { ...style, ...entry };
    const key = [fill, stroke, pattern].join();
    if (!looks.has(key)) looks.set(key, { fill, stroke, pattern, labels: [] });
    looks.get(key).labels.push(pick(label));
  }
  return [...looks.values()].map(({ fill, stroke, pattern, labels }) => {
    const colour = fill || stroke || '#56616b';
    const swatch = areaSwatch(colour, stroke || colour, pattern === 'diagonal');
    return row(swatch, pick(title), entries.length > 1 ? labels.join(t('list.and')) : '');
  });
}

const namesOf = (precisions) => precisions.map((one) => t(`precision.${one}`)).join(t('list.comma'));

const row = (swatch, label, detail) =>
  el('li', { class: 'legend-row' }, swatch, el('span', {}, label, el('small', { class: 'note' }, ` ${detail}`)));
