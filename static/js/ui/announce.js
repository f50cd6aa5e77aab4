/** The live region: says in words what changed on the map. */
import { el } from '../dom.js';

let region = null;

/** @param {HTMLElement} root */
export function mountAnnouncer(root) {
  region = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  root.append(region);
  return () => {
    region = null;
  };
}

/** @param {string} message */
export function announce(message) {
  if (region) region.textContent = message;
}
