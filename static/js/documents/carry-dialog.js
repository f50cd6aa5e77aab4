/** Brings the review of another version here: which version, what it brings, what it cannot, and whether it is decided at once. */
import { el, fill } from '../dom.js';
import { pick, t, wordOf } from '../i18n.js';
import { loadInto } from '../ui/load.js';
import { openDialog } from './dialog.js';
import { fileStem } from './document-label.js';
import { getCarry, getCarrySources } from './requests.js';

const WHATS = ['corrected', 'confirmed', 'rejected', 'added'];
const REASONS = ['text_changed', 'read_otherwise', 'decided'];
const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

/** @param {object} context store, model and actions */
export function openCarry({ store, model, actions }) {
  const { id } = model.draft;
  const body = el('div', {});
  const dialog = openDialog('review-carry', t('review.carry.title'), [
    el('p', { class: 'note' }, t('review.carry.note')),
    body,
  ]);
  const run = async (from, isDeciding) => {
    dialog.close();
    const answer = await actions.carry({ from, decide: isDeciding });
    if (!answer) return;
    store.set({ queue: isDeciding ? 'all' : 'carried', clause: '', kind: [], place: '' });
    const first = model.listed(store.view)[0];
    if (first && !isDeciding) store.set({ entry: first.id }, { replace: true });
  };
  loadInto(body, () => getCarrySources(id), ({ sources }) => draw(body, sources, { id, dialog, run }), { lines: 6 });
}

function draw(body, sources, { id, dialog, run }) {
  const close = el('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('review.cancel'));
  if (sources.length === 0)
    return fill(body, el('p', { class: 'note' }, t('review.carry.none')), el('div', { class: 'review-buttons' }, close));
  let chosen = sources[0];
  const decide = el('input', { type: 'checkbox', name: 'decide' });
  const yes = el('button', { type: 'button', class: 'button is-main', onclick: () => run(chosen.source.id, decide.checked) });
  const told = el('div', { class: 'review-carry-told', role: 'status' });
  const show = () => {
    const count = sum(chosen.carried);
    fill(told, countsPart(chosen), sum(chosen.not_carried) > 0 && leftPart(id, chosen));
    fill(yes, t('review.carry.yes', { count }));
    yes.disabled = count === 0;
  };
  const choose = (source) => {
    chosen = source;
    show();
  };
  fill(
    body,
    el(
      'fieldset',
      { class: 'review-choices' },
      el('legend', {}, t('review.carry.from')),
      sources.map((one) => sourceRadio(one, one === chosen, () => choose(one))),
    ),
    told,
    el('label', { class: 'review-check' }, decide, el('span', {}, t('review.carry.decide'), el('small', {}, t('review.carry.decide.hint')))),
    el('div', { class: 'review-buttons' }, yes, close),
  );
  show();
  return undefined;
}

function sourceRadio({ source }, isChosen, onchange) {
  const about = [
    wordOf('documents.status', source.status),
    source.year && t('figure.year', { year: source.year }),
    fileStem(source.file),
  ];
  return el(
    'label',
    { class: 'review-check' },
    el('input', { type: 'radio', name: 'source', value: source.id, checked: isChosen, onchange }),
    el('span', {}, pick(source.title), el('small', {}, about.filter(Boolean).join(' · '))),
  );
}

const list = (counts, names, family) =>
  names.filter((name) => counts[name] > 0).map((name) => el('li', {}, t(`review.carry.${family}.${name}`, { count: counts[name] })));

const countsPart = ({ carried, other_numbers: others }) =>
  el(
    'section',
    {},
    el('p', {}, t('review.carry.brings', { count: sum(carried) })),
    el('ul', {}, list(carried, WHATS, 'what')),
    others > 0 && el('p', { class: 'note' }, t('review.carry.otherNumbers', { count: others })),
  );

/** What stays behind is listed when somebody wants to see it. */
function leftPart(id, { source, not_carried: counts }) {
  const items = el('div', {});
  const details = el(
    'details',
    {},
    el('summary', {}, t('review.carry.left', { count: sum(counts) })),
    el('ul', {}, list(counts, REASONS, 'reason')),
    items,
  );
  const line = (one) =>
    el('li', {}, el('span', { class: 'clause-id' }, one.clause), ' ', pick(one.summary), el('small', {}, t(`review.carry.why.${one.reason}`)));
  details.addEventListener('toggle', () => {
    if (!details.open || items.hasChildNodes()) return;
    loadInto(items, () => getCarry(id, source.id), ({ left }) => fill(items, el('ul', {}, left.map(line))), { lines: 3 });
  });
  return details;
}
