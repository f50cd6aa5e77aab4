/** The title of the map: what is shown, where, and every filter as a chip that can be taken off. */
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { topicColours } from '../lib/paint.js';
import { isComparing } from '../lib/query.js';
import { icon } from './icons.js';
import { regionName } from './region.js';
import { topicSwatch } from './swatch.js';

/** More topics than this are counted in the title; the chips name them. */
const MOST_NAMED = 2;

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountChips(element, store) {
  const bootstrap = store.get('bootstrap');
  const show = () => {
    const chips = isComparing(store.view) ? [] : filterChips(store.view, bootstrap);
    fill(
      element,
      el('h2', { class: 'map-title' }, mapTitle(store, bootstrap)),
      chips.length > 0 &&
        el(
          'ul',
          { class: 'chips', 'aria-label': t('chips.label') },
          chips.map(({ label, patch, kind, swatch }) =>
            el(
              'li',
              {},
              el(
                'button',
                {
                  type: 'button',
                  class: 'chip',
                  data: { patch: JSON.stringify(patch) },
                  title: t('chips.remove', { label }),
                },
                el('span', { class: 'visually-hidden' }, t('chips.remove', { label: '' })),
                swatch ?? el('span', { class: 'chip-kind' }, kind),
                el('span', { class: 'chip-label' }, label),
                icon('close'),
              ),
            ),
          ),
        ),
    );
  };
  const stops = [
    delegate(element, 'click', '[data-patch]', ({ dataset }) => store.set(JSON.parse(dataset.patch))),
    store.on(
      ['topic', 'doc', 'clause', 'relation', 'kind', 'year', 'region', 'indicator', 'painting', 'themeShown'],
      show,
    ),
  ];
  show();
  return () => stops.forEach((stop) => stop());
}

function mapTitle({ view, get }, bootstrap) {
  const region = regionName(view.region, bootstrap);
  const topics = view.topic.map((slug) => pick(bootstrap.topics.find((one) => one.slug === slug)));
  const named =
    topics.length > MOST_NAMED ? t('chips.topics', { count: topics.length }) : topics.join(t('list.and'));
  const document = pick(bootstrap.documents.find(({ id }) => id === view.doc)?.title);
  const indicator = pick(get('painting')?.choropleth?.indicator);
  const compared = isComparing(view) && get('compared')?.title;
  const subject = compared || named || document || indicator;
  return subject ? `${region} · ${subject}` : region;
}

function filterChips(view, bootstrap) {
  const named = (list, slug, key = 'slug') => pick(list.find((one) => one[key] === slug)) || slug;
  const many = (key, list) =>
    view[key].map((slug) => ({
      kind: t(`filter.${key}`),
      label: named(list, slug),
      patch: { [key]: view[key].filter((one) => one !== slug) },
    }));
  return [
    ...topicColours(bootstrap, view.topic).map((sign) => ({
      swatch: topicSwatch(sign),
      label: named(bootstrap.topics, sign.slug),
      patch: { topic: view.topic.filter((one) => one !== sign.slug) },
    })),
    view.doc && {
      kind: t('filter.doc'),
      patch: { doc: '', clause: '' },
      label: pick(bootstrap.documents.find(({ id }) => id === view.doc)?.title) || view.doc,
    },
    view.clause && { kind: t('filter.clause'), label: view.clause, patch: { clause: '' } },
    ...many('relation', bootstrap.relations),
    ...many('kind', bootstrap.kinds),
    view.year && { kind: t('filter.year'), label: String(view.year), patch: { year: null } },
    view.indicator && {
      kind: t('filter.indicator'),
      patch: { indicator: '' },
      label: named([...bootstrap.indicators.map((one) => ({ ...one, slug: one.id }))], view.indicator),
    },
  ].filter(Boolean);
}
