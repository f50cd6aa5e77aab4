/** The menu of a table's files: as CSV or XLSX, in the words of the page or in the codes of the interface. */
import { address } from '../api.js';
import { el } from '../dom.js';
import { lang, t } from '../i18n.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';

const FORMATS = ['xlsx', 'csv'];

/**
 * @param {{path: string, params: import('../api.js').Params, label: string}} table where the server answers it as a file;
 *   label: what is taken along, for those who do not see where the button stands
 * @returns {HTMLElement} the button
 */
export function fileButton({ path, params, label }) {
  const entries = () =>
    [lang(), 'code'].flatMap((heads) =>
      FORMATS.map((format) => ({
        icon: 'download',
        label: t(heads === 'code' ? 'files.codes' : 'files.words', { format: format.toUpperCase() }),
        hint: t(heads === 'code' ? 'files.codes.hint' : 'files.words.hint'),
        href: address(path, { ...params, format, heads }),
      })),
    );
  const button = el(
    'button',
    {
      type: 'button',
      class: 'button',
      'aria-haspopup': 'menu',
      'aria-label': label,
      title: label,
      onclick: () => openMenu(button, { label, entries: entries() }),
    },
    icon('download'),
    t('files.button'),
  );
  return button;
}
