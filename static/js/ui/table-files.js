/** The table to take along: goals and values as the server writes them, what else the map shows as CSV of our own. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { toCsv } from '../lib/csv.js';
import { choroplethParams, filterParams } from '../lib/query.js';
import { fileButton } from './file-menu.js';
import { icon } from './icons.js';

/** Tables that the server writes as files: where, and under which filter. */
const FILES = {
  compared: ({ pair: [a, b] }, { table }) => ({ path: 'api/documents/compare', params: { a, b, table } }),
  goals: (view) => ({ path: 'api/goals', params: filterParams(view) }),
  values: (view) => ({ path: 'api/choropleth', params: choroplethParams(view) }),
};

/**
 * @param {import('../state.js').View} view
 * @param {string} kind of the rows
 * @param {{columns: object[], rows: object[], table?: string}} content table: of the server, where one kind has several
 * @returns {HTMLElement}
 */
export function tableFiles(view, kind, content) {
  const { columns, rows } = content;
  const file = FILES[kind]?.(view, content);
  if (file) return fileButton({ ...file, label: t('files.table') });
  const save = () => {
    const titles = columns.map(({ key, title }) => title ?? t(`column.${key}`));
    const text = toCsv(
      titles,
      rows.map((row) => columns.map((column) => (column.isNumber ? row[column.key] : column.text(row)))),
    );
    const link = el('a', {
      href: URL.createObjectURL(new Blob([text], { type: 'text/csv' })),
      download: `${kind}.csv`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  return el(
    'button',
    { type: 'button', class: 'button', onclick: save, title: t('table.download', { format: 'CSV' }) },
    icon('download'),
    'CSV',
  );
}
