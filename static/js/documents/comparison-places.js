/** The places of a line as links to their profiles; what came or went carries a sign and a word. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { unitLink } from '../ui/links.js';

/** More counties than this are counted. */
const MOST_PLACES = 12;

/**
 * @param {HTMLElement[]} shown
 * @returns {HTMLElement|false} a list of places; more than a line can hold are counted
 */
export const chips = (shown) =>
  shown.length > 0 &&
  el(
    'ul',
    { class: 'places' },
    shown.slice(0, MOST_PLACES).map((one) => el('li', {}, one)),
    shown.length > MOST_PLACES && el('li', { class: 'count' }, t('comparison.others', { count: shown.length - MOST_PLACES })),
  );

const SIGNS = { added: '＋', dropped: '－' };

/**
 * @param {{adcode: string, name: string, isForbidden?: boolean}} unit isForbidden: it is told not to act
 * @param {''|'added'|'dropped'} [kind]
 * @returns {HTMLElement}
 */
export function chip({ adcode, name, isForbidden }, kind = '') {
  return el(
    'a',
    { ...unitLink(adcode), class: `place${kind ? ` is-${kind}` : ''}` },
    kind && el('span', { 'aria-hidden': 'true' }, SIGNS[kind]),
    kind && el('span', { class: 'visually-hidden' }, t(`comparison.place.${kind}`)),
    isForbidden && el('small', {}, t('comparison.place.forbidden')),
    el('span', {}, name),
  );
}
