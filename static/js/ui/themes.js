/** The themes tab: topics by group with their counties, and the indicators below. */
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { countByTopic } from '../lib/counts.js';
import { topicColours } from '../lib/paint.js';
import { icon } from './icons.js';
import { mountIndicators } from './indicators.js';
import { emptyState } from './load.js';
import { topicSwatch } from './swatch.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mount(element, store) {
  const topics = el('div', { class: 'topics' });
  const indicators = el('div', { class: 'indicators' });
  const clear = el(
    'button',
    { type: 'button', class: 'link-button', onclick: () => store.set({ topic: [] }) },
    t('themes.clear'),
  );
  const toDocuments = el(
    'button',
    { type: 'button', class: 'link-button', onclick: () => store.set({ tab: 'documents' }) },
    t('themes.empty.documents'),
  );
  fill(
    element,
    el('header', { class: 'panel-head' }, el('h2', {}, t('themes.title')), clear),
    el('p', { class: 'note' }, t('themes.note')),
    topics,
    el('h2', { class: 'panel-subhead' }, t('indicators.title')),
    indicators,
  );

  const draw = () => {
    const sections = groupSections(store).filter(Boolean);
    fill(topics, sections.length > 0 ? sections : [emptyState(t('themes.empty'), t('themes.empty.hint')), toDocuments]);
  };
  const mark = () => {
    const signs = new Map(
      topicColours(store.get('bootstrap'), store.view.topic).map((topic) => [topic.slug, topic]),
    );
    for (const row of topics.querySelectorAll('[data-slug]')) {
      const sign = signs.get(row.dataset.slug);
      row.setAttribute('aria-pressed', String(Boolean(sign)));
      fill(row.firstElementChild, sign ? topicSwatch(sign) : null);
    }
    clear.classList.toggle('is-hidden', store.view.topic.length === 0);
  };
  const refresh = () => {
    draw();
    mark();
  };
  const stops = [
    delegate(topics, 'click', '[data-slug]', (row, event) => choose(store, row.dataset.slug, event)),
    store.on('overview', refresh),
    store.on(['topic', 'themeShown'], mark),
    mountIndicators(indicators, store),
  ];
  refresh();
  return () => stops.forEach((stop) => stop());
}

/** A topic more or less; the selection is kept in the order of choosing, so colours stay with their topics. */
function choose(store, slug) {
  const chosen = store.view.topic;
  store.set({ topic: chosen.includes(slug) ? chosen.filter((one) => one !== slug) : [...chosen, slug] });
}

function groupSections(store) {
  const { groups, topics } = store.get('bootstrap');
  const overview = store.get('overview');
  const counts = countByTopic(topics, overview);
  // Counts over all documents would be wrong beside the map of one region: better none.
  const isKnown = Boolean(overview) || store.view.region === 'all';
  return groups.map((group) => {
    const rows = topics
      .filter((topic) => topic.group === group.slug)
      .map((topic) => ({ topic, count: counts.get(topic.slug) }))
      .filter(({ topic, count }) => count.asked + count.scope > 0 || store.view.topic.includes(topic.slug));
    return (
      rows.length > 0 &&
      el(
        'section',
        { class: 'topic-group' },
        el('h3', {}, groupMark(group.colour), pick(group)),
        rows.sort((one, other) => other.count.asked - one.count.asked).map((row) => topicRow(row, isKnown)),
      )
    );
  });
}

const groupMark = (colour) => {
  const mark = el('span', { class: 'group-mark' });
  mark.style.backgroundColor = colour;
  return mark;
};

function topicRow({ topic, count }, isKnown) {
  const text =
    count.asked > 0 ? t('themes.counties', { count: count.asked }) : t('themes.scope', { count: count.scope });
  return el(
    'button',
    { type: 'button', class: 'topic', data: { slug: topic.slug }, 'aria-pressed': 'false' },
    el('span', { class: 'topic-check' }),
    el('span', { class: 'topic-name' }, pick(topic)),
    el('span', { class: 'count' }, isKnown && text),
    icon('close'),
  );
}
