/** Map of one version over our own outlines. Leaflet's lat-lng order stays in this file. */
import { GeoJSON, Map as LeafletMap, canvas, circleMarker, control } from '../../vendor/leaflet.js';
import { el } from '../dom.js';
import { ask } from './ask.js';
import { t } from './words.js';

const MOST_FEATURES = 2000;
const MOST_NAMED = 200;
/** A unit narrower than this has no room for its name [px]. */
const NAME_ROOM_PX = 64;
const GROUND_LIMIT = 600;
const WHOLE = [
  [18, 73],
  [54, 135],
];

/**
 * @param {HTMLElement} element
 * @param {object} told
 * @param {(shown: number, matched: number) => void} told.onCount
 * @param {(feature: object) => void} told.onSelect
 * @param {(error: Error) => void} told.onError
 */
export function createPreview(element, { onCount, onSelect, onError }) {
  const token = (name) => getComputedStyle(element).getPropertyValue(name).trim();
  const map = new LeafletMap(element, {
    attributionControl: false,
    renderer: canvas({ padding: 0.2, tolerance: 4 }),
    zoomSnap: 0.5,
    maxZoom: 18,
    minZoom: 3,
  });
  control.scale({ imperial: false }).addTo(map);
  element.setAttribute('role', 'application');

  const ground = new GeoJSON(null, {
    interactive: false,
    style: () => ({ color: token('--map-prefecture'), weight: 1, fillColor: token('--map-land'), fillOpacity: 1 }),
  }).addTo(map);
  let look = {};
  const style = ({ geometry }) => featureStyle(geometry?.type ?? '', look);
  const features = new GeoJSON(null, {
    style,
    pointToLayer: (feature, position) => circleMarker(position, style(feature)),
    onEachFeature: (feature, layer) => layer.on('click', () => onSelect(feature)),
  }).addTo(map);
  const marked = new GeoJSON(null, {
    interactive: false,
    style: () => highlight(token),
    pointToLayer: (_, position) => circleMarker(position, { ...highlight(token), radius: 11 }),
  }).addTo(map);

  let shown = { address: '', bbox: null };
  let stop = new AbortController();
  let groundAddress = '';

  const load = async () => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const bbox = viewBbox(map);
    try {
      await loadGround(bbox, signal);
      if (!shown.address) return;
      const page = await ask(`${shown.address}/items?bbox=${bbox}&limit=${MOST_FEATURES}`, { signal });
      features.clearLayers().addData(page);
      marked.bringToFront();
      onCount(page.features.length, page.numberMatched);
    } catch (error) {
      if (error.name !== 'AbortError') onError(error);
    }
  };

  const loadGround = async (bbox, signal) => {
    const level = groundLevel(map.getZoom());
    const address = `/api/layers/${level}/items?bbox=${bbox}&limit=${GROUND_LIMIT}`;
    if (address === groundAddress) return;
    const page = await ask(address, { signal });
    groundAddress = address;
    ground.clearLayers().addData(page);
    ground.eachLayer((layer) => nameUnit(layer, map));
    ground.bringToBack();
  };

  map.on('moveend', load);

  return {
    /** @param {{address: string, bbox: number[]|null, number: number, style: object}} version */
    show(version) {
      shown = version;
      look = version.style;
      element.setAttribute('aria-label', t('map', { number: version.number }));
      marked.clearLayers();
      features.clearLayers();
      this.fit();
    },
    /** @param {object} next drawn at once */
    restyle(next) {
      look = next;
      features.setStyle(style);
    },
    fit() {
      map.invalidateSize();
      map.fitBounds(latLngs(shown.bbox) ?? WHOLE, { maxZoom: 13, padding: [24, 24], animate: false });
    },
    /** @param {number[]} numbers @param {boolean} [isMoving] whether the map goes there @returns {Promise<number>} how many have a geometry */
    async mark(numbers, isMoving = true) {
      const page = await ask(`${shown.address}/items?features=${numbers.slice(0, MOST_NAMED).join(',')}`);
      const placed = page.features.filter(({ geometry }) => geometry);
      marked.clearLayers().addData(placed);
      if (isMoving && placed.length) map.fitBounds(marked.getBounds(), { maxZoom: 13, padding: [48, 48], animate: false });
      return placed.length;
    },
    clear: () => marked.clearLayers(),
  };
}

function featureStyle(kind, { fill, stroke, width_px: width, radius_px: radius }) {
  const isLine = kind.includes('Line');
  return {
    color: stroke || fill,
    weight: width,
    fill: !isLine,
    fillColor: fill || stroke,
    fillOpacity: kind.includes('Point') ? 0.9 : 0.35,
    radius,
  };
}

const highlight = (token) => ({ color: token('--map-selected'), weight: 3, dashArray: '6 4', fillOpacity: 0, radius: 10 });

const groundLevel = (zoom) => (zoom < 6 ? 'province' : zoom < 8 ? 'prefecture' : 'county');

function nameUnit(layer, map) {
  const { name } = layer.feature.properties;
  const bounds = layer.getBounds();
  const [from, to] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.latLngToContainerPoint(corner));
  if (!name || to.x - from.x < NAME_ROOM_PX) return;
  layer.bindTooltip(el('span', {}, name), { permanent: true, direction: 'center', className: 'unit-name' });
}

function viewBbox(map) {
  const bounds = map.getBounds();
  const clamp = (value, most) => Math.min(Math.max(value, -most), most);
  return [
    clamp(bounds.getWest(), 180),
    clamp(bounds.getSouth(), 90),
    clamp(bounds.getEast(), 180),
    clamp(bounds.getNorth(), 90),
  ]
    .map((value) => value.toFixed(5))
    .join(',');
}

function latLngs(bbox) {
  if (!bbox) return null;
  const [west, south, east, north] = bbox;
  return [
    [south, west],
    [north, east],
  ];
}
