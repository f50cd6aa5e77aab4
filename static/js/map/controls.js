/** Zoom buttons, the way home, the way to the table, and the scale bar. */
import { control } from '../../vendor/leaflet.js';
import { el, svg } from '../dom.js';
import { t } from '../i18n.js';

const SIGNS = {
  zoomIn: 'M12 5v14M5 12h14',
  zoomOut: 'M5 12h14',
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14',
};

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @param {import('../store.js').Store} store
 * @param {{home: () => void}} camera
 */
export function addControls(map, store, { home }) {
  control.scale({ imperial: false, maxWidth: 120, position: 'bottomright' }).addTo(map);
  const actions = {
    zoomIn: () => map.zoomIn(),
    zoomOut: () => map.zoomOut(),
    home: () => {
      store.set({ at: null });
      home();
    },
    table: () => store.set({ table: !store.view.table }),
  };
  const buttons = Object.entries(actions).map(([name, onclick]) =>
    el(
      'button',
      { type: 'button', class: 'map-button', onclick },
      svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: SIGNS[name] })),
    ),
  );
  const name = () =>
    Object.keys(actions).forEach((key, index) => {
      buttons[index].setAttribute('aria-label', t(`map.${key}`));
      buttons[index].title = t(`map.${key}`);
    });
  const box = el('div', { class: 'map-buttons' }, buttons);
  for (const type of ['click', 'dblclick', 'pointerdown', 'mousedown', 'touchstart'])
    box.addEventListener(type, (event) => event.stopPropagation());
  map.getContainer().append(box);
  const showTable = () => buttons.at(-1).setAttribute('aria-pressed', String(store.view.table));
  name();
  showTable();
  store.on('language', name);
  store.on('table', showTable);
}
