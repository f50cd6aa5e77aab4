/** The headings of the table: each sorts, and says how it is sorted now. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { readSort } from '../lib/table-rows.js';

/**
 * @param {import('../lib/table-rows.js').Column[]} columns
 * @param {string} sort
 * @returns {HTMLElement[]}
 */
export function headCells(columns, sort) {
  const { key, isDown } = readSort(sort);
  return columns.map((column, index) => {
    const title = column.title ?? t(`column.${column.key}`);
    const order = column.key === key ? (isDown ? 'descending' : 'ascending') : 'none';
    return el(
      'th',
      {
        role: 'columnheader',
        scope: 'col',
        id: `grid-h-${index}`,
        class: column.isNumber ? 'is-number' : '',
        'aria-colindex': String(index + 1),
        'aria-sort': order,
      },
      el(
        'button',
        {
          type: 'button',
          tabindex: '-1',
          data: { sort: column.key },
          title: t('table.sortBy', { column: title }),
        },
        title,
      ),
    );
  });
}

/**
 * The last column takes what room there is; the others keep their width.
 * @param {import('../lib/table-rows.js').Column[]} columns
 * @returns {HTMLElement[]}
 */
export function columnWidths(columns) {
  return columns.map(({ width_px }, index) => {
    const column = el('col');
    if (index < columns.length - 1) column.style.width = `${width_px}px`;
    return column;
  });
}
