/** The title of the map: what is shown, where, and every filter as a chip that can be taken off. */
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { WHOLE_COUNTRY } from '../state.js';
import { icon } from './icons.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountChips(element, store) {
  const bootstrap = store.get('bootstrap');
  const show = () => {
    const chips = filterChips(store.view, bootstrap);
    fill(element, el('h2', { class: 'map-title' }, mapTitle(store, bootstrap)),
      chips.length > 0 && el('ul', { class: 'chips', 'aria-label': t('chips.label') },
        chips.map(({ label, patch, kind }) => el('li', {}, el('button',
          { type: 'button', class: 'chip', data: { patch: JSON.stringify(patch) }, title: t('chips.remove', { label }),
            'aria-label': t('chips.remove', { label }) },
          el('span', { class: 'chip-kind' }, kind), label, icon('close'))))));
  };
  const stops = [
    delegate(element, 'click', '[data-patch]', ({ dataset }) => store.set(JSON.parse(dataset.patch))),
    store.on(['topic', 'doc', 'clause', 'relation', 'kind', 'year', 'region', 'indicator', 'painting'], show),
  ];
  show();
  return () => stops.forEach((stop) => stop());
}

function mapTitle({ view, get }, bootstrap) {
  const region = view.region === WHOLE_COUNTRY ? t('region.all')
    : bootstrap.regions.find(({ adcode }) => adcode === view.region)?.name ?? '';
  const topics = view.topic.map((slug) => pick(bootstrap.topics.find((one) => one.slug === slug)));
  const document = pick(bootstrap.documents.find(({ id }) => id === view.doc)?.title);
  const indicator = pick(get('painting')?.choropleth?.indicator);
  const subject = topics.length > 0 ? topics.join(t('list.and')) : document || indicator;
  return subject ? `${region} · ${subject}` : region;
}

function filterChips(view, bootstrap) {
  const named = (list, slug, key = 'slug') => pick(list.find((one) => one[key] === slug)) || slug;
  const many = (key, list) => view[key].map((slug) => ({
    kind: t(`filter.${key}`), label: named(list, slug), patch: { [key]: view[key].filter((one) => one !== slug) },
  }));
  return [
    ...many('topic', bootstrap.topics),
    view.doc && { kind: t('filter.doc'), patch: { doc: '', clause: '' },
      label: pick(bootstrap.documents.find(({ id }) => id === view.doc)?.title) || view.doc },
    view.clause && { kind: t('filter.clause'), label: view.clause, patch: { clause: '' } },
    ...many('relation', bootstrap.relations),
    ...many('kind', bootstrap.kinds),
    view.year && { kind: t('filter.year'), label: String(view.year), patch: { year: null } },
    view.indicator && { kind: t('filter.indicator'), patch: { indicator: '' },
      label: named([...bootstrap.indicators.map((one) => ({ ...one, slug: one.id }))], view.indicator) },
  ].filter(Boolean);
}
