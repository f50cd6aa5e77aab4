/**
 * Holds the view and what was fetched for it, and tells listeners. Panels and the map meet here only.
 *
 * Two kinds of content, one way of listening:
 * - the *view* (state.js): `store.view`, changed by `store.set(patch)`; listeners name its keys;
 * - *slots*: anything not in the URL (answers of the server, what is hovered): `store.put(name, value)`, `store.get(name)`.
 *
 * @typedef {import('./state.js').View} View
 * @typedef {ReturnType<typeof createStore>} Store
 */
import { changedKeys } from './state.js';

/** @param {View} initial */
export function createStore(initial) {
  const target = new EventTarget();
  const slots = new Map();
  let view = Object.freeze({ ...initial });

  const tell = (names, origin) => target.dispatchEvent(new CustomEvent('change', { detail: { names, origin } }));

  return {
    /** @returns {View} frozen; change it with set() */
    get view() {
      return view;
    },

    /**
     * Changes the view. Listeners are told once, with all keys that changed.
     * @param {Partial<View>} patch
     * @param {{origin?: 'user'|'history'|'map', replace?: boolean}} [options] replace: no step for the Back button
     * @returns {boolean} whether anything changed
     */
    set(patch, { origin = 'user', replace = false } = {}) {
      const before = view;
      view = Object.freeze({ ...view, ...patch });
      const names = changedKeys(before, view);
      if (names.length > 0) tell(names, replace ? 'replace' : origin);
      return names.length > 0;
    },

    /** @param {string} name */
    get: (name) => slots.get(name),

    /** @param {string} name @param {unknown} value */
    put(name, value) {
      if (Object.is(slots.get(name), value)) return;
      slots.set(name, value);
      tell([name], 'slot');
    },

    /**
     * @param {string|string[]} names keys of the view and slots
     * @param {(names: string[], origin: string) => void} listener
     * @returns {() => void} stops the listening
     */
    on(names, listener) {
      const wanted = new Set([names].flat());
      const handler = ({ detail }) => {
        if (detail.names.some((name) => wanted.has(name))) listener(detail.names, detail.origin);
      };
      target.addEventListener('change', handler);
      return () => target.removeEventListener('change', handler);
    },
  };
}
