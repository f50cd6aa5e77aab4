/** Where the map looks: at the region in focus until the reader moves it; then the place stands in the URL. */
import { latLng, latLngBounds } from '../../vendor/leaflet.js';
import { CHINA } from '../lib/bbox.js';
import { WHOLE_COUNTRY } from '../state.js';

const MARGIN_PX = 24;
const CLOSEST_FIT = 9.5;

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

  const fit = ([west, south, east, north], { isInstant = false } = {}) => {
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

  const place = ({ at }) => ours(() => map.setView(latLng(at.lat, at.lon), at.zoom, { animate: false }));
  if (store.view.at) place(store.view);
  else home({ isInstant: true });

  map.on('moveend', () => {
    if (!isReaders) return;
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
  // Where the reader has not moved the map, it keeps showing the whole region when sheet or window change.
  map.on('resize', () => !store.view.at && !store.view.unit && home({ isInstant: true }));

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
    const middle = [(left + size.x - right) / 2, (top + size.y - bottom) / 2];
    ours(() => map.panBy([x - middle[0], y - middle[1]]));
  };
  return { home, show };
}
