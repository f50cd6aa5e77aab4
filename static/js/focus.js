/** A document that is chosen brings its province into focus, so that its places do not fall outside the map's region. */
import { isWithin } from './lib/bbox.js';
import { WHOLE_COUNTRY } from './state.js';

/**
 * @param {import('./store.js').Store} store
 * @returns {() => void} stops
 */
export function connectFocus(store) {
  return store.on('doc', (_, origin) => {
    if (origin !== 'user') return;
    const province = provinceOfDocument(store);
    if (!province) return;
    store.set({ region: province, at: null }, { replace: true });
    store.put('goto', { region: province, at: Date.now() });
  });
}

/**
 * @param {import('./store.js').Store} store
 * @returns {string} province of the chosen document where it lies outside the focus, else ''
 */
export function provinceOfDocument(store) {
  const { documents, regions } = store.get('bootstrap');
  const { doc, region } = store.view;
  const chosen = documents.find(({ id }) => id === doc);
  if (!chosen || region === WHOLE_COUNTRY || isWithin(chosen.region, region)) return '';
  const province = `${chosen.region.slice(0, 2)}0000`;
  return regions.some(({ adcode }) => adcode === province) ? province : '';
}
