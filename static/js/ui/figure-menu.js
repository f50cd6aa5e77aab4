/** The menu of figures that can be had of the view. An entry is one line in ENTRIES. */
import { t } from '../i18n.js';
import { announce } from './announce.js';
import { openMenu } from './menu.js';

/** @typedef {import('../store.js').Store} Store */
/** @type {{id: string, icon: string, run: (store: Store, item: HTMLElement, button: HTMLElement) => void|Promise<void>}[]} */
const ENTRIES = [
  { id: 'export', icon: 'figure', run: openPanel },
  { id: 'print', icon: 'print', run: (store) => store.put('print', { withTable: false, at: Date.now() }) },
  { id: 'printTable', icon: 'table', run: (store) => store.put('print', { withTable: true, at: Date.now() }) },
  { id: 'png', icon: 'download', run: (store) => store.put('snapshot', Date.now()) },
];

/** What the menu says of a panel that did not come stays so long [ms]. */
const READING_MS = 6000;

/**
 * @param {HTMLButtonElement} button that it hangs from
 * @param {Store} store
 */
export function openFigureMenu(button, store) {
  const entries = ENTRIES.map(({ id, icon, run }) => ({
    icon,
    label: t(`figure.${id}`),
    hint: t(`figure.${id}.hint`),
    run: (item) => run(store, item, button),
  }));
  openMenu(button, { label: t('actions.figure'), entries });
}

/** The panel is large and seldom wanted, so it is fetched when it is. */
async function openPanel(store, item, button) {
  try {
    const { openExport } = await import('../export/dialog.js');
    await openExport(store, button);
  } catch {
    item.querySelector('small').textContent = t('figure.export.failed');
    announce(t('figure.export.failed'));
    await new Promise((done) => setTimeout(done, READING_MS));
  }
}
