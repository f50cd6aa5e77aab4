/** Puts the map together and ties it to the store. Leaflet's lat-lng order stays in this folder. */
import { Map as LeafletMap } from '../../vendor/leaflet.js';
import { t } from '../i18n.js';
import { currentPlan } from '../plan.js';
import { addBasemap } from './basemap.js';
import { connectCamera } from './camera.js';
import { addControls } from './controls.js';
import { flowsOf } from './flows.js';
import { createGazetteer } from './gazetteer.js';
import { VectorGrid } from './grid.js';
import { connectKeys } from './keys.js';
import { drawLabels } from './labels.js';
import { connectLayerItems } from './layer-items.js';
import { drawFlows, drawMarks } from './marks.js';
import { Overlay } from './overlay.js';
import { readPalette } from './palette.js';
import { createFills, isFine } from './patterns.js';
import { connectPointer } from './pointer.js';
import { connectSnapshots } from './snapshot.js';
import { drawSplitSymbols, drawSymbols, layOutSymbols } from './symbols.js';
import { createTileSource } from './tiles.js';
import { toLonLat } from '../lib/tile-math.js';

const TILES = 'api/layers/admin/tiles/{z}/{x}/{y}.mvt';
const OPTIONS = {
  zoomControl: false, attributionControl: false, keyboard: false, boxZoom: false, minZoom: 3, maxZoom: 14, zoomSnap: 0.25,
  zoomDelta: 1, wheelPxPerZoomLevel: 90, maxBounds: [[-40, 20], [80, 190]],
};

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountMap(element, store) {
  const map = new LeafletMap(element, OPTIONS);
  const camera = connectCamera(map, store);
  const hasBasemap = addBasemap(map, store.get('bootstrap').basemaps);
  const gazetteer = createGazetteer();
  let palette = readPalette();
  let plan = currentPlan(store);
  let fills = { key: '', of: null };
  let symbols = [];

  const getScene = (scale) => {
    const key = `${scale}|${isFine(map.getZoom())}`;
    if (fills.key !== key) fills = { key, of: createFills(palette, scale, map.getZoom()) };
    return { looks: plan.looks, fillOf: fills.of, palette, region: store.view.region, zoom: map.getZoom(), hasBasemap };
  };
  const source = createTileSource(TILES, {
    onTile: (tile) => gazetteer.learn(tile) && names.redraw(),
    onFailure: () => store.put('tileProblem', Date.now()),
  });
  const grid = new VectorGrid(source, getScene).addTo(map);

  const marks = new Overlay((context, frame) => {
    const kinds = { hovered: store.get('hovered'), marked: store.get('marked'), compared: store.view.compare,
      selected: store.view.unit, cursor: store.get('cursor') };
    const list = Object.entries(kinds).map(([kind, adcodes]) => ({ kind, adcodes: [adcodes ?? []].flat().filter(Boolean) }));
    drawMarks(context, frame, { cells: grid.shownCells(), marks: list, palette });
    drawFlows(context, frame, flowsOf(store.get('profile'), gazetteer), palette);
  }).addTo(map);
  const names = new Overlay((context, frame) => {
    symbols = layOutSymbols(getItems(), frame);
    drawSymbols(context, symbols, { palette, selected: store.view.item });
    drawSplitSymbols(context, frame, { looks: plan.looks, gazetteer, palette });
    const strong = new Set([store.view.unit, store.view.compare, store.get('cursor'), store.get('marked')].flat());
    drawLabels(context, frame, { points: gazetteer.all(), looks: plan.looks, region: store.view.region, strong, palette,
      font: getComputedStyle(element).fontFamily });
  }).addTo(map);
  const getItems = connectLayerItems(store, () => names.redraw());

  const repaint = () => {
    plan = currentPlan(store);
    grid.redrawCells();
    marks.redraw();
    names.redraw();
  };
  const rethemed = () => {
    palette = readPalette();
    fills.key = '';
    repaint();
  };
  const redrawNow = () => {
    rethemed();
    marks.paint();
    names.paint();
  };
  grid.on('tileload load', () => marks.redraw());
  store.on('painting', () => store.get('painting')?.status === 'ready' && repaint());
  store.on('region', repaint);
  store.on('themeShown', rethemed);
  store.on(['hovered', 'marked', 'cursor', 'unit', 'compare', 'profile'], () => marks.redraw());
  store.on(['marked', 'cursor', 'unit', 'compare', 'item'], () => names.redraw());
  store.on('unit', () => {
    const point = store.view.unit && gazetteer.get(store.view.unit);
    if (point) camera.show(toLonLat(point));
  });
  document.fonts?.addEventListener('loadingdone', () => names.redraw());

  connectPointer(map, store, { grid, getSymbols: () => symbols, toOverlay: ({ x, y }) => ({ x: x - names._bounds.min.x, y: y - names._bounds.min.y }) });
  connectKeys(map, store, { gazetteer, show: camera.show });
  addControls(map, store, camera);
  connectSnapshots(map, store, redrawNow);
  describeContainer(element, store);
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(element);
}

function describeContainer(element, store) {
  const describe = () => element.setAttribute('aria-label', t('map.label'));
  element.tabIndex = 0;
  element.setAttribute('role', 'application');
  describe();
  store.on('language', describe);
}
