/** One clause: what it says in our words, its goals with their places, and the counties it reaches. */
import { RequestError, getClause, getDocument } from '../api.js';
import { mountClauseText } from '../documents/clause-text.js';
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { isWithin } from '../lib/bbox.js';
import { announce } from './announce.js';
import { clauseHref } from './clause-link.js';
import { clauseGoals } from './clause-goals.js';
import { clausePlaces } from './clause-places.js';
import { sectionPage } from './clause-section.js';
import { icon } from './icons.js';
import { followLinks } from './links.js';
import { loadInto } from './load.js';

/** Which way the reader went last, so that the focus returns to that button on the next clause. */
let pressed = '';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mount(element, store) {
  const { doc, clause: id } = store.view;
  const bootstrap = store.get('bootstrap');
  let counties = [];
  let unmountText = () => {};

  const draw = ({ clause, section }) => {
    counties = clause?.counties ?? [];
    const text = el('div', {});
    fill(element, section ? sectionPage(section, id, bootstrap) : clausePage(clause, bootstrap, text));
    unmountText();
    if (clause) unmountText = mountClauseText(text, store, { document: doc, clause: id });
    announce(
      clause
        ? t('clause.opened', { name: nameOf(clause), count: clause.goals.length, counties: countyCount(clause) })
        : t('clause.section', { name: id }),
    );
    if (pressed) element.querySelector(`[data-turn="${pressed}"]`)?.focus();
    pressed = '';
  };
  loadInto(element, () => readClause(doc, id, store.get('document')), draw, { channel: 'clause', lines: 10 });

  /** A prefecture is marked as the counties in it that the clause reaches. */
  const mark = ({ dataset: { unit } }) => {
    if (!unit.endsWith('00')) return;
    store.put(
      'marked',
      counties.filter(({ adcode }) => isWithin(adcode, unit)).map(({ adcode }) => adcode),
    );
  };
  const stops = [
    // Before the links: following one takes this page away.
    delegate(element, 'click', '[data-turn]', ({ dataset }) => {
      pressed = dataset.turn;
    }),
    followLinks(element, store),
    delegate(element, 'pointerover', '[data-unit]', mark),
    delegate(element, 'focusin', '[data-unit]', mark),
    store.on('hovered', () => showHovered(element, store.get('hovered'))),
  ];
  return () => {
    stops.forEach((stop) => stop());
    unmountText();
    store.put('marked', '');
  };
}

/**
 * A heading that says nothing of its own has no clause at the server: it is shown as the clauses below it.
 * @param {string} doc
 * @param {string} id
 * @param {object|undefined} known document of the outline, which is often here already
 */
async function readClause(doc, id, known) {
  const isHeading = (document) => document.outline.some((entry) => entry.id === id && entry.is_heading);
  if (known?.id === doc && isHeading(known)) return { section: known };
  try {
    return { clause: await getClause(doc, id, { channel: 'clause' }) };
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 404) throw error;
    const section = await getDocument(doc, { channel: 'clause' });
    if (!isHeading(section)) throw error;
    return { section };
  }
}

/** What is under the pointer on the map is marked here: its own places and the prefectures it lies in. */
function showHovered(element, adcode) {
  for (const chip of element.querySelectorAll('[data-unit]')) {
    chip.classList.toggle('is-hot', Boolean(adcode) && isWithin(adcode, chip.dataset.unit));
  }
}

const nameOf = ({ id, heading }) => [id, pick(heading)].filter(Boolean).join(' ');
const lastOf = (id) => id.split('/').at(-1);
const countyCount = ({ counts }) => Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);

function clausePage(clause, bootstrap, text) {
  return [
    clauseHead(clause, bootstrap),
    turning(clause),
    pick(clause.summary) &&
      el(
        'section',
        { class: `clause-summary${isText(clause.summary) ? ' is-text' : ''}` },
        el('p', {}, pick(clause.summary)),
        el('p', { class: 'note' }, t(isText(clause.summary) ? 'clause.textWords' : 'clause.ownWords')),
      ),
    text,
    clauseGoals(clause.goals, bootstrap),
    clausePlaces(clause, bootstrap),
  ];
}

/** What we say of a clause we say in both languages; the words of a document that was added stand as they are. */
const isText = ({ zh, en }) => zh === en;

/** Document and the headings above, each a way up. */
function clauseHead({ document, id, heading, path }, bootstrap) {
  const title = pick(bootstrap.documents.find((one) => one.id === document)?.title) || document;
  const step = (clause, text, full = text) =>
    el('li', {}, el('a', { ...clauseHref(document, clause), title: full }, text));
  const above = path
    .slice(0, -1)
    .map((one) => ({ id: one.id, name: nameOf({ id: lastOf(one.id), heading: one.heading }) }));
  return el(
    'header',
    { class: 'detail-head' },
    el(
      'nav',
      { 'aria-label': t('clause.path') },
      el(
        'ol',
        { class: 'clause-path' },
        step('', title),
        above.map(({ id: clause, name }) => step(clause, name, clause)),
        el('li', { 'aria-current': 'true' }, lastOf(id)),
      ),
    ),
    el('h2', {}, pick(heading) || id),
  );
}

/** Previous and next clause in reading order. */
function turning({ document, previous, next }) {
  const turn = (name, id, ...label) =>
    id
      ? el(
          'a',
          {
            class: 'button',
            href: `?tab=documents&doc=${document}&clause=${encodeURIComponent(id)}`,
            data: { doc: document, clause: id, turn: name },
            title: id,
            'aria-label': t(`clause.${name}.to`, { id }),
          },
          label,
        )
      : el('span', { class: 'button is-off', 'aria-hidden': 'true' }, label);
  return el(
    'nav',
    { class: 'clause-turn', 'aria-label': t('clause.turn') },
    turn('previous', previous, icon('back'), t('clause.previous')),
    turn('next', next, t('clause.next'), icon('forward')),
  );
}
