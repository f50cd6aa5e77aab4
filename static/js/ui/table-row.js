/** One row of the table, and the room of those that are not drawn. */
import { el } from '../dom.js';
import { token } from '../tokens.js';
import { clauseHref } from './clause-link.js';
import { unitLink } from './links.js';
import { classSwatch, nothingSwatch, relationSwatch } from './swatch.js';

/**
 * @param {object} row
 * @param {object[]} columns
 * @param {number} index among all rows
 * @returns {HTMLElement}
 */
export function tableRow(row, columns, index) {
  return el(
    'tr',
    { role: 'row', 'aria-rowindex': String(index + 2), data: { row: String(index) } },
    columns.map((column, at) =>
      el(
        'td',
        {
          role: column.isHead ? 'rowheader' : 'gridcell',
          id: `grid-${index}-${at}`,
          class: column.isNumber ? 'is-number' : '',
          'aria-colindex': String(at + 1),
          data: { row: String(index), column: String(at) },
        },
        cell(row, column),
      ),
    ),
  );
}

function cell(row, column) {
  const text = column.text(row);
  if (column.link === 'unit' && row.adcode)
    return el('a', { ...unitLink(row.adcode), tabindex: '-1', title: text }, text);
  if (column.link === 'clause' && row.document) {
    return el('a', { ...clauseHref(row.document, row.clause), tabindex: '-1', title: text }, text);
  }
  const mark = MARKS[column.mark]?.(row);
  const hint = column.hint?.(row);
  if (hint) return el('span', { class: 'has-hint', title: hint }, text, el('span', { class: 'visually-hidden' }, ` ${hint}`));
  return mark ? [mark, ' ', el('span', { title: text }, text)] : el('span', { title: text }, text);
}

const MARKS = {
  relation: ({ relation }) => relation && relationSwatch(relation, token('--map-accent')),
  class: ({ state, colour }) => (state === 'value' ? classSwatch(colour) : nothingSwatch(state)),
};

/**
 * Stands for the rows that are not drawn, so that the scroll bar tells the whole length.
 * @param {number} height_px
 * @param {number} columns
 * @returns {HTMLElement|false}
 */
export function spacer(height_px, columns) {
  if (height_px <= 0) return false;
  const cell = el('td', { colspan: String(columns) });
  cell.style.height = `${height_px}px`;
  return el('tr', { class: 'grid-spacer', role: 'presentation' }, cell);
}
