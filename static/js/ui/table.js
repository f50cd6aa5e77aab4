/** The table twin of the map: the same rows under the same filters, to sort, to walk through, and to take along. */
import { cancel, isAborted } from '../api.js';
import { delegate, el, fill } from '../dom.js';
import { locale, t } from '../i18n.js';
import { nextSort, sortRows } from '../lib/table-rows.js';
import { announce } from './announce.js';
import { icon } from './icons.js';
import { followLinks } from './links.js';
import { emptyState, loadInto, problem } from './load.js';
import { kindsOf, LIMIT, paintedRows, readGoals, shownKind, shownSort } from './table-data.js';
import { tableFiles } from './table-files.js';
import { createGrid } from './table-grid.js';

const FILTERS = ['topic', 'doc', 'clause', 'relation', 'kind', 'year', 'region', 'indicator', 'rows', 'tab', 'pair'];

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mount(element, store) {
  const kinds = el('div', { class: 'table-kinds', role: 'group', 'aria-label': t('table.kinds') });
  const count = el('p', { class: 'count table-count', role: 'status' });
  const files = el('span', { class: 'table-files' });
  const close = el(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': t('table.close'),
      title: t('table.close'),
      onclick: () => store.set({ table: false }),
    },
    icon('close'),
  );
  const gridSlot = el('div', { class: 'table-grid' });
  const slot = el('div', { class: 'table-body' });
  fill(
    element,
    el('header', { class: 'table-head' }, el('h2', {}, t('table.title')), kinds, count, files, close),
    slot,
  );

  const grid = createGrid(gridSlot, {
    label: t('table.label'),
    onSort: (column) =>
      store.set({ sort: nextSort(shownSort(store.view, content.columns), column) }, { replace: true }),
    onOpen: (row, column) => store.set(patchOf(row, column), { origin: 'user' }),
    onPoint: (row) => store.put('marked', row?.adcode ?? ''),
  });
  let content = null;
  let isOwn = false;

  const draw = (isOther) => {
    const { columns, rows, matched } = content;
    const sort = shownSort(store.view, columns);
    const sorted = sortRows(rows, columns, sort, locale());
    fill(
      count,
      matched > rows.length
        ? t('table.capped', { count: matched, shown: LIMIT })
        : t('table.rows', { count: matched }),
    );
    fill(files, tableFiles(store.view, shownKind(store.view), { ...content, rows: sorted }));
    if (rows.length === 0) return fill(slot, emptyState(t('table.none'), t('table.none.hint')));
    if (!slot.contains(gridSlot)) fill(slot, gridSlot);
    grid.show({ columns, rows: sorted, sort }, isOther);
    grid.mark({ hovered: store.get('hovered') ?? '', selected: store.view.unit });
    return undefined;
  };
  const take = (found) => {
    content = found;
    slot.classList.remove('is-waiting');
    draw(true);
  };
  const load = () => {
    const kind = shownKind(store.view);
    fill(
      kinds,
      kindsOf(store.view).map((one) =>
        el(
          'button',
          { type: 'button', class: 'way', data: { kind: one }, 'aria-pressed': String(one === kind) },
          t(`table.kind.${one}`),
        ),
      ),
    );
    if (kind !== 'goals') return showPainted(kind);
    if (!content) return loadInto(slot, () => readGoals(store), take, { channel: 'table', lines: 6 });
    slot.classList.add('is-waiting');
    return readGoals(store).then(take, (error) => {
      if (isAborted(error)) return;
      slot.classList.remove('is-waiting');
      fill(slot, problem(error, load));
    });
  };
  const showPainted = (kind) => {
    cancel('table');
    const { status, error } = store.get('painting') ?? {};
    const found = paintedRows(store, kind);
    if (found) take(found);
    else if (status === 'error')
      fill(
        slot,
        problem(error, () => store.put('reload', Date.now())),
      );
    else slot.classList.add('is-waiting');
  };
  const patchOf = (row, column) => {
    isOwn = true;
    if (row.line) return { line: row.line, unit: '', compare: '', item: '' };
    if (column?.link === 'clause' || !row.adcode) {
      return row.document
        ? { tab: 'documents', doc: row.document, clause: row.clause, unit: '', compare: '', item: '' }
        : {};
    }
    return { unit: row.adcode, compare: '', item: '' };
  };
  const stops = [
    followLinks(slot, store),
    delegate(kinds, 'click', '[data-kind]', ({ dataset }) => {
      store.set({ rows: dataset.kind === kindsOf(store.view)[0] ? '' : dataset.kind });
      kinds.querySelector('[aria-pressed=true]')?.focus();
    }),
    store.on(FILTERS, load),
    store.on(
      ['painting', 'overview', 'comparedRows'],
      () => shownKind(store.view) !== 'goals' && showPainted(shownKind(store.view)),
    ),
    store.on('sort', () => {
      if (!content) return;
      draw(true);
      announce(t('table.sorted'));
    }),
    store.on('hovered', () => grid.mark({ hovered: store.get('hovered') ?? '', selected: store.view.unit })),
    store.on('unit', () => {
      grid.mark({ hovered: '', selected: store.view.unit });
      if (!isOwn && store.view.unit) grid.find(store.view.unit);
      isOwn = false;
    }),
    store.on('themeShown', () => content && draw(false)),
    () => grid.stop(),
  ];
  load();
  return () => {
    stops.forEach((stop) => stop());
    store.put('marked', '');
  };
}
