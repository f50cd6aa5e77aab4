/** The lines of one group: statements side by side, counties that no goal names, topics that counties share. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { unitLink } from '../ui/links.js';
import { emptyState } from '../ui/load.js';
import { sideMark } from './comparison-choice.js';
import { topicsOf, unnamedParts } from './comparison-model.js';
import { chip, chips } from './comparison-places.js';
import { statementLine } from './comparison-statement.js';

/** More lines than this are drawn when they are asked for. */
const MOST_LINES = 80;

const DRAWN = {
  unnamed: (list, { answer }) => fill(list, unnamedParts(answer).map((part) => unnamedPart(part, answer.mode))),
  topics: (list, { answer }) => fill(list, el('ul', {}, topicsOf(answer).map(topicLine))),
  common: (list, { answer }) => fill(list, el('ul', {}, answer.common_topics.map(commonLine))),
};

/**
 * @param {HTMLElement} list
 * @param {{store: import('../store.js').Store, answer: object}} context
 * @param {string} group
 */
export function drawLines(list, context, group) {
  const { answer } = context;
  if (DRAWN[group]) DRAWN[group](list, context);
  else drawStatements(list, answer, group, context.store.view.line);
  if (!list.querySelector('li')) fill(list, emptyState(t('comparison.nothing'), t('comparison.nothing.hint')));
}

function drawStatements(list, answer, group, line) {
  const rows = answer.rows.filter(({ status }) => status === group);
  const at = rows.findIndex((row) => row.id === line);
  const most = at < MOST_LINES ? MOST_LINES : rows.length;
  const lines = el('ul', {}, rows.slice(0, most).map((row) => statementLine(row, answer)));
  const rest = rows.length - most;
  const more = el(
    'button',
    {
      type: 'button',
      class: 'button comparison-more',
      onclick: () => {
        const added = rows.slice(most).map((row) => statementLine(row, answer));
        lines.append(...added);
        more.remove();
        added[0].querySelector('[data-line]').focus();
      },
    },
    t('comparison.more', { count: rest }),
  );
  fill(list, lines, rest > 0 && more);
}

function unnamedPart({ side, units }, mode) {
  const isReached = units.every((unit) => unit.is_reached);
  return el(
    'section',
    { class: 'comparison-part' },
    el('h4', {}, t(`comparison.unnamed.${mode}.${side}`, { count: units.length })),
    isReached && el('p', { class: 'note' }, t('comparison.reachedAll')),
    el(
      'ul',
      { class: 'places' },
      units.map((unit) =>
        el(
          'li',
          {},
          el(
            'a',
            { ...unitLink(unit.adcode), class: 'place' },
            el('span', {}, unit.name),
            unit.is_reached && !isReached && el('small', {}, t('comparison.reached')),
          ),
        ),
      ),
    ),
  );
}

function topicLine({ topic, title, a, b }) {
  const side = (name, one) =>
    one &&
    el(
      'div',
      { class: 'comparison-side' },
      sideMark(name),
      el('span', { class: 'count' }, t('legend.counties', { count: one.count })),
      el('span', { class: 'note' }, one.clauses.join(t('list.comma'))),
    );
  const units = [...new Map([...(a?.counties ?? []), ...(b?.counties ?? [])].map((unit) => [unit.adcode, unit])).values()];
  return topicFrame(topic, title, [side('a', a), side('b', b)], units);
}

function commonLine({ topic, title, count, counties, clauses_a: a, clauses_b: b }) {
  const side = (name, clauses) =>
    el('div', { class: 'comparison-side' }, sideMark(name), el('span', { class: 'note' }, clauses.join(t('list.comma'))));
  return topicFrame(
    topic,
    title,
    [el('span', { class: 'count' }, t('legend.counties', { count })), side('a', a), side('b', b)],
    counties,
  );
}

function topicFrame(topic, title, details, units) {
  return el(
    'li',
    { class: 'comparison-line' },
    el(
      'button',
      { type: 'button', class: 'comparison-open', data: { line: topic }, 'aria-expanded': 'false', title: t('comparison.showCounties') },
      el('span', { class: 'comparison-topic' }, pick(title)),
    ),
    details,
    chips(units.map((unit) => chip(unit))),
  );
}
