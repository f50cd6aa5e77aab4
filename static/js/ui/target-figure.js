/** A figure as people read it: 力争 ≥ 1,200 户 以上，2027 年; what looks wrong in the source says so, with the reason. */
import { el } from '../dom.js';
import { locale, t } from '../i18n.js';
import { splitWording } from '../lib/figures.js';
import { formatFigure } from '../lib/numbers.js';
import { yearPart } from './goal-year.js';
import { icon } from './icons.js';

/**
 * @param {object} goal of the server, with a figure
 * @param {{withMetric?: boolean}} [options] whether the metric stands in the line, for a list of several goals
 * @returns {HTMLElement}
 */
export function targetFigure(goal, { withMetric = true } = {}) {
  const { figure } = goal;
  return el(
    'div',
    { class: 'figure-line' },
    withMetric && el('span', { class: 'figure-metric' }, figure.metric),
    figureValue(goal),
    figure.scope && el('span', { class: 'figure-scope' }, t('figure.scope', { scope: figure.scope })),
    figure.suspicious &&
      el('span', { class: 'figure-doubt' }, icon('flag'), t('figure.suspicious', { why: figure.suspicious })),
  );
}

/**
 * @param {object} goal of the server, with a figure
 * @param {{isShort?: boolean}} [options] for lists without room
 * @returns {HTMLElement} number, unit, the document's words and the year
 */
export function figureValue(goal, options) {
  const { figure } = goal;
  const { before, after } = splitWording(figure.wording ?? '');
  const word = (text) => text && el('span', { class: 'figure-word' }, text);
  return el(
    'span',
    { class: 'figure-value' },
    word(before),
    el('strong', {}, formatFigure(figure, locale())),
    word(after),
    figure.per === 'each' && word(t('figure.each')),
    yearPart(goal, options),
  );
}
