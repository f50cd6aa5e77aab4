/**
 * Where the map looks: at the region in focus, or at what was last asked for, until the reader moves it; then the place
 * stands in the URL. Where the map changes its size, what was asked for stays whole, or else the middle stays.
 */
import { latLng, latLngBounds } from '../../vendor/leaflet.js';
import { CHINA } from '../lib/bbox.js';
import { WHOLE_COUNTRY } from '../state.js';

const MARGIN_PX = 24;
const CLOSEST_FIT = 9.5;

const holds = ([west, south, east, north], { lon, lat }) =>
  lon >= west && lon <= east && lat >= south && lat <= north;

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @param {import('../store.js').Store} store
 */
export function connectCamera(map, store) {
  // Movements of our own are not the reader's: they leave no place in the URL.
  let isReaders = false;
  const ours = (move) => {
    isReaders = false;
    move();
  };
  const insets = () => ({ left: 0, top: 0, right: 0, bottom: 0, ...store.get('insets') });

  /** What the reader has not moved away from; null once he has. */
  let chosen = null;
  const fit = (bbox, { isInstant = false } = {}) => {
    const [west, south, east, north] = bbox;
    chosen = bbox;
    const { left: legend, top, right, bottom } = insets();
    // The country fills the width as it is: its shape leaves the corner of the legend free.
    const left = store.view.region === WHOLE_COUNTRY ? 0 : legend;
    map.stop();
    map.fitBounds(latLngBounds([south, west], [north, east]), {
      paddingTopLeft: [left + MARGIN_PX, top + MARGIN_PX],
      paddingBottomRight: [right + MARGIN_PX, bottom + MARGIN_PX],
      maxZoom: CLOSEST_FIT,
      animate: !isInstant && !matchMedia('(prefers-reduced-motion: reduce)').matches,
    });
  };
  const boxOf = (region) =>
    region === WHOLE_COUNTRY
      ? CHINA
      : (store.get('bootstrap').regions.find(({ adcode }) => adcode === region)?.bbox ?? CHINA);
  const home = (options) => ours(() => fit(boxOf(store.view.region), options));

  const place = ({ at }) => {
    chosen = null;
    ours(() => map.setView(latLng(at.lat, at.lon), at.zoom, { animate: false }));
  };
  if (store.view.at) place(store.view);
  else home({ isInstant: true });

  /** The part of the map that no panel covers, for figures of what is seen. */
  const tellSeen = () => {
    const { right, bottom } = insets();
    const { x, y } = map.getSize();
    const southWest = map.containerPointToLatLng([0, y - bottom]);
    const northEast = map.containerPointToLatLng([x - right, 0]);
    store.put('seen', [southWest.lng, southWest.lat, northEast.lng, northEast.lat]);
  };
  tellSeen();
  store.on('insets', tellSeen);

  map.on('moveend', () => {
    tellSeen();
    if (!isReaders) return;
    chosen = null;
    const { lng, lat } = map.getCenter();
    store.set({ at: { lon: lng, lat, zoom: map.getZoom() } }, { origin: 'map', replace: true });
  });
  // After a wheel, a touch or a key the next movement is the reader's, unless we begin one ourselves.
  const container = map.getContainer();
  for (const type of ['wheel', 'pointerdown', 'keydown']) {
    container.addEventListener(
      type,
      () => {
        isReaders = true;
      },
      { passive: true, capture: true },
    );
  }

  store.on('goto', () => {
    const wish = store.get('goto');
    if (wish?.region) home();
    else if (wish?.bbox) ours(() => fit(wish.bbox));
  });
  store.on('at', (_, origin) => origin === 'history' && store.view.at && place(store.view));
  store.on('region', (_, origin) => origin === 'history' && !store.view.at && home());
  /** The table, the sheet or the window has changed how much of the map there is. */
  const resize = () =>
    ours(() => {
      map.invalidateSize({ animate: false });
      const { x, y } = map.getSize();
      // On paper the map gives way to its picture.
      if (chosen && Math.min(x, y) > 4 * MARGIN_PX) fit(chosen, { isInstant: true });
    });

  /** Brings a place into the part of the map that no panel covers. */
  const show = ({ lon, lat }) => {
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    const { left, top, right, bottom } = insets();
    const size = map.getSize();
    const isSeen =
      x > left + 2 * MARGIN_PX &&
      y > top + 2 * MARGIN_PX &&
      x < size.x - right - 2 * MARGIN_PX &&
      y < size.y - bottom - 2 * MARGIN_PX;
    if (isSeen) return;
    // A place outside what was asked for must not be lost again when the map changes its size.
    if (chosen && !holds(chosen, { lon, lat })) chosen = null;
    const middle = [(left + size.x - right) / 2, (top + size.y - bottom) / 2];
    ours(() => map.panBy([x - middle[0], y - middle[1]]));
  };
  return { home, resize, show };
}
