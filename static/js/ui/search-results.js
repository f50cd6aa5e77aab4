/** How the answers of the search look, and where each leads. */
import { el } from '../dom.js';
import { hasMessage, pick, t } from '../i18n.js';
import { icon } from './icons.js';

const ICONS = {
  topic: 'themes',
  document: 'documents',
  clause: 'documents',
  layer: 'layers',
  cluster: 'targets',
  project: 'targets',
};

/** @param {{kind: string, results: object[]}[]} groups */
export function resultGroups(groups) {
  let index = -1;
  return groups.map(({ kind, results }) =>
    el(
      'div',
      { role: 'group', class: 'search-group', 'aria-label': t(`search.kind.${kind}`) },
      el('div', { class: 'search-kind', 'aria-hidden': 'true' }, t(`search.kind.${kind}`)),
      results.map((result) => option(result, kind, (index += 1))),
    ),
  );
}

function option({ label, detail, matched }, kind, index) {
  return el(
    'div',
    { role: 'option', class: 'search-option', id: `search-option-${index}`, data: { index: String(index) } },
    icon(ICONS[kind] ?? 'pin'),
    el('span', { class: 'search-label' }, pick(label)),
    matched &&
      el(
        'span',
        { class: 'search-matched' },
        hasMessage(`search.matched.${matched}`) ? t(`search.matched.${matched}`) : matched,
      ),
    el('span', { class: 'search-detail' }, pick(detail)),
  );
}

/** Where an answer leads: a patch of the view, and whether the map goes there. */
const LEADS = {
  topic: ({ topic }) => ({ tab: 'themes', topic: [topic] }),
  document: ({ document }) => ({ tab: 'documents', doc: document, clause: '', unit: '', item: '' }),
  clause: ({ document, clause }) => ({ tab: 'documents', doc: document, clause, unit: '', item: '' }),
  layer: ({ layer }, view) => ({ tab: 'layers', layers: withLayer(view.layers, layer) }),
  zone: ({ layer, id, adcode }, view) =>
    layer
      ? { item: `${layer}/${id}`, unit: '', layers: withLayer(view.layers, layer) }
      : { unit: adcode, compare: '' },
  province: ({ adcode }, view, regions) =>
    regions.has(adcode) ? { region: adcode, at: null, unit: '' } : { unit: adcode, compare: '' },
};

const withLayer = (layers, id) => (layers.some((one) => one.id === id) ? layers : [{ id, opacity: 1 }, ...layers]);

/**
 * @param {import('../store.js').Store} store
 * @param {object} result with its `kind`
 */
export function chooseResult(store, result) {
  const regions = new Set(store.get('bootstrap').regions.map(({ adcode }) => adcode));
  const lead = LEADS[result.kind] ?? (({ adcode }) => ({ unit: adcode, compare: '', item: '' }));
  const patch = lead(result, store.view, regions);
  const province = `${(result.adcode || '').slice(0, 2)}0000`;
  // A county outside the province in focus would stand on blank ground: the focus goes there with it.
  if (patch.unit && regions.has(province) && store.view.region !== 'all') patch.region = province;
  store.set(patch);
  if (patch.region && !patch.unit) store.put('goto', { region: patch.region, at: Date.now() });
  else if (result.bbox) store.put('goto', { bbox: result.bbox, at: Date.now() });
}
