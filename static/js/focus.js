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
  const stopStated = store.on(Object.keys(store.view), (_, origin) => {
    if (['user', 'history'].includes(origin)) store.put('stated', null);
  });
  const stopDocument = store.on('doc', (_, origin) => {
    if (origin !== 'user' || store.view.region === WHOLE_COUNTRY) return;
    const chosen = areaOfDocument(store);
    // Who looks at the province of a plan for all of it sees it already.
    if (chosen && chosen !== store.view.region) goToArea(store, chosen);
  });
  return () => [stopStated, stopDocument].forEach((stop) => stop());
}

/**
 * Whether the address that was opened leaves it to its document where the map looks; true once at most, and not after
 * the reader went on. Of a document the province always stands in the address: it says no more than the document does.
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
 * Whether the map goes to the area of a review that opens: the reader chose it, or the address that was opened names it
 * and no place. Who comes by Back or Forward finds the map as they left it.
 * @param {import('./store.js').Store} store
 * @param {string} area adcode
 * @param {string} origin of the change that opened it; 'link' for the address that was opened
 * @returns {boolean}
 */
export const leadsToArea = (store, area, origin) =>
  origin === 'user' || (origin === 'link' && isPlaceOpen(store, area));

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
