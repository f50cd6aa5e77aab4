/** What the panel is going to ask for: the parameters of one figure, and who wants to know when they change. */
import { DEFAULTS, pruned } from '../lib/figure-params.js';

/** @typedef {ReturnType<typeof createDraft>} Draft */

/** @param {import('../lib/figure-params.js').FigureParams} initial */
export function createDraft(initial) {
  const target = new EventTarget();
  let params = Object.freeze(pruned(initial));

  const change = (next) => {
    const before = new URLSearchParams(params).toString();
    params = Object.freeze(pruned(next));
    if (new URLSearchParams(params).toString() !== before) target.dispatchEvent(new Event('change'));
  };

  return {
    /** @returns {import('../lib/figure-params.js').FigureParams} what is asked for, without what is taken anyway */
    get params() {
      return params;
    },

    /** @param {string} name @returns {string} its value, or what the server takes without one */
    get: (name) => params[name] ?? DEFAULTS[name] ?? '',

    /** @param {import('../lib/figure-params.js').FigureParams} patch an empty value takes a parameter away */
    set: (patch) => change({ ...params, ...patch }),

    /** @param {import('../lib/figure-params.js').FigureParams} next all of them */
    replace: change,

    /** @param {() => void} listener @returns {() => void} stops the listening */
    onChange(listener) {
      target.addEventListener('change', listener);
      return () => target.removeEventListener('change', listener);
    },
  };
}
