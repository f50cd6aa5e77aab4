/** A menu that hangs from a button: arrow keys go through it, Escape and a click elsewhere close it. */
import { el } from '../dom.js';
import { icon } from './icons.js';

/**
 * @typedef {object} Entry
 * @property {string} icon
 * @property {string} label
 * @property {string} [hint] a second line
 * @property {string} [href] for a file to take along
 * @property {(item: HTMLElement) => void|Promise<void>} [run] what it does; a promise keeps the menu open until it is kept
 */

const EDGE_PX = 8;

/**
 * @param {HTMLElement} button that it hangs from
 * @param {{label: string, entries: Entry[]}} content
 */
export function openMenu(button, { label, entries }) {
  const menu = el('div', { class: 'menu', role: 'menu', 'aria-label': label, popover: 'auto' });
  menu.append(...entries.map((entry) => menuItem(entry, menu)));
  document.body.append(menu);
  menu.addEventListener('toggle', ({ newState }) => {
    button.setAttribute('aria-expanded', String(newState === 'open'));
    if (newState === 'closed') menu.remove();
  });
  menu.addEventListener('keydown', (event) => moveInMenu(menu, event));
  menu.showPopover();
  place(menu, button.getBoundingClientRect());
  menu.firstElementChild.focus();
}

function menuItem({ icon: name, label, hint, href, run }, menu) {
  const choose = async ({ currentTarget }) => {
    await run?.(currentTarget);
    // A file is taken along only while its link stands.
    setTimeout(() => menu.isConnected && menu.hidePopover());
  };
  return el(
    href ? 'a' : 'button',
    { type: href ? null : 'button', href, download: href ? '' : null, class: 'menu-item', role: 'menuitem', onclick: choose },
    icon(name),
    el('span', {}, label),
    hint && el('small', {}, hint),
  );
}

/** Below the button, or above it where there is no room. */
function place(menu, { right, top, bottom }) {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const isLow = bottom + menu.offsetHeight + EDGE_PX > height && top > menu.offsetHeight + EDGE_PX;
  menu.style.top = `${isLow ? top - 4 - menu.offsetHeight : bottom + 4}px`;
  menu.style.right = `${Math.max(EDGE_PX, width - right)}px`;
}

function moveInMenu(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...menu.children];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}
