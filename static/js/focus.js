/**
 * A document brings its own area into focus, so that its places do not fall outside the map: when it is chosen, and when
 * a link to it says nothing of where to look.
 */
import { getUnit } from './api.js';
import { isWithin } from './lib/bbox.js';
import { WHOLE_COUNTRY } from './state.js';

/**
 * @param {import('./store.js').Store} store
 * @param {string} query of the address that was opened
 * @returns {() => void} stops
 */
export function connectFocus(store, query) {
  const stated = new URLSearchParams(query);
  store.put('stated', { region: stated.get('region'), at: stated.has('at') });
  const area = areaOfDocument(store);
  if (area && isPlaceOpen(store, area)) goToArea(store, area);
  return store.on('doc', (_, origin) => {
    if (origin !== 'user' || store.view.region === WHOLE_COUNTRY) return;
    const chosen = areaOfDocument(store);
    // Who looks at the province of a plan for all of it sees it already.
    if (chosen && chosen !== store.view.region) goToArea(store, chosen);
  });
}

/**
 * Whether the address that was opened leaves it to its document where the map looks; true once at most. Of a document the
 * province always stands in the address: it says no more than the document does.
 * @param {import('./store.js').Store} store
 * @param {string} area adcode
 * @returns {boolean}
 */
export function isPlaceOpen(store, area) {
  const stated = store.get('stated');
  store.put('stated', null);
  return Boolean(stated) && !stated.at && (!stated.region || stated.region === provinceOf(store, area));
}

/**
 * Brings the province of an area into focus, and the area itself onto the map.
 * @param {import('./store.js').Store} store
 * @param {string} area adcode
 * @param {number[]} [bbox] of the area where it is known
 */
export async function goToArea(store, area, bbox) {
  const province = provinceOf(store, area);
  if (!province) return;
  store.set({ region: province, at: null }, { replace: true });
  const box = bbox ?? (area === province ? null : (await getUnit(area).catch(() => null))?.bbox);
  // Who has gone elsewhere meanwhile stays there.
  if (store.view.region === province) store.put('goto', { ...(box ? { bbox: box } : { region: province }), at: Date.now() });
}

/**
 * @param {import('./store.js').Store} store
 * @returns {string} province of the chosen document where it lies outside the focus, else ''
 */
export function provinceOfDocument(store) {
  const area = areaOfDocument(store);
  const { region } = store.view;
  if (!area || region === WHOLE_COUNTRY || isWithin(area, region)) return '';
  return provinceOf(store, area);
}

const areaOfDocument = (store) =>
  store.get('bootstrap').documents.find(({ id }) => id === store.view.doc)?.region ?? '';

function provinceOf(store, area) {
  const province = `${area.slice(0, 2)}0000`;
  return store.get('bootstrap').regions.some(({ adcode }) => adcode === province) ? province : '';
}
