/** Puts the map together and ties it to the store. Leaflet's lat-lng order stays in this folder. */
import { Map as LeafletMap } from '../../vendor/leaflet.js';
import { t } from '../i18n.js';
import { toLonLat } from '../lib/tile-math.js';
import { addBasemap } from './basemap.js';
import { connectCamera } from './camera.js';
import { addControls } from './controls.js';
import { createGazetteer } from './gazetteer.js';
import { connectKeys } from './keys.js';
import { connectPointer } from './pointer.js';
import { connectSnapshots } from './snapshot.js';
import { createSurface } from './surface.js';

const SOUTH_WEST = [-40, 20];
const NORTH_EAST = [80, 190];
const OPTIONS = {
  zoomControl: false,
  attributionControl: false,
  keyboard: false,
  boxZoom: false,
  minZoom: 3,
  maxZoom: 14,
  zoomSnap: 0.25,
  zoomDelta: 1,
  wheelPxPerZoomLevel: 90,
  maxBounds: [SOUTH_WEST, NORTH_EAST],
};

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountMap(element, store) {
  const map = new LeafletMap(element, OPTIONS);
  const gazetteer = createGazetteer();
  // Names met on the map serve the table, too.
  store.put('gazetteer', gazetteer);
  const camera = connectCamera(map, store);
  const hasBasemap = addBasemap(map, store.get('bootstrap').basemaps);
  const surface = createSurface(map, store, { gazetteer, hasBasemap });
  connectPointer(map, store, surface);
  connectKeys(map, store, { gazetteer, show: camera.show });
  connectSnapshots(map, store, surface.drawNow);
  addControls(map, store, camera);

  store.on('unit', () => {
    const point = store.view.unit && gazetteer.get(store.view.unit);
    if (point) camera.show(toLonLat(point));
  });
  describeContainer(element, store);
  new ResizeObserver(camera.resize).observe(element);
}

function describeContainer(element, store) {
  const describe = () => element.setAttribute('aria-label', t('map.label'));
  element.tabIndex = 0;
  element.setAttribute('role', 'application');
  describe();
  store.on('language', describe);
}
