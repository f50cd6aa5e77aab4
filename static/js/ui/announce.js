/** The live region: says in words what changed on the map. */
import { el } from '../dom.js';

let region = null;

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store the slot `say` speaks too, for the map, which knows no interface
 */
export function mountAnnouncer(root, store) {
  region = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  root.append(region);
  const stop = store.on('say', () => announce(store.get('say')));
  return () => {
    stop();
    region = null;
  };
}

/** @param {string} message */
export function announce(message) {
  if (region) region.textContent = message;
}
