/** The documents tab: the list of documents, or the reader of the one that is chosen. */
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
    unmount = store.view.doc ? mountReader(element, store) : mountDocumentList(element, store);
  };
  const stop = store.on('doc', show);
  show();
  return () => {
    stop();
    unmount();
  };
}
