/**
 * Keeps the address bar and the store in step: choices make a step for the Back button, pans and preferences do not.
 */
import { REPLACED_KEYS, initialView, parseView, printView } from './state.js';

/**
 * @param {import('./store.js').Store} store
 * @param {string} home region in focus while none is chosen
 * @returns {() => void} stops
 */
export function connectHistory(store, home) {
  const write = (method) => {
    const query = printView(store.view, home);
    history[method](null, '', query ? `?${query}` : location.pathname);
  };

  const stop = store.on(Object.keys(initialView()), (names, origin) => {
    if (origin === 'history') return;
    const isQuiet = origin === 'replace' || names.every((name) => REPLACED_KEYS.includes(name));
    write(isQuiet ? 'replaceState' : 'pushState');
  });

  const back = () => {
    const kept = Object.fromEntries(REPLACED_KEYS.map((key) => [key, store.view[key]]));
    const { view } = parseView(location.search, home);
    // Where the step goes to another region, its own position counts; elsewhere the map stays where it is.
    if (view.region !== store.view.region) kept.at = view.at;
    store.set({ ...view, ...kept }, { origin: 'history' });
    write('replaceState');
  };
  addEventListener('popstate', back);

  return () => {
    stop();
    removeEventListener('popstate', back);
  };
}
