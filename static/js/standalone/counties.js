/** The counties of the file: painted by the page's own plan, with a tip under the pointer, outlined when chosen. */
import { el, fill } from '../dom.js';
import { describeUnit } from '../map/describe.js';
import { spokenName } from '../map/names.js';
import { readPalette } from '../map/palette.js';
import { currentPlan } from '../plan.js';
import { createFills } from './patterns.js';

const TIP_GAP_PX = 14;

/**
 * @param {object} map of Leaflet
 * @param {import('../store.js').Store} store
 * @param {{counties: object, marks: object, popups: object}} parts counties: Leaflet's layer, one feature a county
 */
export function paintCounties(map, store, { counties, marks, popups }) {
  const palette = readPalette();
  const fillOf = createFills(palette);
  const { looks } = currentPlan(store);
  counties.setStyle(({ id }) => {
    const look = looks.get(id);
    const isPartner = look?.parts?.every(({ relation }) => relation === 'partner');
    const edge = isPartner ? { color: look.parts[0].colour, weight: 2 } : { color: palette.county, weight: 0.6 };
    return { ...edge, fillColor: look ? fillOf(look) : palette.land, fillOpacity: 1 };
  });
  const layers = new Map(counties.getLayers().map((layer) => [layer.feature.id, layer]));
  for (const [adcode, look] of looks)
    if (look.parts?.every(({ relation }) => relation === 'partner')) layers.get(adcode)?.bringToFront();

  counties.on('click', (event) => {
    globalThis.L.DomEvent.stopPropagation(event);
    const item = marks.find(event.latlng);
    if (item) popups.openItem(item, event.latlng);
    else popups.openUnit(event.layer.feature.id);
  });
  map.on('click', ({ latlng }) => {
    const item = marks.find(latlng);
    if (item) popups.openItem(item, latlng);
  });
  connectTip(map, store, counties);
  const outline = createOutline(map, palette, layers);
  store.on(['unit', 'cursor'], () => outline(store.get('cursor') || store.view.unit));
}

/** A dark line on a light casing around one county. */
function createOutline(map, { casing, selected }, layers) {
  const { polygon, layerGroup } = globalThis.L;
  const group = layerGroup().addTo(map);
  const ring = (shape, color, weight) =>
    polygon(shape, { color, weight, fill: false, interactive: false, smoothFactor: 0 });
  return (adcode) => {
    group.clearLayers();
    const shape = layers.get(adcode)?.getLatLngs();
    if (shape) group.addLayer(ring(shape, casing, 5)).addLayer(ring(shape, selected, 2.2));
  };
}

function connectTip(map, store, counties) {
  const tip = el('div', { class: 'map-tip', hidden: true });
  map.getContainer().append(tip);
  const names = new Map(store.get('units').map((unit) => [unit.adcode, unit]));
  counties.on('mouseover', ({ layer }) => {
    const { id } = layer.feature;
    const { lines } = describeUnit(id, store);
    fill(
      tip,
      el('strong', {}, spokenName(names.get(id) ?? { name: '' })),
      lines.map((words) => el('span', {}, words)),
    );
    tip.hidden = false;
  });
  counties.on('mousemove', ({ containerPoint: { x, y } }) => {
    const size = map.getSize();
    const left = x + TIP_GAP_PX + tip.offsetWidth > size.x ? x - TIP_GAP_PX - tip.offsetWidth : x + TIP_GAP_PX;
    const top = Math.min(y + TIP_GAP_PX, size.y - tip.offsetHeight);
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  });
  const hide = () => {
    tip.hidden = true;
  };
  counties.on('mouseout', hide);
  map.on('movestart popupopen', hide);
}
