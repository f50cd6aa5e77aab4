/**
 * Map of one version over our own outlines, drawn from its tiles as the map of the atlas draws them: what is seen here is
 * what everybody sees once it is published. Leaflet's lat-lng order stays in this file.
 */
import { GeoJSON, Map as LeafletMap, canvas, circleMarker, control } from '../../vendor/leaflet.js';
import { useMessages } from '../i18n.js';
import { toWorld } from '../lib/tile-math.js';
import { readPalette } from '../map/palette.js';
import { ask } from './ask.js';
import { given } from './given.js';
import { createPreviewLayer } from './preview-layer.js';
import { t } from './words.js';

// The parts of the map that are shared write names and numbers in this language.
useMessages(given.lang === 'en' ? 'en' : 'zh', {});

const MOST_NAMED = 200;
const GROUND_LIMIT = 600;
/** Below the tiles, which Leaflet puts at 200. */
const GROUND_ORDER = 150;
const WHOLE = [
  [18, 73],
  [54, 135],
];

/**
 * @param {HTMLElement} element
 * @param {object} told
 * @param {(matched: number) => void} told.onCount how many features are in the view
 * @param {(feature: object) => void} told.onSelect
 * @param {(zoom: number) => void} told.onZoom
 * @param {(fields: string[]) => void} told.onAbsent fields to draw by that no feature in the view has
 * @param {(error: Error) => void} told.onError
 */
export function createPreview(element, { onCount, onSelect, onZoom, onAbsent, onError }) {
  const map = new LeafletMap(element, { attributionControl: false, zoomSnap: 0.5, maxZoom: 18, minZoom: 3 });
  map.createPane('ground').style.zIndex = GROUND_ORDER;
  control.scale({ imperial: false }).addTo(map);
  element.setAttribute('role', 'application');

  let palette = readPalette();
  const ground = createGround(
    map,
    () => palette,
    () => layer.redraw(),
  );
  const layer = createPreviewLayer(map, {
    getPalette: () => palette,
    getUnits: ground.units,
    onFailure: onError,
    onAbsent,
  });
  const marked = new GeoJSON(null, {
    interactive: false,
    style: () => highlight(palette),
    pointToLayer: (_, position) => circleMarker(position, { ...highlight(palette), radius: 11 }),
  }).addTo(map);

  let shown = { address: '', bbox: null };
  let stop = new AbortController();

  const read = (query, signal) => ask(`${shown.address}/items?${query}`, { signal });
  const load = async () => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const bbox = viewBbox(map);
    try {
      await ground.load(bbox, signal);
      if (shown.address) onCount((await read(`bbox=${bbox}&limit=1`, signal)).numberMatched);
    } catch (error) {
      if (error.name !== 'AbortError') onError(error);
    }
  };
  map.on('moveend', load);
  map.on('zoomend', () => onZoom(map.getZoom()));
  map.on('click', async ({ latlng, layerPoint }) => {
    const number = layer.featureAt({ world: toWorld(latlng.lng, latlng.lat), point: layerPoint });
    if (number === null) return;
    try {
      const [feature] = (await read(`features=${number}`)).features;
      if (feature) onSelect(feature);
    } catch (error) {
      onError(error);
    }
  });

  return {
    /** @param {{address: string, layer: string, bbox: number[]|null, maxZoom: number, number: number, precision: string}} version that is shown from now on */
    prepare(version) {
      shown = version;
      element.setAttribute('aria-label', t('map', { number: version.number }));
      marked.clearLayers();
      this.fit();
    },
    /** @param {object} style complete */
    draw: (style) => layer.show({ ...shown, style }),
    /** @param {object} style drawn at once */
    restyle: (style) => layer.restyle(style),
    /** @param {string} precision of positions, drawn at once */
    refine: (precision) => layer.refine(precision),
    /** The colours of the page have changed. */
    renew() {
      palette = readPalette();
      ground.redraw();
      layer.redraw();
    },
    zoom: () => map.getZoom(),
    fit() {
      map.invalidateSize();
      map.fitBounds(latLngs(shown.bbox) ?? WHOLE, { maxZoom: 13, padding: [24, 24], animate: false });
    },
    resize: () => map.invalidateSize({ animate: false }),
    /** @param {number[]} numbers @param {boolean} [isMoving] whether the map goes there @returns {Promise<number>} how many have a geometry */
    async mark(numbers, isMoving = true) {
      const page = await read(`features=${numbers.slice(0, MOST_NAMED).join(',')}`);
      const placed = page.features.filter(({ geometry }) => geometry);
      marked.clearLayers().addData(placed);
      if (isMoving && placed.length)
        map.fitBounds(marked.getBounds(), { maxZoom: 13, padding: [48, 48], animate: false });
      return placed.length;
    },
    clear: () => marked.clearLayers(),
  };
}

/** Outlines of the units in view, and where their names go. */
function createGround(map, getPalette, onLoad) {
  const style = () => ({
    color: getPalette().prefecture,
    weight: 1,
    fillColor: getPalette().land,
    fillOpacity: 1,
  });
  const renderer = canvas({ padding: 0.2, pane: 'ground' });
  const layer = new GeoJSON(null, { interactive: false, renderer, pane: 'ground', style }).addTo(map);
  let shownAddress = '';
  let units = [];
  return {
    units: () => units,
    redraw: () => layer.setStyle(style),
    async load(bbox, signal) {
      const level = groundLevel(map.getZoom());
      const address = `/api/layers/${level}/items?bbox=${bbox}&limit=${GROUND_LIMIT}`;
      if (address === shownAddress) return;
      const page = await ask(address, { signal });
      shownAddress = address;
      layer.clearLayers().addData(page);
      units = layer.getLayers().map((unit) => unitName(unit, level));
      onLoad();
    },
  };
}

function unitName(unit, level) {
  const { adcode, name, name_en: nameEn = '' } = unit.feature.properties;
  const { lng, lat } = unit.getBounds().getCenter();
  return { adcode, name, nameEn, level, rank: 0, ...toWorld(lng, lat) };
}

const highlight = ({ selected }) => ({ color: selected, weight: 3, dashArray: '6 4', fillOpacity: 0, radius: 10 });

const groundLevel = (zoom) => (zoom < 6 ? 'province' : zoom < 8 ? 'prefecture' : 'county');

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
