/** The menu of figures that can be had of the view. An entry is one line in ENTRIES. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from './icons.js';

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
  const menu = el('div', { class: 'menu', role: 'menu', 'aria-label': t('actions.figure'), popover: 'auto' });
  fill(
    menu,
    ENTRIES.map((entry) =>
      el(
        'button',
        {
          type: 'button',
          class: 'menu-item',
          role: 'menuitem',
          onclick: () => {
            menu.hidePopover();
            entry.run(store);
          },
        },
        icon(entry.icon),
        el('span', {}, t(`figure.${entry.id}`)),
        el('small', {}, t(`figure.${entry.id}.hint`)),
      ),
    ),
  );
  document.body.append(menu);
  const { right, bottom } = button.getBoundingClientRect();
  menu.style.top = `${bottom + 4}px`;
  menu.style.right = `${Math.max(8, document.documentElement.clientWidth - right)}px`;
  menu.addEventListener('toggle', ({ newState }) => {
    button.setAttribute('aria-expanded', String(newState === 'open'));
    if (newState === 'closed') menu.remove();
  });
  menu.addEventListener('keydown', (event) => moveInMenu(menu, event));
  menu.showPopover();
  menu.firstElementChild.focus();
}

function moveInMenu(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...menu.children];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}
