/** The targets themselves, under the headings that the chart counts by. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { groupTargets, measures, ofMeasure } from '../lib/targets.js';
import { clauseHref } from './clause-link.js';
import { emptyState } from './load.js';
import { placeChips } from './place-chips.js';
import { targetFigure } from './target-figure.js';

/**
 * @param {object[]} targets of the server, under all filters
 * @param {import('../store.js').Store} store
 * @returns {HTMLElement|HTMLElement[]|false}
 */
export function targetList(targets, store) {
  const { by, topic, measure } = store.view;
  if (targets.length === 0)
    return store.view.topic.length > 0 || store.view.year
      ? emptyState(t('targets.none'), t('targets.fewer'))
      : false;
  const bootstrap = store.get('bootstrap');
  if (by === 'value') {
    const unit = measures(targets).find((one) => one.unit === measure)?.unit ?? measures(targets)[0]?.unit;
    const others = targets.filter(({ figure }) => figure?.unit !== unit);
    const groups = [
      { title: unit ?? '', targets: ofMeasure(targets, unit) },
      { title: t('targets.otherUnits'), targets: others },
    ];
    return groups.filter((group) => group.targets.length > 0).map((group) => section(group, bootstrap));
  }
  return groupTargets(targets, by)
    .filter(({ key }) => by !== 'topic' || topic.length === 0 || topic.includes(key))
    .map(({ key, name, targets: found }) =>
      section({ title: TITLES[by](key, name, bootstrap), targets: found }, bootstrap),
    );
}

const TITLES = {
  topic: (slug, _, { topics }) => pick(topics.find((one) => one.slug === slug)) || slug,
  year: (year) => (year ? t('figure.year', { year }) : t('targets.noYear')),
  place: (adcode, name) => (adcode ? name : t('targets.noPlace')),
};

function section({ title, targets }, bootstrap) {
  return el(
    'section',
    { class: 'target-group' },
    el('h3', {}, title, el('span', { class: 'count' }, targets.length)),
    el(
      'ul',
      {},
      targets.map((target) => line(target, bootstrap)),
    ),
  );
}

function line(target, bootstrap) {
  const { figure, document, clause, name } = target;
  const summary = pick(target.summary);
  const title = pick(bootstrap.documents.find(({ id }) => id === document)?.title) || document;
  return el(
    'li',
    { class: 'target' },
    el('p', { class: 'goal-text' }, name && name !== summary && el('strong', {}, name, ' '), summary),
    targetFigure(target, { withMetric: figure.metric !== summary }),
    placeChips(target, bootstrap),
    el(
      'p',
      { class: 'goal-source' },
      el(
        'a',
        { ...clauseHref(document, clause), class: 'clause-link', title },
        el('span', { class: 'clause-document' }, title),
        el('span', { class: 'clause-id' }, clause),
      ),
    ),
  );
}
