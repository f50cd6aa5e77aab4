/** One feature of a layer (a zone, a site …): its fields under their titles, its precision, and the county it lies in. */
import { getItem, getLayer } from '../api.js';
import { el, fill } from '../dom.js';
import { locale, pick, t, wordOf } from '../i18n.js';
import { formatNumber } from '../lib/numbers.js';
import { ADDED_GROUP } from '../lib/layer-drawing.js';
import { isSharp } from '../lib/precision.js';
import { followLinks, unitLink } from './links.js';
import { loadInto } from './load.js';
import { pointSwatch } from './swatch.js';

const OWN_LINES = new Set(['name', 'precision', 'adcode', 'county', 'atlas_adcode', 'atlas_county']);

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mount(element, store) {
  const [layerId, fid] = store.view.item.split('/');
  const fetchBoth = () => Promise.all([getLayer(layerId), getItem(layerId, fid, { channel: 'item' })]);
  loadInto(element, fetchBoth, ([layer, feature]) => fill(element, ...parts(layer, feature)), { channel: 'item' });
  return followLinks(element, store);
}

function parts(layer, { properties }) {
  const { [layer.title_field || 'name']: name, precision = layer.precision, ...rest } = properties;
  const adcode = rest.adcode ?? rest.atlas_adcode;
  const county = rest.county ?? rest.atlas_county;
  // A layer that staff added may have a field 所在县 of its own, which need not agree with where its features lie.
  const isOwnCounty = !('atlas_adcode' in rest);
  const fields = shownFields(layer).filter(
    (field) => !OWN_LINES.has(field.name) && field.name !== layer.title_field && hasValue(properties[field.name]),
  );
  return [
    el(
      'header',
      { class: 'detail-head' },
      el('p', { class: 'detail-path' }, pick(layer.title)),
      el('h2', {}, name ?? t('item.noName')),
    ),
    precision &&
      el(
        'p',
        { class: 'item-precision' },
        pointSwatch({ fill: 'currentColor' }, isSharp(precision)),
        t('item.precision', { precision: t(`precision.${precision}`) }),
      ),
    el(
      'dl',
      { class: 'fields' },
      adcode && field(t(isOwnCounty ? 'item.county' : 'item.countyByPosition'), el('a', unitLink(adcode), county ?? adcode)),
      fields.map((one) => field(pick(one.title) || one.name, shown(properties[one.name], one.name))),
    ),
    el('p', { class: 'note' }, [layer.source, layer.date].map(pick).filter(Boolean).join(' · ')),
  ];
}

/** Of a layer that staff added, the fields that they chose, in their order. */
function shownFields({ group, schema = [], popup = [] }) {
  if (group !== ADDED_GROUP) return schema;
  return popup.map((name) => schema.find((field) => field.name === name)).filter(Boolean);
}

const hasValue = (value) => value !== null && value !== undefined && value !== '';
/** A year is never grouped like an amount. */
const isYear = (name) => /\u5e74|year/i.test(name);
const shown = (value, name) =>
  typeof value === 'number' && !isYear(name)
    ? formatNumber(value, locale())
    : wordOf('zone', wordOf('site', String(value)));
const field = (title, value) => el('div', {}, el('dt', {}, title), el('dd', {}, value));
