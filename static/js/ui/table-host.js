/** Opens and closes the table twin under the map; table.js itself is fetched when it is first wanted. */
import { fill } from '../dom.js';
import { showProblem } from './load.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountTableHost(element, store) {
  let unmount = null;
  let isOpen = false;

  const show = async () => {
    if (store.view.table === isOpen) return;
    isOpen = store.view.table;
    element.hidden = !isOpen;
    element.parentElement?.toggleAttribute('data-table', isOpen);
    unmount?.();
    unmount = null;
    fill(element);
    if (!isOpen) return;
    try {
      const { mount } = await import('./table.js');
      if (isOpen && !unmount) unmount = mount(element, store);
    } catch (error) {
      showProblem(element, error, () => {
        isOpen = false;
        show();
      });
    }
  };
  const stop = store.on('table', show);
  element.hidden = true;
  show();
  return () => {
    stop();
    unmount?.();
  };
}
