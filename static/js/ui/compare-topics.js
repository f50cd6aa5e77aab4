/** The topics of two units: those they share, those of one only; what a plan asks of everybody is folded away. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { sortPairs } from '../lib/comparison.js';
import { token } from '../tokens.js';
import { topicLink } from './links.js';
import { emptyState } from './load.js';
import { relationSwatch } from './swatch.js';

/**
 * @param {import('../lib/comparison.js').Pair[]} pairs
 * @param {{name: string}[]} units
 * @param {object} bootstrap
 * @returns {(HTMLElement|false)[]|HTMLElement}
 */
export function compareTopics(pairs, [first, second], bootstrap) {
  if (pairs.length === 0) return emptyState(t('compare.none'), t('compare.none.hint'));
  const { shared, onlyA, onlyB, scope } = sortPairs(pairs);
  const rows = (list) =>
    el(
      'ul',
      { class: 'compare-topics' },
      list.map((pair) => row(pair, bootstrap)),
    );
  const section = (title, list) =>
    list.length > 0 &&
    el(
      'section',
      { class: 'detail-section' },
      el('h3', {}, title, el('span', { class: 'count' }, list.length)),
      rows(list),
    );
  return [
    el('p', { class: 'note compare-signs' }, t('compare.signs')),
    shared.length > 0
      ? section(t('compare.shared'), shared)
      : el(
          'section',
          { class: 'detail-section' },
          el('h3', {}, t('compare.shared')),
          el('p', { class: 'note' }, t('compare.noShared')),
        ),
    section(t('compare.only', { name: first.name }), onlyA),
    section(t('compare.only', { name: second.name }), onlyB),
    scope.length > 0 &&
      el(
        'details',
        { class: 'detail-section place-group' },
        el('summary', {}, el('strong', {}, t('compare.scope')), el('span', { class: 'count' }, scope.length)),
        rows(scope),
      ),
  ];
}

function row({ topic: slug, a, b }, bootstrap) {
  const topic = bootstrap.topics.find((one) => one.slug === slug);
  const mark = el('span', { class: 'group-mark' });
  mark.style.backgroundColor = bootstrap.groups.find((one) => one.slug === topic?.group)?.colour ?? 'transparent';
  return el(
    'li',
    {},
    side(a, bootstrap),
    el('span', { class: 'compare-topic' }, mark, el('a', topicLink(slug), pick(topic) || slug)),
    side(b, bootstrap),
  );
}

function side(share, { relations }) {
  if (!share) return el('span', { class: 'compare-side is-none' }, t('compare.notAsked'));
  const relation = pick(relations.find(({ slug }) => slug === share.relation)) || share.relation;
  const words = [
    relation,
    t('outline.count.goals', { count: share.goals }),
    share.targets > 0 && t('targets.count', { count: share.targets }),
  ]
    .filter(Boolean)
    .join(t('list.comma'));
  return el(
    'span',
    { class: 'compare-side', title: words },
    relationSwatch(share.relation, token('--map-accent')),
    el('span', { 'aria-hidden': 'true' }, String(share.goals)),
    el('span', { class: 'visually-hidden' }, words),
  );
}
