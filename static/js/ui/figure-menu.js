/** The menu of figures that can be had of the view. An entry is one line in ENTRIES. */
import { t } from '../i18n.js';
import { openMenu } from './menu.js';

/** @type {{id: string, icon: string, run: (store: import('../store.js').Store) => void}[]} */
const ENTRIES = [
  { id: 'print', icon: 'print', run: (store) => store.put('print', { withTable: false, at: Date.now() }) },
  { id: 'printTable', icon: 'table', run: (store) => store.put('print', { withTable: true, at: Date.now() }) },
  { id: 'png', icon: 'download', run: (store) => store.put('snapshot', Date.now()) },
];

/**
 * @param {HTMLButtonElement} button that it hangs from
 * @param {import('../store.js').Store} store
 */
export function openFigureMenu(button, store) {
  const entries = ENTRIES.map(({ id, icon, run }) => ({
    icon,
    label: t(`figure.${id}`),
    hint: t(`figure.${id}.hint`),
    run: () => run(store),
  }));
  openMenu(button, { label: t('actions.figure'), entries });
}
