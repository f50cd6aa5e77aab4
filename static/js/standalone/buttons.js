/** Zoom buttons and the way home, beside the map. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../ui/icons.js';

/** @param {object} map of Leaflet @param {() => void} home */
export function addButtons(map, home) {
  const button = (name, picture, onclick) =>
    el(
      'button',
      { type: 'button', class: 'map-button', onclick, 'aria-label': t(`map.${name}`), title: t(`map.${name}`) },
      icon(picture),
    );
  const box = el(
    'div',
    { class: 'map-buttons' },
    button('zoomIn', 'plus', () => map.zoomIn()),
    button('zoomOut', 'minus', () => map.zoomOut()),
    button('home', 'home', () => home()),
  );
  globalThis.L.DomEvent.disableClickPropagation(box);
  map.getContainer().append(box);
}
