/** What was read: kind, words, figure, topics, and the evidence for it. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { yearPart } from '../ui/goal-year.js';
import { icon } from '../ui/icons.js';
import { targetFigure } from '../ui/target-figure.js';
import { earlierPart } from './earlier.js';
import { waitsFor } from './worklist.js';
import { confidenceWords, decisionWords, gradeOf, nameIn, ruleWords, titleOf, whereWords } from './words.js';

/**
 * @param {object} item
 * @param {object} context
 * @returns {HTMLElement[]}
 */
export function cardFacts(item, { store, model }) {
  const bootstrap = store.get('bootstrap');
  const listed = model.listed(store.view);
  const position = listed.findIndex(({ id }) => id === item.id);
  const summary = pick(item.summary);
  const parties = [
    item.host && t('clause.host', { name: item.host }),
    item.companies?.length > 0 && t('clause.companies', { list: item.companies.join(t('list.and')) }),
  ].filter(Boolean);
  return [
    el(
      'header',
      { class: 'card-head' },
      el(
        'p',
        { class: 'card-line' },
        el('span', { class: 'tag' }, nameIn(bootstrap, 'kinds', item.kind)),
        el('span', { class: 'card-clause' }, item.clause),
        el(
          'span',
          { class: 'count' },
          position >= 0 && t('review.position', { at: position + 1, count: listed.length }),
        ),
      ),
      el('h3', { tabIndex: -1 }, titleOf(item)),
      el(
        'p',
        { class: `card-state is-${item.decision}` },
        stateIcon(item.decision),
        decisionWords(item, model.me),
      ),
    ),
    earlierPart(item),
    item.figure && targetFigure(item, { withMetric: true }),
    !item.figure && item.year && el('p', { class: 'note' }, yearPart(item)),
    summary && !isSaid(summary, titleOf(item)) && el('p', { class: 'card-summary' }, summary),
    parties.length > 0 && el('p', { class: 'note' }, parties.join(t('list.comma'))),
    el(
      'ul',
      { class: 'card-topics', 'aria-label': t('review.topics') },
      item.topics.map((slug) =>
        el('li', { class: 'card-topic' }, topicMark(bootstrap, slug), nameIn(bootstrap, 'topics', slug)),
      ),
      item.topics.length === 0 && el('li', { class: 'card-none' }, icon('warn'), t('review.topics.none')),
    ),
  ];
}

/** Whether a title says the same already, but for spaces. */
const isSaid = (words, title) => words.replace(/\s/g, '') === title.replace(/\s/g, '');

const SIGNS = { confirmed: 'check', second: 'check', rejected: 'close', open: 'info' };
const stateIcon = (decision) => icon(SIGNS[decision] ?? 'info');

function topicMark(bootstrap, slug) {
  const group = bootstrap.topics.find((one) => one.slug === slug)?.group;
  const mark = el('span', { class: 'group-mark' });
  mark.style.background = bootstrap.groups.find((one) => one.slug === group)?.colour ?? '';
  return mark;
}

/**
 * Where the words stand, by which rule they were read, and what makes them doubtful.
 * @param {object} item
 * @param {object} context
 * @returns {HTMLElement}
 */
export function cardEvidence(item, { model }) {
  const reasons = (model.rank(item.id)?.reasons ?? []).filter((reason) => stillHolds(reason, item, model.me));
  return el(
    'details',
    { class: 'card-evidence', open: true },
    el(
      'summary',
      { data: { keep: 'evidence' } },
      t('review.evidence'),
      el('span', { class: `card-grade is-${gradeOf(item.confidence)}` }, confidenceWords(item.confidence)),
    ),
    item.quote && el('blockquote', {}, item.quote, item.where && el('cite', {}, whereWords(item.where))),
    item.rule && el('p', { class: 'note' }, t('review.rule', { rule: ruleWords(item.rule) })),
    reasons.length > 0 &&
      el(
        'ul',
        { class: 'card-reasons' },
        reasons.map((reason) => el('li', {}, t(`review.reason.${reason}`))),
      ),
  );
}

const STATES = { place_in_doubt: 'doubt', place_unresolved: 'unresolved', place_unsure: 'unsure' };

/** The queue was told before the last decisions: what they settled is no reason any more. */
const stillHolds = (reason, item, me) =>
  waitsFor(item, me) &&
  (!STATES[reason] ||
    item.places.some(({ state, decision }) => decision !== 'rejected' && state === STATES[reason]));
