/** Two counties side by side: what they are, how much they are asked, and for what; shared topics first. */
import { getComparison } from '../api.js';
import { delegate, el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { announce } from './announce.js';
import { compareNumbers } from './compare-numbers.js';
import { compareTopics } from './compare-topics.js';
import { icon } from './icons.js';
import { followLinks, unitLink } from './links.js';
import { loadInto } from './load.js';

/** Whether the reader has just swapped the two, so that the focus returns to the button. */
let isSwapped = false;

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mount(element, store) {
  const { unit, compare } = store.view;
  const bootstrap = store.get('bootstrap');
  const draw = ({ units, topics }) => {
    const shared = topics.filter(({ a, b }) => a && b).length;
    fill(element, head(units), compareNumbers(units), compareTopics(topics, units, bootstrap));
    announce(t('compare.opened', { a: units[0].name, b: units[1].name, count: shared }));
    if (isSwapped) element.querySelector('[data-swap]').focus();
    isSwapped = false;
  };
  loadInto(element, () => getComparison(unit, compare, { channel: 'compare' }), draw, {
    channel: 'compare',
    lines: 10,
  });
  const stops = [
    followLinks(element, store),
    delegate(element, 'click', '[data-swap]', () => {
      isSwapped = true;
      store.set({ unit: compare, compare: unit }, { replace: true });
    }),
  ];
  return () => {
    stops.forEach((stop) => stop());
    store.put('marked', '');
  };
}

/** The two names as headings of the two columns; the selected one is drawn dark on the map, the other in the accent. */
function head(units) {
  const side = ({ adcode, name, parents }, mark) =>
    el(
      'div',
      { class: `compare-unit is-${mark}` },
      el('p', { class: 'detail-path' }, parents.map((parent) => parent.name).join(' / ')),
      el('h3', {}, el('a', unitLink(adcode), name)),
    );
  return el(
    'header',
    { class: 'compare-head' },
    el('h2', {}, t('compare.title')),
    el(
      'div',
      { class: 'compare-units' },
      side(units[0], 'a'),
      el(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          data: { swap: '' },
          'aria-label': t('compare.swap'),
          title: t('compare.swap'),
        },
        icon('swap'),
      ),
      side(units[1], 'b'),
    ),
  );
}
