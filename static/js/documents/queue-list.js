/** The list of items: a listbox of rows of one height, drawn as far as it is seen; the focus stays on the list. */
import { delegate, el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { scrollFor, windowOf } from '../lib/window.js';
import { icon } from '../ui/icons.js';
import { emptyState } from '../ui/load.js';
import { isDoubtful, neighbourOf } from './worklist.js';
import { gradeOf, meaningOf, nameIn, titleOf } from './words.js';

const ROW_PX = 64;
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
/** Places named in a row. */
const MOST_PLACES = 3;

/**
 * @param {HTMLElement} element
 * @param {object} context
 * @returns {() => void} unmount
 */
export function mountQueueList(element, { store, model }) {
  const list = el('div', {
    class: 'review-list',
    role: 'listbox',
    tabindex: '0',
    'aria-label': t('review.list'),
    'aria-keyshortcuts': 'J K',
  });
  const before = el('div', { 'aria-hidden': 'true' });
  const rows = el('div', { role: 'presentation' });
  const after = el('div', { 'aria-hidden': 'true' });
  fill(list, before, rows, after);
  const none = el('div', {});
  fill(element, list, none);
  let items = [];

  const windowNow = () =>
    windowOf({ count: items.length, row_px: ROW_PX, top_px: list.scrollTop, height_px: list.clientHeight });
  let drawn = windowNow();
  const draw = () => {
    const shown = windowNow();
    drawn = shown;
    before.style.height = `${shown.before_px}px`;
    after.style.height = `${shown.after_px}px`;
    fill(
      rows,
      items
        .slice(shown.first, shown.end)
        .map((item, index) => row(item, { position: shown.first + index + 1, size: items.length, store, model })),
    );
    const isListed = items.some(({ id }) => id === store.view.entry);
    list.setAttribute('aria-activedescendant', isListed ? optionId(store.view.entry) : '');
  };
  const renew = () => {
    items = model.listed(store.view);
    list.hidden = items.length === 0;
    fill(none, items.length === 0 && emptyPart(store, model));
    draw();
    reveal();
  };
  const reveal = () => {
    const index = items.findIndex(({ id }) => id === store.view.entry);
    if (index === -1) return;
    list.scrollTop = scrollFor({ index, row_px: ROW_PX, top_px: list.scrollTop, height_px: list.clientHeight });
  };
  const choose = (id) => id && store.set({ entry: id, place: '' });
  const onKey = (event) => {
    const ids = items.map(({ id }) => id);
    const next =
      { Home: ids[0], End: ids.at(-1) }[event.key] ??
      (STEPS[event.key] && neighbourOf(ids, store.view.entry, STEPS[event.key]));
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(next);
  };
  list.addEventListener('keydown', onKey);
  // A row that is pressed while the list scrolls stays the same row, or the press would be lost.
  const onScroll = () => {
    const { first, end } = windowNow();
    if (first !== drawn.first || end !== drawn.end) draw();
  };
  list.addEventListener('scroll', onScroll, { passive: true });
  const observer = new ResizeObserver(draw);
  observer.observe(list);
  const heat = (id) => store.put('reviewHot', id ? { item: id, place: '' } : null);
  const stops = [
    delegate(list, 'click', '[data-entry]', ({ dataset }) => {
      choose(dataset.entry);
      store.put('reviewPart', 'card');
    }),
    delegate(list, 'pointerover', '[data-entry]', ({ dataset }) => heat(dataset.entry)),
    model.onChange(renew),
    store.on(['clause', 'kind', 'queue'], renew),
    store.on('entry', () => {
      draw();
      reveal();
    }),
    store.on('reviewHot', () => showHot(list, store.get('reviewHot')?.item)),
    () => observer.disconnect(),
  ];
  list.addEventListener('pointerleave', () => heat(''));
  renew();
  return () => stops.forEach((stop) => stop());
}

const optionId = (id) => `review-row-${id}`;

const showHot = (list, item) => {
  for (const option of list.querySelectorAll('[data-entry]'))
    option.classList.toggle('is-hot', option.dataset.entry === item);
};

function row(item, { position, size, store, model }) {
  const bootstrap = store.get('bootstrap');
  const isCurrent = store.view.entry === item.id;
  const doubt = isDoubtful(item);
  return el(
    'div',
    {
      class: `review-row is-${item.decision}${doubt ? ' is-doubtful' : ''}`,
      role: 'option',
      id: optionId(item.id),
      data: { entry: item.id },
      'aria-selected': String(isCurrent),
      'aria-posinset': String(position),
      'aria-setsize': String(size),
    },
    el(
      'span',
      { class: 'review-row-line' },
      el('span', { class: 'tag' }, nameIn(bootstrap, 'kinds', item.kind)),
      el('span', { class: 'review-row-title' }, titleOf(item)),
    ),
    el(
      'span',
      { class: 'review-row-line is-small' },
      el('span', { class: 'review-row-clause' }, item.clause),
      el('span', { class: 'review-row-places' }, placeWords(item)),
      stateMark(item, doubt, model),
    ),
  );
}

function placeWords({ places }) {
  const shown = places.filter(({ decision }) => decision !== 'rejected').slice(0, MOST_PLACES);
  return shown
    .map((place) => (place.units.length > 0 ? place.words || meaningOf(place) : place.words))
    .join(t('list.and'));
}

function stateMark(item, doubt, model) {
  if (doubt) return mark('doubtful', 'warn', t('review.queue.doubtful'));
  if (item.decision === 'confirmed') return mark('confirmed', 'check', t('review.state.confirmed'));
  if (item.decision === 'rejected') return mark('rejected', 'close', t('review.state.rejected'));
  if (item.decision === 'second') return mark('second', 'check', t('review.state.second'));
  const reasons = model.rank(item.id)?.reasons ?? [];
  const why = reasons.map((reason) => t(`review.reason.${reason}`)).join(t('list.comma'));
  return el(
    'span',
    { class: `review-row-state is-${gradeOf(item.confidence)}`, title: why },
    `${Math.round(item.confidence * 100)}%`,
  );
}

const mark = (name, sign, words) =>
  el(
    'span',
    { class: `review-row-state is-${name}`, title: words },
    icon(sign),
    el('span', { class: 'visually-hidden' }, words),
  );

function emptyPart({ view }, model) {
  const { counts } = model;
  const isDone = !view.queue && !view.clause && view.kind.length === 0;
  if (isDone && counts.items > 0) return emptyState(t('review.done'), t('review.done.hint'));
  if (isDone) return emptyState(t('review.nothing'), t('review.nothing.hint'));
  return emptyState(t('review.none'), t('review.none.hint'));
}
