/** The name of a unit with what it lies in, which tells units of one name apart; the path comes when it is known. */
import { el, fill } from '../dom.js';
import { pathOf } from './units.js';

/**
 * @param {string} name
 * @param {string[]} adcodes a path is shown of a single unit only
 * @returns {HTMLElement}
 */
export function unitName(name, adcodes) {
  const path = el('span', { class: 'unit-path' });
  if (adcodes.length === 1) pathOf(adcodes[0]).then((words) => fill(path, words));
  return el('span', { class: 'unit-name' }, path, el('strong', {}, name));
}
