/** Two documents side by side: which, what to mind, how much of what became of it, and the lines of one group. */
import { RequestError, cancel, fetchJson, isAborted } from '../api.js';
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { isComparing } from '../lib/query.js';
import { announce } from '../ui/announce.js';
import { backButton } from '../ui/back-button.js';
import { fileButton } from '../ui/file-menu.js';
import { icon } from '../ui/icons.js';
import { followLinks } from '../ui/links.js';
import { emptyState, loadInto, showProblem, skeleton } from '../ui/load.js';
import { loadStyles } from '../ui/styles.js';
import { drawChoice, readChoices } from './comparison-choice.js';
import { facts, groupButtons } from './comparison-head.js';
import { UNFILTERED } from './comparison-host.js';
import { drawLines } from './comparison-lines.js';
import { ARRIVED } from './host.js';
import { connectComparisonMap } from './comparison-map.js';
import { findLine, groupsOf, shownGroup, tableOf } from './comparison-model.js';
import { getSession } from './requests.js';

const ARROWS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mountComparison(element, store) {
  const app = element.closest('.app');
  const choice = el('div', {}, skeleton(2));
  const body = el('div', { class: 'comparison-body' });
  const context = { store, answer: null, isChosen: false };
  const back = () =>
    store.set({ pair: [], group: '', line: '', clause: '', unit: '', item: '', compare: '' });
  let unmountMap = () => {};
  let isGone = false;

  const drawAnswer = (answer) => {
    if (isGone) return;
    context.answer = answer;
    store.put('comparison', answer);
    unmountMap();
    unmountMap = connectComparisonMap(context);
    drawBody(body, context);
    const group = shownGroup(answer, store.view.group);
    announce(t('comparison.opened', { group: t(`comparison.group.${group}`), count: countOf(answer, group) }));
  };
  const load = (_, origin = '') => {
    context.isChosen = origin === 'user';
    const [a, b] = store.view.pair;
    context.answer = null;
    unmountMap();
    unmountMap = () => {};
    store.put('comparison', null);
    store.put('compared', null);
    store.put('comparedRows', null);
    if (!b) return fill(body, emptyState(t('comparison.none'), t('comparison.none.hint')));
    const read = async () => {
      try {
        return await fetchJson('api/documents/compare', { a, b }, { channel: 'comparison' });
      } catch (problem) {
        const error = await forVisitors(problem);
        // Map and detail wait for nothing more.
        if (!isGone && !isAborted(error)) {
          store.put('comparison', { error });
          store.put('compared', { rows: [], counts: {}, titles: {}, title: t('comparison.title') });
        }
        throw error;
      }
    };
    return loadInto(body, read, drawAnswer, { channel: 'comparison', lines: 14 });
  };
  const begin = async () => {
    try {
      const [choices] = await Promise.all([readChoices(store), loadStyles('comparison')]);
      if (isGone) return;
      const drawChoices = () => drawChoice(choice, store, choices);
      stops.push(store.on('pair', drawChoices));
      drawChoices();
      load();
    } catch (error) {
      if (!isGone) showProblem(choice, error, begin);
    }
  };
  const redraw = (names) => {
    if (!context.answer) return;
    if (names.includes('group')) {
      drawBody(body, context);
      const group = shownGroup(context.answer, store.view.group);
      announce(t('comparison.listed', { group: t(`comparison.group.${group}`), count: countOf(context.answer, group) }));
    } else markLine(body, store.view.line);
  };
  const showWide = () => {
    const { tab, pair, doc, review } = store.view;
    // Wide while the second document is still to be chosen, so that nothing jumps when it is.
    app?.toggleAttribute('data-comparing', tab === 'documents' && pair.length > 0 && !doc && !review);
    // A topic that was chosen meanwhile would colour the counties of the comparison.
    if (isComparing(store.view) && store.view.topic.length > 0) store.set(UNFILTERED, { replace: true });
  };
  const stops = [
    followLinks(element, store),
    store.on('pair', load),
    store.on(['group', 'line'], redraw),
    store.on(['tab', 'pair', 'doc', 'review'], showWide),
    delegate(body, 'click', '[data-group]', ({ dataset }) => {
      store.set({ group: dataset.group, line: '', unit: '' });
      body.querySelector(`[data-group="${dataset.group}"]`)?.focus();
    }),
    delegate(body, 'click', '[data-line]', ({ dataset }) =>
      store.set({ line: store.view.line === dataset.line ? '' : dataset.line, unit: '', compare: '', item: '' }),
    ),
    delegate(body, 'click', 'a[data-review]', ({ dataset }, event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      store.set({ ...ARRIVED, review: dataset.review });
    }),
    delegate(body, 'keydown', '[data-line]', (button, event) => step(body, button, event)),
  ];
  fill(
    element,
    el('header', { class: 'panel-head reader-bar' }, backButton(back)),
    el('div', { class: 'comparison' }, el('h2', {}, t('comparison.title')), choice, body),
  );
  showWide();
  begin();
  return () => {
    isGone = true;
    cancel('comparison');
    stops.forEach((stop) => stop());
    unmountMap();
    app?.removeAttribute('data-comparing');
    ['comparison', 'compared', 'comparedRows'].forEach((name) => store.put(name, null));
    store.put('marked', '');
  };
}

/** The later version is where the review of the earlier one is wanted. */
const wayToCarry = (id) =>
  el(
    'a',
    { href: `?review=${encodeURIComponent(id)}&queue=all`, class: 'link-button', data: { review: id } },
    t('comparison.toReview.b'),
  );

/** Ids of documents that a visitor may not see tell them nothing. */
async function forVisitors(error) {
  if (error?.code !== 'document_unknown') return error;
  const session = await getSession().catch(() => null);
  return session?.may?.see_document_drafts ? error : new RequestError('comparison_hidden');
}

const countOf = (answer, group) => groupsOf(answer).find(({ id }) => id === group).count;

/** The arrows go from line to line. */
function step(body, button, event) {
  const by = ARROWS[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  const buttons = [...body.querySelectorAll('[data-line]')];
  const next = buttons[buttons.indexOf(button) + by];
  // Beyond the last line the arrow scrolls.
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function markLine(body, line) {
  for (const button of body.querySelectorAll('[data-line]')) {
    const isOpen = button.dataset.line === line;
    button.setAttribute('aria-expanded', String(isOpen));
    button.closest('.comparison-line')?.classList.toggle('is-open', isOpen);
  }
}

function drawBody(body, context) {
  const { answer, store } = context;
  const group = shownGroup(answer, store.view.group);
  const [a, b] = store.view.pair;
  const table = tableOf(group);
  const list = el('div', { class: 'comparison-list' });
  fill(
    body,
    answer.notes.map(({ code, text }) =>
      el(
        'p',
        { class: 'comparison-note', data: { note: code } },
        icon('warn'),
        el('span', {}, pick(text), code === 'review_differs' && [' ', wayToCarry(b)]),
      ),
    ),
    facts(answer),
    groupButtons(answer, group),
    el(
      'header',
      { class: 'comparison-head' },
      el('h3', { id: 'comparison-group' }, t(`comparison.group.${group}`)),
      fileButton({ path: 'api/documents/compare', params: { a, b, table }, label: t('files.table') }),
      el('p', { class: 'note' }, t(`comparison.hint.${group}`)),
    ),
    list,
  );
  drawLines(list, context, group);
  markLine(body, store.view.line);
  const chosen = findLine(answer, store.view.line) && body.querySelector('.is-open');
  chosen?.scrollIntoView({ block: 'nearest' });
}
