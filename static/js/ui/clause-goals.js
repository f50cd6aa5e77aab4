/** The goals of a clause: what, how much and by when, for which topics, and the places as written. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { yearPart } from './goal-year.js';
import { topicLink } from './links.js';
import { emptyState } from './load.js';
import { placeChips } from './place-chips.js';
import { targetFigure } from './target-figure.js';

/**
 * @param {object[]} goals of the server
 * @param {object} bootstrap
 * @returns {HTMLElement}
 */
export function clauseGoals(goals, bootstrap) {
  return el(
    'section',
    { class: 'detail-section' },
    el('h3', {}, t('clause.goals'), el('span', { class: 'count' }, goals.length || '')),
    goals.length === 0
      ? emptyState(t('clause.noGoals'), t('clause.noGoals.hint'))
      : el(
          'ol',
          { class: 'clause-goals' },
          goals.map((goal) => goalItem(goal, bootstrap)),
        ),
  );
}

function goalItem(goal, bootstrap) {
  const kind = bootstrap.kinds.find(({ slug }) => slug === goal.kind);
  const topicName = (slug) => pick(bootstrap.topics.find((one) => one.slug === slug)) || slug;
  const parties = [
    goal.host && t('clause.host', { name: goal.host }),
    goal.companies.length > 0 && t('clause.companies', { list: goal.companies.join(t('list.and')) }),
  ].filter(Boolean);
  return el(
    'li',
    { class: 'clause-goal' },
    el(
      'p',
      { class: 'goal-text' },
      kind && goal.kind !== 'designation' && el('span', { class: 'tag' }, pick(kind)),
      goal.name && goal.name !== pick(goal.summary) && el('strong', {}, goal.name, ' '),
      pick(goal.summary),
    ),
    goal.figure
      ? targetFigure(goal, { withMetric: goal.figure.metric !== pick(goal.summary) })
      : goal.year && el('p', { class: 'figure-line' }, yearPart(goal)),
    parties.length > 0 && el('p', { class: 'note' }, parties.join(t('list.comma'))),
    placeChips(goal, bootstrap),
    el(
      'p',
      { class: 'goal-topics' },
      goal.topics.map((slug) => el('a', topicLink(slug), topicName(slug))),
    ),
  );
}
