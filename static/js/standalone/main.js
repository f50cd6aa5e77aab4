/**
 * What a standalone file does once it is opened: folium has put the map together and drawn the outlines, this paints
 * the counties as the page paints them and adds legend, list, search, popups and keys. It asks nothing of anybody.
 */
import { el } from '../dom.js';
import { t, useMessages } from '../i18n.js';
import { chosenStyle } from '../lib/layer-drawing.js';
import { isShownAt } from '../lib/layer-style.js';
import { toWorld } from '../lib/tile-math.js';
import { createGazetteer } from '../map/gazetteer.js';
import { connectKeys } from '../map/keys.js';
import { WHOLE_COUNTRY, initialView } from '../state.js';
import { createStore } from '../store.js';
import { mountAnnouncer } from '../ui/announce.js';
import { paintCounties } from './counties.js';
import { mountLegend } from './legend.js';
import { mountList } from './list.js';
import { createMarks } from './marks.js';
import { acceptPacked } from './packed.js';
import { createPopups } from './popups.js';
import { addButtons } from './buttons.js';
import { mountSearch } from './search.js';

const MARGIN_PX = 24;
const LEGEND_PX = 276;
const CLOSEST_FIT = 9.5;
/** As wide as the page shows legend and map side by side. */
const ROOMY_PX = 760;

/**
 * Leaflet as a classic script has it, for what folium writes; taught to read packed lines.
 * @param {object} leaflet all of its exports
 */
export function prepare(leaflet) {
  globalThis.L = { ...leaflet };
  acceptPacked(leaflet);
}

/**
 * @param {object} map of Leaflet
 * @param {object} counties its layer of county polygons
 * @param {Record<string, object>} shapes layers of lines and areas, by the id of the layer in the atlas
 */
export function open(map, counties, shapes) {
  const data = JSON.parse(document.getElementById('atlas-data').textContent);
  useMessages(data.lang, data.messages);
  const store = createStore({ ...initialView(data.region), ...data.view, lang: data.lang });
  for (const [name, value] of Object.entries(data.slots)) store.put(name, value);
  store.put('units', data.units);
  store.put('zoom', map.getZoom());
  map.on('zoomend', () => store.put('zoom', map.getZoom()));
  mountAnnouncer(document.body, store);

  const gazetteer = createGazetteer();
  gazetteer.learn({
    labels: data.units.map(({ at, ...unit }) => ({ ...unit, ...toWorld(...at) })),
    anchors: [],
  });
  // The country leaves the corner of the legend free by its shape.
  const legend_px = data.region === WHOLE_COUNTRY ? 0 : LEGEND_PX;
  const home = (options) => fitHome(map, data.bbox, legend_px, options);
  home({ animate: false });
  const show = ({ lon, lat }) => {
    if (!map.getBounds().pad(-0.1).contains([lat, lon])) map.panTo([lat, lon], { animate: false });
  };
  const popups = createPopups(map, store, { data, gazetteer, show });
  const marks = createMarks(map, store, { data, gazetteer });
  paintCounties(map, store, { counties, marks, popups });
  connectShapes(map, store, { shapes, layers: data.layers, marks, popups });
  connectKeys(map, store, { gazetteer, show });
  describe(map);
  addButtons(map, home);
  mountLegend(document.getElementById('legend'), store, data);
  mountList(document.getElementById('list'), store, { data, popups });
  mountSearch(document.getElementById('search'), { units: data.units, openUnit: popups.openUnit });
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  document.documentElement.dataset.ready = 'yes';
}

function fitHome(map, [west, south, east, north], legend_px, options = {}) {
  const { x } = map.getSize();
  const left = x > ROOMY_PX ? legend_px : 0;
  map.fitBounds(
    [
      [south, west],
      [north, east],
    ],
    {
      paddingTopLeft: [left + MARGIN_PX, MARGIN_PX],
      paddingBottomRight: [MARGIN_PX, x > ROOMY_PX ? MARGIN_PX : MARGIN_PX + 40],
      maxZoom: CLOSEST_FIT,
      ...options,
    },
  );
}

/** Lines and areas of the atlas's layers: shown or not as the reader likes, and each tells what it is. */
function connectShapes(map, store, { shapes, layers, marks, popups }) {
  const limits = new Map(layers.map((layer) => [layer.id, chosenStyle(layer) ?? {}]));
  const sync = () => {
    const wanted = new Set(store.view.layers.map(({ id }) => id));
    for (const [id, layer] of Object.entries(shapes)) {
      const isShown = wanted.has(id) && isShownAt(limits.get(id), map.getZoom());
      if (isShown && !map.hasLayer(layer)) layer.addTo(map);
      else if (!isShown) layer.remove();
    }
  };
  for (const [id, layer] of Object.entries(shapes))
    layer.on('click', (event) => {
      globalThis.L.DomEvent.stopPropagation(event);
      const item = marks.find(event.latlng) ?? `${id}/${event.layer.feature.id}`;
      popups.openItem(item, event.latlng);
    });
  store.on(['layers', 'zoom'], sync);
  sync();
}

function describe(map) {
  const container = map.getContainer();
  container.tabIndex = 0;
  container.setAttribute('role', 'application');
  container.setAttribute('aria-label', t('map.label'));
  document.body.prepend(el('a', { class: 'skip', href: `#${container.id}` }, t('app.skip')));
}
