/** Keys that work everywhere: / search, T table, Esc back, ? help. Not while something is being typed. */
import { closingPatch } from './detail-host.js';
import { openHelp } from './help.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountShortcuts(root, store) {
  const actions = {
    '/': () => root.querySelector('#search-input')?.focus(),
    t: () => !store.view.review && store.set({ table: !store.view.table }),
    '?': () => openHelp(),
    Escape: () => {
      const patch = closingPatch(store.view);
      if (patch) store.set(patch);
    },
  };
  const onKey = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target.closest(
      'input:not([type=checkbox], [type=radio]), textarea, select, dialog, [popover]',
    );
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (isTyping || !action) return;
    event.preventDefault();
    action();
  };
  addEventListener('keydown', onKey);
  const stop = store.on('help', () => openHelp());
  return () => {
    stop();
    removeEventListener('keydown', onKey);
  };
}
