/** Bars of targets by topic, year or place. A bar is a button: topics and years filter the map, places open the county. */
import { el, svg } from '../dom.js';
import { pick, t } from '../i18n.js';
import { facet } from '../lib/targets.js';
import { token } from '../tokens.js';
import { unitLink } from './links.js';

/** Bars shown before "show all". */
const FIRST = 8;

/**
 * @param {object[]} targets of the server, under all filters but topic and year
 * @param {import('../store.js').Store} store
 * @returns {(HTMLElement|false)[]}
 */
export function targetBars(targets, store) {
  const { by } = store.view;
  const groups = facet(targets, by, store.view);
  const most = Math.max(...groups.map((group) => group.targets.length));
  const rows = groups.map((group) => bar(group, { by, store, most }));
  // What is chosen is seen at once, wherever it stands.
  rows.forEach((row, index) => {
    row.hidden = index >= FIRST && row.firstElementChild.getAttribute('aria-pressed') !== 'true';
  });
  const folded = rows.filter((row) => row.hidden).length;
  return [
    el('ul', { class: 'bars', 'aria-label': t(`targets.chart.${by}`) }, rows),
    folded > 0 &&
      el(
        'button',
        { type: 'button', class: 'link-button bars-more', data: { more: '' } },
        t('targets.more', { count: folded }),
      ),
    el('p', { class: 'note' }, t(`targets.hint.${by}`)),
  ];
}

function bar({ key, name, targets }, { by, store, most }) {
  const { label, colour } = LABELS[by](key, name, store);
  const share = Math.round((targets.length / most) * 1000) / 10;
  const parts = [
    el('span', { class: 'bar-label', title: label }, label),
    svg(
      'svg',
      { class: 'bar-picture', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { class: 'bar-track', width: 100, height: 8 }),
      svg('rect', { width: share, height: 8, fill: colour }),
    ),
    el(
      'span',
      { class: 'bar-count' },
      String(targets.length),
      el('span', { class: 'visually-hidden' }, ` ${t('targets.unit')}`),
    ),
  ];
  return el('li', {}, control({ by, key, store }, parts));
}

function control({ by, key, store }, parts) {
  if (key === '') return el('span', { class: 'bar-row' }, parts);
  const props = { class: 'bar-row' };
  if (by === 'place') {
    const link = unitLink(key);
    return el(
      'a',
      {
        ...link,
        ...props,
        data: { ...link.data, bar: key },
        'aria-current': store.view.unit === key ? 'true' : null,
      },
      parts,
    );
  }
  const isPressed = by === 'topic' ? store.view.topic.includes(key) : String(store.view.year) === key;
  return el(
    'button',
    { ...props, type: 'button', 'aria-pressed': String(isPressed), data: { bar: key, [`${by}Bar`]: key } },
    parts,
  );
}

const LABELS = {
  topic: (slug, _, store) => {
    const { topics, groups } = store.get('bootstrap');
    const topic = topics.find((one) => one.slug === slug);
    return {
      label: pick(topic) || slug,
      colour: groups.find((one) => one.slug === topic?.group)?.colour ?? token('--accent'),
    };
  },
  year: (year) => ({ label: year ? t('figure.year', { year }) : t('targets.noYear'), colour: token('--accent') }),
  place: (adcode, name) => ({ label: adcode ? name : t('targets.noPlace'), colour: token('--accent') }),
};
