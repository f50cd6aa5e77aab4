/** The figure of an item in a form: what is measured, how much, in which unit, by when. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { labelled, numberOf, select, textInput } from './fields.js';

/**
 * @param {object} bootstrap
 * @param {object|null} figure
 * @returns {{element: HTMLElement, value: () => object|null, problem: () => string}}
 */
export function createFigureFields(bootstrap, figure) {
  const known = figure ?? {
    metric: '',
    op: '=',
    value: null,
    value_max: null,
    unit: '',
    year: null,
    wording: '',
    scope: '',
    per: '',
  };
  const inputs = {
    metric: textInput('metric', known.metric),
    op: select(
      'op',
      known.op,
      bootstrap.operators.map((one) => [one.slug, pick(one) || one.slug]),
    ),
    value: textInput('value', known.value, { inputmode: 'decimal' }),
    value_max: textInput('value_max', known.value_max, { inputmode: 'decimal' }),
    unit: textInput('unit', known.unit),
    year: textInput('year', known.year, { inputmode: 'numeric' }),
    wording: textInput('wording', known.wording),
    scope: textInput('scope', known.scope),
    per: select('per', known.per ?? '', [
      ['', t('review.field.per.all')],
      ['each', t('figure.each')],
    ]),
  };
  const fields = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, labelled(name, input)]));
  const showRange = () => (fields.value_max.hidden = inputs.op.value !== 'range');
  inputs.op.addEventListener('change', showRange);
  showRange();
  const check = el('input', { type: 'checkbox', checked: figure !== null });
  const body = el('div', { class: 'review-grid' }, Object.values(fields));
  const showBody = () => (body.hidden = !check.checked);
  check.addEventListener('change', showBody);
  showBody();

  const value = () => {
    if (!check.checked) return null;
    const isRange = inputs.op.value === 'range';
    return {
      ...Object.fromEntries(
        ['metric', 'op', 'unit', 'wording', 'scope', 'per'].map((name) => [name, inputs[name].value.trim()]),
      ),
      value: numberOf(inputs.value.value),
      value_max: isRange ? numberOf(inputs.value_max.value) : null,
      year: numberOf(inputs.year.value),
    };
  };
  /** @returns {string} what is missing or no number; '' where all is well */
  const problem = () => {
    const now = value();
    if (now === null) return '';
    if (now.value === null || Number.isNaN(now.value)) return t('review.wrong.value');
    if (now.op === 'range' && (now.value_max === null || Number.isNaN(now.value_max)))
      return t('review.wrong.value');
    return now.year !== null && !(now.year >= 1949 && now.year <= 2100) ? t('review.wrong.year') : '';
  };
  const element = el(
    'fieldset',
    { class: 'review-figure' },
    el('legend', { class: 'visually-hidden' }, t('review.field.figure')),
    el('label', { class: 'review-check' }, check, el('span', {}, t('review.field.figure'))),
    body,
  );
  return { element, value, problem };
}
