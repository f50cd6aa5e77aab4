/** What is asked of a unit: grouped by relation, then by topic; the topics chosen on the map come first. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { token } from '../tokens.js';
import { goalLine } from './goal-line.js';
import { topicLink } from './links.js';
import { emptyState } from './load.js';
import { relationSwatch } from './swatch.js';

/** Topics shown of a relation before "show all". What reaches every county alike (scope) is kept short. */
const FIRST_TOPICS = { scope: 3, context: 2 };
const ALL = Infinity;

/**
 * @param {object} unit profile of the server
 * @param {object} bootstrap
 * @param {string[]} chosen topics on the map
 */
export function askedSections(unit, bootstrap, chosen) {
  if (unit.asked.length === 0) {
    return emptyState(t('detail.nothing', { name: unit.name }), t('detail.nothing.hint'));
  }
  return unit.asked.map((group) => relationSection(group, bootstrap, { adcode: unit.adcode, chosen }));
}

function relationSection({ relation, topics }, bootstrap, { adcode, chosen }) {
  const name = bootstrap.relations.find(({ slug }) => slug === relation);
  const sorted = [...topics].sort((one, other) => chosen.includes(other.topic) - chosen.includes(one.topic));
  const goals = new Set(topics.flatMap((topic) => topic.goals.map(({ id }) => id)));
  const limit = FIRST_TOPICS[relation] ?? ALL;
  return el(
    'section',
    { class: 'asked' },
    el(
      'h3',
      { class: 'asked-head' },
      relationSwatch(relation, token('--map-accent')),
      el('span', {}, pick(name) || relation),
      el('span', { class: 'count' }, t('detail.items', { count: goals.size })),
    ),
    el('p', { class: 'note' }, t(`relation.${relation}.hint`)),
    el(
      'div',
      {},
      sorted.map((topic, index) =>
        topicBlock(topic, bootstrap, { isHidden: index >= limit, viaOf: (goal) => viaOf(goal, adcode, relation) }),
      ),
    ),
    sorted.length > limit &&
      el(
        'button',
        { type: 'button', class: 'link-button', data: { more: '' } },
        t('detail.more', { count: sorted.length - limit }),
      ),
  );
}

/** Through which place a goal reaches the unit; of the scope the heading has said it. */
function viaOf({ places = [] }, adcode, relation) {
  if (relation === 'scope') return '';
  return places.find((place) => place.adcode === adcode && place.relation === relation)?.via ?? '';
}

function topicBlock({ topic: slug, goals }, bootstrap, { isHidden, viaOf: via }) {
  const topic = bootstrap.topics.find((one) => one.slug === slug);
  const group = bootstrap.groups.find((one) => one.slug === topic?.group);
  const mark = el('span', { class: 'group-mark' });
  mark.style.backgroundColor = group?.colour ?? 'transparent';
  return el(
    'section',
    { class: 'asked-topic', hidden: isHidden },
    el('h4', {}, mark, el('a', topicLink(slug), pick(topic) || slug)),
    el(
      'ul',
      { class: 'goals' },
      goals.map((goal) => goalLine(goal, { bootstrap, via: via(goal) })),
    ),
  );
}
