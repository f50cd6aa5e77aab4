/** The targets tab: figures by topic, year, place and value; the chart filters the map. */
import { getTargets } from '../api.js';
import { delegate, el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { filterParams } from '../lib/query.js';
import { BY } from '../state.js';
import { announce } from './announce.js';
import { followLinks } from './links.js';
import { emptyState, loadInto } from './load.js';
import { targetBars } from './target-bars.js';
import { targetDots } from './target-dots.js';
import { targetList } from './target-list.js';
import { targetSums } from './target-sums.js';

const KEYS = ['topic', 'doc', 'clause', 'relation', 'year', 'region'];
const LOOKS = ['by', 'measure', 'unit', 'themeShown'];

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mount(element, store) {
  const count = el('span', { class: 'count' });
  const ways = el(
    'div',
    { class: 'ways', role: 'group', 'aria-label': t('targets.by') },
    BY.map((by) => el('button', { type: 'button', class: 'way', data: { by } }, t(`targets.by.${by}`))),
  );
  const chart = el('div', { class: 'chart' });
  const only = el('input', { type: 'checkbox' });
  const sums = el('div', {});
  const list = el('div', { class: 'target-groups' });
  const body = el(
    'div',
    { class: 'targets-body' },
    chart,
    el('label', { class: 'choice only-targets' }, only, el('span', {}, t('targets.onlyMap'))),
    sums,
    list,
  );
  const slot = el('div', {}, body);
  fill(element, el('header', { class: 'panel-head' }, el('h2', {}, t('targets.title')), count), ways, slot);
  let answers = null;

  const draw = () => {
    if (!answers) return;
    const { every, chosen } = answers;
    const { by } = store.view;
    for (const way of ways.children) way.setAttribute('aria-pressed', String(way.dataset.by === by));
    only.checked = store.view.kind.join() === 'target';
    fill(count, t('targets.count', { count: chosen.targets.length }));
    const active = element.ownerDocument.activeElement?.closest?.('[data-bar]')?.dataset.bar;
    fill(
      chart,
      every.targets.length === 0
        ? emptyState(t('targets.none'), t('targets.none.hint'))
        : by === 'value'
          ? targetDots(chosen.targets, store)
          : targetBars(every.targets, store),
    );
    if (active) chart.querySelector(`[data-bar="${CSS.escape(active)}"]`)?.focus();
    fill(sums, targetSums(chosen.sums, store.get('bootstrap').documents));
    fill(list, targetList(chosen.targets, store));
  };
  const ask = async () => {
    const chosen = filterParams({ ...store.view, kind: [] });
    const every = filterParams({ ...store.view, kind: [], topic: [], year: null });
    const isSame = store.view.topic.length === 0 && store.view.year === null;
    const one = getTargets(chosen, { channel: 'targets' });
    const [first, second] = await Promise.all([one, isSame ? one : getTargets(every, { channel: 'targets-all' })]);
    return { chosen: first, every: second };
  };
  const load = () => {
    const target = answers ? el('div', {}) : slot;
    body.classList.toggle('is-waiting', Boolean(answers));
    loadInto(
      target,
      ask,
      (found) => {
        const isFirst = !answers;
        answers = found;
        body.classList.remove('is-waiting');
        if (!slot.contains(body)) fill(slot, body);
        draw();
        if (!isFirst) announce(t('targets.count', { count: found.chosen.targets.length }));
      },
      { channel: 'targets', lines: 10 },
    ).then((isDrawn) => {
      // A failure after the first answer stands where the answer would have been.
      if (!isDrawn && target !== slot && target.querySelector('.problem')) fill(slot, target);
    });
  };
  const stops = [
    followLinks(element, store),
    delegate(ways, 'click', '[data-by]', ({ dataset }) => store.set({ by: dataset.by })),
    delegate(chart, 'click', '[data-topic-bar]', ({ dataset }) => toggleTopic(store, dataset.topicBar)),
    delegate(chart, 'click', '[data-year-bar]', ({ dataset }) => toggleYear(store, Number(dataset.yearBar))),
    delegate(chart, 'change', 'select', ({ value }) => store.set({ measure: value })),
    delegate(element, 'click', '[data-more]', (button) => {
      button.previousElementSibling.querySelectorAll('[hidden]').forEach((row) => {
        row.hidden = false;
      });
      button.remove();
    }),
    store.on(KEYS, load),
    store.on([...LOOKS, 'kind'], draw),
  ];
  only.addEventListener('change', () => store.set({ kind: only.checked ? ['target'] : [] }));
  load();
  return () => stops.forEach((stop) => stop());
}

function toggleTopic(store, slug) {
  const { topic } = store.view;
  store.set({ topic: topic.includes(slug) ? topic.filter((one) => one !== slug) : [...topic, slug] });
}

const toggleYear = (store, year) => store.set({ year: store.view.year === year ? null : year });
