/** What is known of a layer, fetched when it is asked for: description, source, licence, precision, fields, downloads. */
import { address, getLayer } from '../api.js';
import { delegate, el, fill } from '../dom.js';
import { locale, pick, t, wordOf } from '../i18n.js';
import { formatNumber } from '../lib/numbers.js';
import { icon } from './icons.js';
import { loadInto } from './load.js';

/** The most features that the server gives at once. */
const LIMIT = 10_000;

/**
 * Opens and closes the details of the rows in an element.
 * @param {HTMLElement} element
 * @returns {() => void} unmount
 */
export function mountLayerDetails(element) {
  return delegate(element, 'click', '[data-info]', (button) => {
    const details = button.parentElement.querySelector('.layer-details');
    const isOpen = details.hidden;
    details.hidden = !isOpen;
    button.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen || details.childElementCount > 0) return;
    const { info: id } = button.dataset;
    loadInto(
      details,
      () => getLayer(id),
      (layer) => fill(details, ...parts(layer)),
      { lines: 4 },
    );
  });
}

function parts(layer) {
  const { id, links = {}, schema = [], count, version, published, crs } = layer;
  const facts = [
    ['source', pick(layer.source)],
    ['date', layer.date],
    ['precision', wordOf('precision', layer.precision)],
    ['licence', pick(layer.licence)],
    ['features', formatNumber(count, locale())],
    [
      'version',
      [version && t('layers.versionNumber', { version: String(version) }), published]
        .filter(Boolean)
        .join(t('list.comma')),
    ],
    ['crs', crs],
    ['fields', schema.map(({ name, title }) => pick(title) || name).join(t('list.and'))],
  ];
  return [
    pick(layer.description) && el('p', {}, pick(layer.description)),
    el(
      'dl',
      { class: 'layer-facts' },
      facts
        .filter(([, text]) => text)
        .map(([key, text]) => el('div', {}, el('dt', {}, t(`layers.fact.${key}`)), el('dd', {}, text))),
    ),
    el(
      'p',
      { class: 'layer-files' },
      el(
        'a',
        {
          class: 'button',
          href: address(`api/layers/${encodeURIComponent(id)}/items`, { limit: LIMIT }),
          download: `${id}.geojson`,
        },
        icon('download'),
        'GeoJSON',
      ),
      links.tilejson &&
        el(
          'a',
          {
            class: 'button',
            href: new URL(links.tilejson.replace(/^\//, ''), document.baseURI).href,
            target: '_blank',
            rel: 'noopener',
          },
          'TileJSON',
        ),
    ),
    count > LIMIT && el('p', { class: 'note' }, t('layers.capped', { count: LIMIT })),
  ].filter(Boolean);
}
