/** A figure as people read it: 力争 ≥ 1,200 户 以上，2027 年; what looks wrong in the source says so, with the reason. */
import { el } from '../dom.js';
import { locale, t } from '../i18n.js';
import { splitWording } from '../lib/figures.js';
import { formatFigure, formatYears } from '../lib/numbers.js';
import { icon } from './icons.js';

/**
 * @param {object} figure of the server
 * @param {{withMetric?: boolean}} [options] whether the metric stands in the line, for a list of several goals
 * @returns {HTMLElement}
 */
export function targetFigure(figure, { withMetric = true } = {}) {
  return el(
    'div',
    { class: 'figure-line' },
    withMetric && el('span', { class: 'figure-metric' }, figure.metric),
    figureValue(figure),
    figure.scope && el('span', { class: 'figure-scope' }, t('figure.scope', { scope: figure.scope })),
    figure.suspicious &&
      el('span', { class: 'figure-doubt' }, icon('flag'), t('figure.suspicious', { why: figure.suspicious })),
  );
}

/** @param {object} figure of the server @returns {HTMLElement} number, unit, the document's words and the year */
export function figureValue(figure) {
  const years = formatYears(figure);
  const { before, after } = splitWording(figure.wording ?? '');
  const word = (text) => text && el('span', { class: 'figure-word' }, text);
  return el(
    'span',
    { class: 'figure-value' },
    word(before),
    el('strong', {}, formatFigure(figure, locale())),
    word(after),
    figure.per === 'each' && word(t('figure.each')),
    years && el('span', { class: 'figure-year' }, t('figure.year', { year: years })),
  );
}
