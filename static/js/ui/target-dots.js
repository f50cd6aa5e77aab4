/** Targets of one unit against each other: a dot at each value on one axis, with a line from its lower to its upper end. */
import { el, svg } from '../dom.js';
import { locale, pick, t } from '../i18n.js';
import { formatNumber } from '../lib/numbers.js';
import { makeScale } from '../lib/scale.js';
import { measures, ofMeasure } from '../lib/targets.js';
import { clauseHref } from './clause-link.js';
import { emptyState } from './load.js';
import { figureValue } from './target-figure.js';

const WIDTH = 300;
const EDGE = 8;
const HEIGHT = 16;

/**
 * @param {object[]} targets of the server, under all filters
 * @param {import('../store.js').Store} store
 * @returns {(HTMLElement|false)[]}
 */
export function targetDots(targets, store) {
  const units = measures(targets);
  if (units.length === 0) return [emptyState(t('targets.noMeasure'), t('targets.noMeasure.hint'))];
  const unit = units.some((one) => one.unit === store.view.measure) ? store.view.measure : units[0].unit;
  const rows = ofMeasure(targets, unit);
  const scale = makeScale(rows.flatMap(({ figure }) => [figure.value, figure.value_max ?? figure.value]));
  return [
    el(
      'label',
      { class: 'measure' },
      el('span', {}, t('targets.measure')),
      el(
        'select',
        { class: 'input' },
        units.map((one) =>
          el(
            'option',
            { value: one.unit, selected: one.unit === unit },
            t('targets.measureOption', { unit: one.unit, count: one.count }),
          ),
        ),
      ),
    ),
    axis(scale, unit),
    el(
      'ol',
      { class: 'dots', 'aria-label': t('targets.chart.value') },
      rows.map((target) => dotRow(target, scale, store)),
    ),
    el(
      'p',
      { class: 'note' },
      [t('targets.hint.value'), scale.isLog && t('targets.log')].filter(Boolean).join(' '),
    ),
  ];
}

const at = (scale, value) => EDGE + scale.place(value) * (WIDTH - 2 * EDGE);

function axis(scale, unit) {
  return svg(
    'svg',
    { class: 'axis', viewBox: `0 0 ${WIDTH} 24`, role: 'img', 'aria-label': t('targets.axis', { unit }) },
    scale.ticks.map((tick, index) => [
      svg('path', { d: `M${at(scale, tick)} 18V24` }),
      svg(
        'text',
        {
          x: at(scale, tick),
          y: 13,
          'text-anchor': index === 0 ? 'start' : index === scale.ticks.length - 1 ? 'end' : 'middle',
        },
        formatNumber(tick, locale()),
      ),
    ]),
  );
}

function dotRow(target, scale, store) {
  const { figure, document, clause, places } = target;
  const { topics, groups } = store.get('bootstrap');
  const group = topics.find(({ slug }) => slug === target.topics[0])?.group;
  const colour = groups.find(({ slug }) => slug === group)?.colour ?? 'currentColor';
  return el(
    'li',
    {},
    el(
      'a',
      { ...clauseHref(document, clause), class: 'dot-row', title: pick(target.summary) },
      el(
        'span',
        { class: 'dot-label' },
        figure.metric,
        places.length > 0 && el('small', {}, ` ${places.map(({ name }) => name).join(t('list.and'))}`),
      ),
      figureValue(target, { isShort: true }),
      picture(figure, scale, colour),
    ),
  );
}

/** What is doubtful is hollow; "at least" points on, "at most" back. */
function picture({ value, value_max: high, op, suspicious }, scale, colour) {
  const x = at(scale, value);
  const end = high === null || high === undefined ? x : at(scale, high);
  const arrow = {
    '>=': `M${end + 6} 4l4 4-4 4`,
    '>': `M${end + 6} 4l4 4-4 4`,
    '<=': `M${x - 6} 4l-4 4 4 4`,
    '<': `M${x - 6} 4l-4 4 4 4`,
  }[op];
  return svg(
    'svg',
    { class: 'dot-picture', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' },
    scale.ticks.map((tick) => svg('path', { class: 'dot-grid', d: `M${at(scale, tick)} 0V${HEIGHT}` })),
    svg('path', { class: 'dot-line', d: `M${EDGE} 8H${end}` }),
    end > x && svg('path', { d: `M${x} 8H${end}`, stroke: colour, 'stroke-width': 4 }),
    [...new Set([x, end])].map((cx) =>
      svg('circle', {
        cx,
        cy: 8,
        r: 4.5,
        fill: suspicious ? 'none' : colour,
        stroke: colour,
        'stroke-width': 1.6,
        class: suspicious ? 'is-doubtful' : '',
      }),
    ),
    arrow && svg('path', { d: arrow, stroke: colour, 'stroke-width': 1.6, fill: 'none' }),
  );
}
