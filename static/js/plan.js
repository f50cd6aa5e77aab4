/** The paint plan of the present view, for legend and lists. */
import { planPaint } from './lib/paint.js';
import { token } from './tokens.js';

/** @param {import('./store.js').Store} store @returns {import('./lib/paint.js').Plan} */
export function currentPlan(store) {
  const colours = { accent: token('--map-accent'), zero: token('--map-zero') };
  return planPaint(store.get('bootstrap'), store.view, store.get('painting'), colours);
}
