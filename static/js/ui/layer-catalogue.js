/** Everything that is published, by group, each with a switch; a box finds layers by their words. */
import { el, fill } from '../dom.js';
import { lang, pick, t, wordOf } from '../i18n.js';
import { icon } from './icons.js';
import { layerSwatch } from './layer-row.js';
import { emptyState } from './load.js';

/** Groups of our own come before those of the topics. */
const OWN_GROUPS = ['uploads', 'places', 'goals', 'admin'];

/** With fewer layers than this a box to find them would be in the way. */
const BOX_FROM = 12;

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mountLayerCatalogue(element, store) {
  const { layers } = store.get('bootstrap');
  if (layers.length === 0) return () => {};
  const box = el('input', {
    type: 'search',
    class: 'input',
    placeholder: t('layers.find'),
    'aria-label': t('layers.find'),
  });
  const list = el('div', {});
  fill(element, layers.length >= BOX_FROM && el('div', { class: 'layer-find' }, box), list);

  const draw = () => {
    const query = box.value.trim().toLowerCase();
    const found = layers.filter(({ title }) =>
      [title.zh, title.en].some((text) => text?.toLowerCase().includes(query)),
    );
    const opened = new Set(
      [...list.querySelectorAll('details[open][data-group]')].map(({ dataset }) => dataset.group),
    );
    const groups = byGroup(found, store.get('bootstrap').groups);
    fill(
      list,
      groups.length === 0
        ? emptyState(t('search.nothing', { query: box.value.trim() }), t('layers.find.hint'))
        : groups.map((group, index) =>
            groupOf(
              group,
              Boolean(query) || opened.has(group.slug) || (opened.size === 0 && index < OWN_GROUPS.length),
            ),
          ),
    );
    mark();
  };
  const mark = () => {
    const on = new Set(store.view.layers.map(({ id }) => id));
    for (const button of list.querySelectorAll('[role=switch]'))
      button.setAttribute('aria-checked', String(on.has(button.dataset.layer)));
    for (const group of list.querySelectorAll('[data-group]')) {
      const count = group.querySelectorAll('[aria-checked=true]').length;
      group.querySelector('.layer-on').textContent = count > 0 ? t('layers.onCount', { count }) : '';
    }
  };
  box.addEventListener('input', draw);
  const stops = [store.on('layers', mark), store.on('themeShown', draw)];
  draw();
  return () => stops.forEach((stop) => stop());
}

function byGroup(layers, topicGroups) {
  const slugs = [
    ...new Set([...OWN_GROUPS, ...topicGroups.map(({ slug }) => slug), ...layers.map(({ group }) => group)]),
  ];
  return slugs
    .map((slug) => ({
      slug,
      title: pick(topicGroups.find((one) => one.slug === slug)) || wordOf('layers.group', slug),
      layers: inOrder(
        layers.filter(({ group }) => group === slug),
        OWN_GROUPS.includes(slug),
      ),
    }))
    .filter((group) => group.layers.length > 0);
}

/** Layers of topics stand by their names; ours in the order in which they are declared. */
const inOrder = (layers, isOwn) =>
  isOwn ? layers : [...layers].sort((one, other) => pick(one.title).localeCompare(pick(other.title), lang()));

function groupOf({ slug, title, layers }, isOpen) {
  return el(
    'details',
    { class: 'layer-group', open: isOpen, data: { group: slug } },
    el(
      'summary',
      {},
      el('span', {}, title),
      el('span', { class: 'layer-on' }),
      el('span', { class: 'count' }, layers.length),
    ),
    el('ul', {}, layers.map(row)),
  );
}

function row(layer) {
  const { id, count, precision, date } = layer;
  const title = pick(layer.title);
  const at = precision && t('precision.of', { precision: wordOf('precision', precision) });
  const facts = [t('layers.count', { count }), at, date].filter(Boolean).join(' · ');
  return el(
    'li',
    { class: 'layer' },
    el(
      'button',
      { type: 'button', class: 'layer-switch', role: 'switch', 'aria-checked': 'false', data: { layer: id } },
      el('span', { class: 'switch' }),
      layerSwatch(layer),
      el('span', { class: 'layer-name' }, title, el('small', {}, facts)),
    ),
    el(
      'button',
      {
        type: 'button',
        class: 'icon-button layer-info',
        'aria-expanded': 'false',
        'aria-controls': `layer-${id}`,
        'aria-label': t('layers.info', { title }),
        title: t('layers.info', { title }),
        data: { info: id },
      },
      icon('info'),
    ),
    el('div', { class: 'layer-details', id: `layer-${id}`, hidden: true }),
  );
}
