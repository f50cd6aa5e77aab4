/**
 * The grid of the table: headings that sort, rows drawn as far as they are seen, and one active cell that the arrow keys
 * move (WAI-ARIA data grid; the focus stays on the grid, so that it is not lost when rows leave the window).
 */
import { delegate, el, fill } from '../dom.js';
import { stepInGrid } from '../lib/grid-keys.js';
import { scrollFor, windowOf } from '../lib/window.js';
import { columnWidths, headCells } from './table-head.js';
import { spacer, tableRow } from './table-row.js';

const PHONE = '(max-width: 720px)';
const ROW_PX = 32;
const PHONE_ROW_PX = 44;
/** The most rows on paper: some forty pages. */
const PRINTED_ROWS = 1000;

/**
 * @param {HTMLElement} element
 * @param {{label: string, onSort: (column: object) => void, onOpen: (row: object, column: object) => void,
 *   onPoint: (row: object|null) => void}} options
 */
export function createGrid(element, { label, onSort, onOpen, onPoint }) {
  const row_px = matchMedia(PHONE).matches ? PHONE_ROW_PX : ROW_PX;
  const head = el('tr', { role: 'row', 'aria-rowindex': '1' });
  const body = el('tbody', { role: 'rowgroup' });
  const widths = el('colgroup');
  const table = el(
    'table',
    { class: 'grid', role: 'grid', tabindex: '0', 'aria-label': label },
    widths,
    el('thead', { role: 'rowgroup' }, head),
    body,
  );
  const scroller = el('div', { class: 'grid-scroll' }, table);
  fill(element, scroller);
  table.style.setProperty('--row', `${row_px}px`);

  let content = { columns: [], rows: [], sort: '' };
  let active = { row: -1, column: 0 };
  let shown = '';
  let marks = { hovered: '', selected: '' };

  const headHeight = () => head.offsetHeight || row_px;
  const view = () => ({
    row_px,
    top_px: scroller.scrollTop,
    height_px: Math.max(scroller.clientHeight - headHeight(), row_px),
  });
  const drawHead = () => {
    fill(widths, columnWidths(content.columns));
    fill(head, headCells(content.columns, content.sort));
    table.setAttribute('aria-rowcount', String(content.rows.length + 1));
    table.setAttribute('aria-colcount', String(content.columns.length));
    table.style.width = `${content.columns.reduce((sum, { width_px }) => sum + width_px, 0)}px`;
  };
  let isOnPaper = false;
  const drawRows = (isForced = false) => {
    const count = content.rows.length;
    const range = isOnPaper
      ? { first: 0, end: Math.min(count, PRINTED_ROWS), before_px: 0, after_px: 0 }
      : windowOf({ count, ...view() });
    const key = `${range.first}-${range.end}`;
    if (key === shown && !isForced) return;
    shown = key;
    fill(
      body,
      spacer(range.before_px, content.columns.length),
      content.rows
        .slice(range.first, range.end)
        .map((row, index) => tableRow(row, content.columns, range.first + index)),
      spacer(range.after_px, content.columns.length),
    );
    mark();
    markActive();
  };
  const mark = () => {
    for (const row of body.querySelectorAll('[data-row]')) {
      const { adcode } = content.rows[row.dataset.row];
      row.classList.toggle('is-hot', Boolean(adcode) && adcode === marks.hovered);
      row.setAttribute('aria-selected', String(Boolean(adcode) && adcode === marks.selected));
    }
  };
  const markActive = () => {
    table.querySelector('.is-active')?.classList.remove('is-active');
    const id = active.row < 0 ? `grid-h-${active.column}` : `grid-${active.row}-${active.column}`;
    const cell = table.querySelector(`#${id}`);
    cell?.classList.add('is-active');
    if (cell) table.setAttribute('aria-activedescendant', id);
    else table.removeAttribute('aria-activedescendant');
    return cell;
  };
  const reveal = (index) => {
    scroller.scrollTop = scrollFor({ index, ...view() });
    drawRows();
  };
  const activate = (cell) => {
    active = cell;
    if (cell.row >= 0) reveal(cell.row);
    const element_ = markActive();
    // The first column stands still over the others, so what is active must not lie under it.
    element_?.scrollIntoView({ block: 'nearest', inline: cell.column > 0 ? 'nearest' : 'start' });
    onPoint(cell.row >= 0 ? content.rows[cell.row] : null);
  };
  const open = ({ row, column }) =>
    row < 0 ? onSort(content.columns[column]) : onOpen(content.rows[row], content.columns[column]);
  const onKey = (event) => {
    if (event.metaKey || event.altKey) return;
    const size = {
      rows: content.rows.length,
      columns: content.columns.length,
      page: Math.floor(view().height_px / row_px),
    };
    const next = stepInGrid(active, event, size);
    if (next) activate(next);
    else if (event.key === 'Enter' || event.key === ' ') open(active);
    else return;
    event.preventDefault();
  };
  const cellOf = ({ dataset: { row, column } }) => ({ row: Number(row), column: Number(column) });

  table.addEventListener('keydown', onKey);
  scroller.addEventListener('scroll', () => drawRows(), { passive: true });
  const setPaper = ({ type }) => {
    isOnPaper = type === 'beforeprint';
    drawRows(true);
  };
  addEventListener('beforeprint', setPaper);
  addEventListener('afterprint', setPaper);
  const observer = new ResizeObserver(() => drawRows());
  observer.observe(scroller);
  const stops = [
    delegate(head, 'click', '[data-sort]', ({ dataset }) =>
      onSort(content.columns.find(({ key }) => key === dataset.sort)),
    ),
    delegate(body, 'click', 'td[data-row]', (cell, { target }) => {
      active = cellOf(cell);
      markActive();
      if (!target.closest('a')) open(active);
    }),
    delegate(body, 'pointerover', 'tr[data-row]', ({ dataset }) => onPoint(content.rows[dataset.row])),
    () => observer.disconnect(),
    () => removeEventListener('beforeprint', setPaper),
    () => removeEventListener('afterprint', setPaper),
  ];
  body.addEventListener('pointerleave', () => onPoint(null));

  return {
    /** @param {{columns: object[], rows: object[], sort: string}} next @param {boolean} isOther whether the rows are other ones */
    show(next, isOther) {
      content = next;
      active = {
        row: Math.min(active.row, next.rows.length - 1),
        column: Math.min(active.column, next.columns.length - 1),
      };
      if (isOther) scroller.scrollTop = 0;
      drawHead();
      drawRows(true);
    },
    /** @param {{hovered: string, selected: string}} next */
    mark(next) {
      marks = next;
      mark();
    },
    /** Brings the first row of a unit into view. @param {string} adcode */
    find(adcode) {
      const index = content.rows.findIndex((row) => row.adcode === adcode);
      if (index >= 0) reveal(index);
    },
    stop: () => stops.forEach((stop) => stop()),
  };
}
