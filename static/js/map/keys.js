/** The map by keyboard: arrows go from county to county, Enter opens, Shift with arrows pans, plus and minus zoom. */
import { isWithin } from '../lib/bbox.js';
import { nearest, nextInDirection } from '../lib/neighbour.js';
import { toLonLat, toWorld } from '../lib/tile-math.js';
import { describeUnit } from './describe.js';
import { spokenName } from './names.js';

const PAN_PX = 120;
const PAN = { ArrowLeft: [-PAN_PX, 0], ArrowRight: [PAN_PX, 0], ArrowUp: [0, -PAN_PX], ArrowDown: [0, PAN_PX] };

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @param {import('../store.js').Store} store
 * @param {{gazetteer: object, show: (lonLat: {lon: number, lat: number}) => void}} parts show: brings a place into view
 */
export function connectKeys(map, store, { gazetteer, show }) {
  const container = map.getContainer();

  const step = (key) => {
    const places = gazetteer.counties((adcode) => isWithin(adcode, store.view.region));
    const from = gazetteer.get(store.get('cursor') || store.view.unit);
    const { lng, lat } = map.getCenter();
    const next = from ? nextInDirection(from, places, key) : nearest(toWorld(lng, lat), places);
    if (!next) return;
    store.put('cursor', next.adcode);
    store.put('say', [spokenName(next), ...describeUnit(next.adcode, store).lines].join(' '));
    show(toLonLat(next));
  };

  const choose = (adcode) => {
    if (store.view.review) store.put('picked', { adcode, at: Date.now() });
    else store.set({ unit: adcode, compare: '', item: '' });
  };

  container.addEventListener('keydown', (event) => {
    if (event.target !== container || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (PAN[key] && event.shiftKey) map.panBy(PAN[key]);
    else if (PAN[key]) step(key);
    else if ((key === 'Enter' || key === ' ') && store.get('cursor')) choose(store.get('cursor'));
    else if (key === '+' || key === '=') map.zoomIn();
    else if (key === '-' || key === '_') map.zoomOut();
    else return;
    event.preventDefault();
  });
  container.addEventListener('blur', () => store.put('cursor', ''));
}
