/** The clauses of one line of a comparison, one document below the other, with the words of the line marked in the text. */
import { fetchJson } from '../api.js';
import { ask } from '../requests.js';
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { announce } from '../ui/announce.js';
import { clauseHref } from '../ui/clause-link.js';
import { icon } from '../ui/icons.js';
import { followLinks } from '../ui/links.js';
import { emptyState, loadInto, showProblem, skeleton } from '../ui/load.js';
import { sideMark } from './comparison-choice.js';
import { chip } from './comparison-places.js';
import { labelOf } from './document-label.js';
import { findLine, shownGroup, topicClauses, unitsOf } from './comparison-model.js';

/** More clauses of a topic than this are named only. */
const MOST_CLAUSES = 6;

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mount(element, store) {
  const texts = new Map();
  const show = () => {
    const answer = store.get('comparison');
    if (!answer) return fill(element, skeleton(10));
    // Trying again stands beside it, where the documents are chosen.
    if (answer.error) return showProblem(element, answer.error);
    const wanted = clausesOf(answer, store.view);
    if (!wanted) return fill(element, emptyState(t('comparison.lineGone'), t('comparison.lineGone.hint')));
    fill(element, el('header', { class: 'detail-head' }, el('h2', {}, wanted.title)));
    for (const side of ['a', 'b']) {
      const label = labelOf(answer[side], [answer.a, answer.b]);
      const section = el('section', { class: 'comparison-clause-part', 'aria-label': label });
      element.append(section);
      drawSide(section, { document: answer[side], label, side, clauses: wanted[side], texts });
    }
    announce(t('comparison.clauses.opened', { name: wanted.title }));
    return undefined;
  };
  const onReview = (event) => {
    const link = event.target.closest('a[data-review]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    store.set({ review: link.dataset.review, clause: link.dataset.clause, queue: 'all', entry: '', place: '' });
  };
  element.addEventListener('click', onReview);
  const stops = [followLinks(element, store), store.on('comparison', show)];
  show();
  return () => {
    stops.forEach((stop) => stop());
    element.removeEventListener('click', onReview);
    store.put('marked', '');
  };
}

/** Clauses of each side with the words that are marked in them. */
function clausesOf(answer, { line, group }) {
  const row = findLine(answer, line);
  const of = (goal) => (goal ? [{ id: goal.clause, heading: goal.heading, goal }] : []);
  if (row) return { title: t(`comparison.group.${row.status}`), a: of(row.a), b: of(row.b) };
  const found = topicClauses(answer, line, shownGroup(answer, group));
  if (!found) return null;
  const plain = (ids) => ids.map((id) => ({ id, heading: '', goal: null }));
  return { title: pick(found.title), a: plain(found.a), b: plain(found.b) };
}

function drawSide(section, { document, label, side, clauses, texts }) {
  const head = el('h3', {}, sideMark(side), ' ', label);
  if (clauses.length === 0) return fill(section, head, el('p', { class: 'note' }, t('comparison.noCounterpart')));
  const shown = clauses.slice(0, MOST_CLAUSES);
  const rest = clauses.slice(MOST_CLAUSES).map(({ id }) => id);
  fill(
    section,
    head,
    shown.map((clause) => {
      const part = el('div', { class: 'comparison-text' });
      const draw = (found) => fill(part, clausePart(document, clause, found));
      loadInto(part, () => readClause(document, clause.id, texts), draw, { lines: 3 });
      return part;
    }),
    rest.length > 0 && el('p', { class: 'note' }, t('comparison.moreClauses', { list: rest.join(t('list.comma')) })),
  );
  return undefined;
}

/** Of a draft the text of the file, which staff may see; else what everybody sees of the clause. */
async function readClause({ id, is_draft: isDraft }, clause, texts) {
  if (!isDraft) {
    const { heading, summary } = await fetchJson(`api/documents/${encodeURIComponent(id)}/clause`, { id: clause });
    return { heading: pick(heading), text: pick(summary) };
  }
  const whole = await readText(id, texts);
  // Positions count code points.
  const signs = [...whole.text];
  const parts = whole.clauses.filter((one) => one.id === clause);
  return {
    heading: parts[0]?.heading ?? '',
    text: parts.map(({ start, end }) => signs.slice(start - whole.start, end - whole.start).join('')).join('\n').trim(),
  };
}

/** The text is asked once for all its clauses, and again after a failure. */
function readText(id, texts) {
  if (!texts.has(id)) {
    const asked = ask(`api/documents/${encodeURIComponent(id)}/text`);
    texts.set(id, asked);
    asked.catch(() => texts.delete(id));
  }
  return texts.get(id);
}

function clausePart(document, { id, goal }, { heading, text }) {
  return [
    el('p', { class: 'comparison-place' }, el('span', { class: 'clause-id' }, id), heading && el('strong', {}, ` ${heading}`)),
    text && el('p', { class: 'comparison-quote' }, marked(text, goal && wordsOf(goal))),
    goal && !text.includes(wordsOf(goal)) && el('p', {}, pick(goal.summary)),
    unitsOf(goal).length > 0 && el('ul', { class: 'places' }, unitsOf(goal).map((unit) => el('li', {}, chip(unit)))),
    el('p', { class: 'comparison-go' }, wayToClause(document, id)),
  ];
}

/** A summary that a machine took from the text may be cut at its end. */
const wordsOf = ({ summary }) => pick(summary).replace(/\u2026$/u, '');

function marked(text, words) {
  const at = words ? text.indexOf(words) : -1;
  if (at < 0) return text;
  return [text.slice(0, at), el('mark', {}, words), text.slice(at + words.length)];
}

function wayToClause({ id, is_draft: isDraft }, clause) {
  if (!isDraft) return el('a', { ...clauseHref(id, clause), class: 'link-button' }, icon('documents'), t('comparison.toReader'));
  const href = `?review=${encodeURIComponent(id)}&queue=all&clause=${encodeURIComponent(clause)}`;
  return el(
    'a',
    { href, class: 'link-button', data: { review: id, clause } },
    icon('edit'),
    t('comparison.toReview'),
  );
}
