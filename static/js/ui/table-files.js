/** The table to take along: goals as the server writes them, what the map shows as CSV of our own. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { toCsv } from '../lib/csv.js';
import { icon } from './icons.js';
import { goalsFile } from './table-data.js';

/**
 * @param {import('../state.js').View} view
 * @param {string} kind of the rows
 * @param {{columns: object[], rows: object[]}} content
 * @returns {HTMLElement[]}
 */
export function tableFiles(view, kind, { columns, rows }) {
  if (kind === 'goals') {
    return ['csv', 'xlsx'].map((format) =>
      el(
        'a',
        {
          class: 'button',
          href: goalsFile(view, format),
          download: `goals.${format}`,
          title: t('table.download', { format: format.toUpperCase() }),
        },
        icon('download'),
        format.toUpperCase(),
      ),
    );
  }
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
  return [
    el(
      'button',
      { type: 'button', class: 'button', onclick: save, title: t('table.download', { format: 'CSV' }) },
      icon('download'),
      'CSV',
    ),
  ];
}
