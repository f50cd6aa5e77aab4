/** By when: the year that the clause writes, or the year to which its plan runs, which is marked. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { formatYears } from '../lib/numbers.js';

/** @param {{year_stated?: boolean}} goal @returns {boolean} whether its year is only the end of the plan */
export const isHorizon = ({ year_stated: isStated }) => isStated === false;

/**
 * @param {{year: number|null, year_stated?: boolean, figure?: object|null}} goal of the server
 * @param {{isShort?: boolean}} [options] for lists without room
 * @returns {string} nothing without a year
 */
export function yearText(goal, { isShort = false } = {}) {
  const years = formatYears(goal.figure ?? goal);
  if (!years) return '';
  if (!isHorizon(goal)) return t('figure.year', { year: years });
  return isShort ? t('figure.horizon.short', { year: years }) : t('figure.horizon', { year: years });
}

/** @param {object} goal @param {{isShort?: boolean}} [options] as for yearText @returns {HTMLElement|''} */
export function yearPart(goal, options) {
  const text = yearText(goal, options);
  const hint = isHorizon(goal) ? `${yearText(goal)}${t('list.colon')}${t('figure.horizon.hint')}` : null;
  return text && el('span', { class: 'figure-year', title: hint }, text);
}
