/** The list of items on paper: clause, words, what was read in them, state, who decided and when; as the queue is filtered. */
import { el } from '../dom.js';
import { locale, pick, t, wordOf } from '../i18n.js';
import { yearText } from '../ui/goal-year.js';
import { figureValue } from '../ui/target-figure.js';
import { isDoubtful } from './worklist.js';
import { meaningOf, nameIn } from './words.js';

const COLUMNS = ['number', 'clause', 'words', 'read', 'state', 'by'];

/**
 * The list is made when the page goes to paper, from whatever way, and taken away again.
 * @param {object} context store and model
 * @returns {() => void} unmount
 */
export function connectPrint(context) {
  let sheet = null;
  const make = () => {
    sheet?.remove();
    sheet = listSheet(context);
    document.body.append(sheet);
  };
  const drop = () => {
    sheet?.remove();
    sheet = null;
  };
  addEventListener('beforeprint', make);
  addEventListener('afterprint', drop);
  return () => {
    removeEventListener('beforeprint', make);
    removeEventListener('afterprint', drop);
    drop();
  };
}

/**
 * @param {object} context store and model
 * @returns {HTMLElement}
 */
export function listSheet({ store, model }) {
  const items = model.listed(store.view);
  const bootstrap = store.get('bootstrap');
  return el(
    'section',
    { class: 'review-print' },
    sheetHead({ store, model }, items.length),
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, COLUMNS.map((name) => el('th', { scope: 'col', class: `is-${name}` }, t(`review.print.${name}`))))),
      el('tbody', {}, items.map((item, index) => itemRow(item, index + 1, { bootstrap, model }))),
    ),
  );
}

function sheetHead({ store, model }, count) {
  const { draft, counts } = model;
  const { clause, kind, queue } = store.view;
  const about = [
    draft.region_name,
    draft.year && t('figure.year', { year: draft.year }),
    draft.status && wordOf('documents.status', draft.status),
    draft.file?.name,
  ];
  const shown = [
    t(`review.queue.${queue || 'mine'}`),
    kind[0] && nameIn(store.get('bootstrap'), 'kinds', kind[0]),
    clause && t('review.print.below', { clause }),
    t('review.print.count', { count }),
  ];
  const progress = t('review.progress', {
    open: counts.open + counts.second,
    confirmed: counts.confirmed,
    rejected: counts.rejected,
  });
  const date = new Date().toLocaleDateString(locale(), { dateStyle: 'long' });
  return el(
    'header',
    {},
    el('h1', {}, t('review.print.title', { name: pick(draft.title) })),
    el('p', {}, about.filter(Boolean).join(' · ')),
    el('p', {}, [shown.filter(Boolean).join(' · '), progress, t('review.print.date', { date })].join(t('list.semicolon'))),
  );
}

function itemRow(item, number, { bootstrap, model }) {
  const { heading } = model.draft.outline.find(({ id }) => id === item.clause) ?? {};
  const summary = pick(item.summary);
  const isOwnWords = summary && item.quote && !item.quote.includes(summary.replace(/…$/u, ''));
  return el(
    'tr',
    { class: `is-${item.decision}` },
    el('td', { class: 'is-number' }, String(number)),
    el('td', {}, el('span', { class: 'clause-id' }, item.clause), pick(heading) && el('small', {}, pick(heading))),
    el('td', {}, item.quote || summary, isOwnWords && el('small', {}, summary)),
    el('td', {}, readParts(item, bootstrap)),
    el('td', {}, stateWords(item)),
    el('td', {}, item.reviewer, item.reviewed && el('small', {}, item.reviewed)),
  );
}

function readParts(item, bootstrap) {
  const places = item.places.filter(({ decision }) => decision !== 'rejected');
  const list = (words) => words.join(t('list.and'));
  return [
    el(
      'p',
      {},
      el('strong', {}, item.name || nameIn(bootstrap, 'kinds', item.kind)),
      t('list.colon'),
      list(item.topics.map((slug) => nameIn(bootstrap, 'topics', slug))) || t('review.print.none'),
    ),
    item.figure && el('p', {}, item.figure.metric, ' ', figureValue(item)),
    !item.figure && item.year && el('p', {}, yearText(item)),
    places.length === 0 && el('p', {}, t('review.places.none')),
    ...byRelation(places).map(([relation, some]) =>
      el('p', {}, nameIn(bootstrap, 'relations', relation), t('list.colon'), list(some.map(placeWords))),
    ),
  ];
}

/** @param {object[]} places @returns {[string, object[]][]} in the order in which the relations come up */
function byRelation(places) {
  const groups = new Map();
  for (const place of places) groups.set(place.relation, [...(groups.get(place.relation) ?? []), place]);
  return [...groups];
}

function placeWords(place) {
  const meaning = meaningOf(place);
  return meaning === place.words || place.units.length > 3 ? place.words : `${place.words}${t('brackets', { text: meaning })}`;
}

function stateWords(item) {
  const isOpen = item.decision === 'open';
  return [
    t(`review.state.${item.decision}`),
    isOpen && el('small', {}, `${Math.round(item.confidence * 100)}%`),
    isDoubtful(item) && el('small', {}, t('review.queue.doubtful')),
    item.earlier && isOpen && el('small', {}, t('review.queue.carried')),
  ];
}
