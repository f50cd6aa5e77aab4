/** One statement: its clauses, the words with what differs in them, figures, places, and what else has to be said. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { differences } from '../lib/differences.js';
import { icon } from '../ui/icons.js';
import { sideMark } from './comparison-choice.js';
import { lowerFirst, placesOf, toldChanges, unitsOf } from './comparison-model.js';
import { chip, chips } from './comparison-places.js';

/**
 * @param {object} row of the server
 * @param {object} answer
 * @returns {HTMLElement}
 */
export function statementLine(row, answer) {
  const isVersions = answer.mode === 'versions';
  return el(
    'li',
    { class: `comparison-line is-${row.status}` },
    el(
      'button',
      {
        type: 'button',
        class: 'comparison-open',
        data: { line: row.id },
        'aria-expanded': 'false',
        title: t('comparison.openClauses'),
      },
      clauseMarks(row),
      words(row, isVersions),
    ),
    figureTable(row),
    isVersions ? placeChanges(row) : upperPlaces(row, answer),
    notes(row),
  );
}

function clauseMarks({ a, b, reach }) {
  const mark = (side, goal) => goal && el('span', { class: 'comparison-clause' }, sideMark(side), goal.clause);
  const marks = [mark('a', a), mark('b', b)].filter(Boolean);
  return el(
    'span',
    { class: 'comparison-clauses' },
    marks.flatMap((one, index) => (index > 0 ? [icon('forward'), one] : [one])),
    reach && reach !== 'scope' && el('span', { class: 'tag' }, t(`comparison.reach.${reach}`)),
    icon('documents'),
  );
}

function words({ a, b }, isVersions) {
  const [before, after] = [a, b].map((goal) => goal && pick(goal.summary));
  if (!a || !b) return el('span', { class: 'comparison-words' }, before ?? after);
  if (before === after) return el('span', { class: 'comparison-words' }, after);
  const runs = isVersions ? differences(before, after) : [];
  // What has next to nothing in common is easier to read one below the other.
  if (!runs.some(({ kind }) => kind === 'same'))
    return [
      el('span', { class: 'comparison-words' }, sideMark('a'), before),
      el('span', { class: 'comparison-words is-other' }, sideMark('b'), after),
    ];
  return el(
    'span',
    { class: 'comparison-words' },
    runs.map(({ kind, text }) => (kind === 'same' ? text : differing(kind, text))),
  );
}

/** Struck out or underlined, and said: colour is not the only sign. */
const differing = (kind, text) =>
  el(
    kind === 'gone' ? 'del' : 'ins',
    {},
    el('span', { class: 'visually-hidden' }, t(`comparison.words.${kind}`)),
    text,
  );

/** Old and new figure side by side; those that stayed are left out where others changed. */
function figureTable({ figures, status }) {
  const told = status === 'changed' ? figures.filter((one) => one.status !== 'same') : figures;
  if (told.length === 0) return null;
  const cell = (figure) => el('td', {}, figure ? figure.words : el('span', { class: 'note' }, '—'));
  return el(
    'table',
    { class: 'comparison-figures' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('th', { scope: 'col' }, t('comparison.metric')),
        ['a', 'b'].map((side) => el('th', { scope: 'col' }, sideMark(side))),
      ),
    ),
    el(
      'tbody',
      {},
      told.map((one) =>
        el('tr', { class: `is-${one.status}` }, el('th', { scope: 'row' }, one.metric), cell(one.a), cell(one.b)),
      ),
    ),
  );
}

function placeChanges(row) {
  const { kept, added, dropped } = placesOf(row);
  const isWhole = !row.a || !row.b;
  const isSame = ['same', 'moved'].includes(row.status);
  const shown = isWhole || isSame ? [...kept, ...added, ...dropped].map((unit) => chip(unit)) : [
    ...added.map((unit) => chip(unit, 'added')),
    ...dropped.map((unit) => chip(unit, 'dropped')),
  ];
  if (shown.length > 0 && !isWhole && !isSame && kept.length > 0)
    shown.push(el('span', { class: 'count', title: kept.map(({ name }) => name).join(t('list.comma')) }, t('comparison.kept', { count: kept.length })));
  else if (shown.length === 0) shown.push(...kept.map((unit) => chip(unit)));
  return chips(shown);
}

/** Of an upper plan's counties those of the lower region stand first. */
function upperPlaces(row, answer) {
  const upper = row[answer.upper] ?? row.a ?? row.b;
  return chips(lowerFirst(unitsOf(upper), answer).map((unit) => chip(unit)));
}

function notes(row) {
  const told = toldChanges(row);
  return (
    told.length > 0 &&
    el(
      'ul',
      { class: 'comparison-changes' },
      told.map(({ code, text }) => el('li', { data: { code } }, pick(text))),
    )
  );
}
