/** The way to the comparison of two documents; what is behind it is fetched when it is first wanted. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { isWithin } from '../lib/bbox.js';
import { WHOLE_COUNTRY } from '../state.js';
import { icon } from '../ui/icons.js';
import { showProblem } from '../ui/load.js';

/** Filters that would colour the counties of a comparison by something else. */
export const UNFILTERED = Object.freeze({ topic: [], relation: [], kind: [], year: null, indicator: '' });

/**
 * @param {import('../store.js').Store} store
 * @returns {HTMLElement} the button above the list of documents
 */
export function comparisonEntry(store) {
  const open = () => {
    const { documents } = store.get('bootstrap');
    const { region } = store.view;
    const first = documents.find((one) => region === WHOLE_COUNTRY || isWithin(one.region, region)) ?? documents[0];
    // A pair of one: the second is still to be chosen.
    store.set({ ...UNFILTERED, pair: [first?.id ?? 'a'], group: '', line: '', clause: '', unit: '', item: '', compare: '' });
  };
  return el('button', { type: 'button', class: 'button', onclick: open }, icon('compare'), t('comparison.open'));
}

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mountComparisonHost(element, store) {
  let unmount = () => {};
  let isGone = false;
  const show = async () => {
    try {
      const { mountComparison } = await import('./comparison.js');
      if (!isGone) unmount = mountComparison(element, store);
    } catch (error) {
      if (!isGone) showProblem(element, error, show);
    }
  };
  show();
  return () => {
    isGone = true;
    unmount();
  };
}
