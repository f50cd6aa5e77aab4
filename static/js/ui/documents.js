/** The documents tab: the list of documents, or the reader of the one that is chosen. */
import { mountComparisonHost } from '../documents/comparison-host.js';
import { fill } from '../dom.js';
import { mountDocumentList } from './document-list.js';
import { mountReader } from './reader.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mount(element, store) {
  let unmount = () => {};
  const show = () => {
    unmount();
    fill(element);
    element.scrollTop = 0;
    if (store.view.doc) unmount = mountReader(element, store);
    else if (isComparison()) unmount = mountComparisonHost(element, store);
    else unmount = mountDocumentList(element, store);
  };
  const isComparison = () => store.view.pair.length > 0;
  let wasComparison = isComparison();
  const stop = store.on(['doc', 'pair'], (names) => {
    // Another pair is a matter of the comparison itself.
    if (!names.includes('doc') && wasComparison && isComparison()) return;
    wasComparison = isComparison();
    show();
  });
  show();
  return () => {
    stop();
    unmount();
  };
}
