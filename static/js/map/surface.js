/** What is drawn on the map: tiles of counties, layers, marks, symbols and names; and when each is drawn anew. */
import { archiveAddress, tileAddress } from '../lib/tile-math.js';
import { currentPlan } from '../plan.js';
import { decodeTile } from './decode.js';
import { connectFlows } from './flows.js';
import { VectorGrid } from './grid.js';
import { createOverlayHatches } from './hatch.js';
import { drawLabels } from './labels.js';
import { connectLayerItems } from './layer-items.js';
import { layerLabels } from './layer-labels.js';
import { connectLayerTiles } from './layer-tiles.js';
import { layOutTops, listedLabels } from './layer-tops.js';
import { drawFlows, drawMarks, drawSelectedShape } from './marks.js';
import { drawNumbers } from './numbers.js';
import { Overlay } from './overlay.js';
import { readPalette } from './palette.js';
import { createFills, isFine } from './patterns.js';
import { drawSplitSymbols, drawSymbols, layOutSymbols } from './symbols.js';
import { createTileSource } from './tiles.js';

/** The base map is kept with the layer of the counties, and has its version. */
const BASE_LAYER = 'county';

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @param {import('../store.js').Store} store
 * @param {{gazetteer: ReturnType<typeof import('./gazetteer.js').createGazetteer>, hasBasemap: boolean}} parts
 */
export function createSurface(map, store, { gazetteer, hasBasemap }) {
  const look = createLook(map, store, hasBasemap);
  let symbols = [];
  const hatchesFor = createOverlayHatches();

  const { layers, tiles_url: host } = store.get('bootstrap');
  const base = layers.find(({ id }) => id === BASE_LAYER) ?? {};
  const source = createTileSource(tileAddress('admin', base.tile_version ?? ''), {
    archive: archiveAddress(host, 'admin', base),
    decode: decodeTile,
    onTile: (tile) => gazetteer.learn(tile) && names.redraw(),
    onFailure: () => store.put('tileProblem', Date.now()),
  });
  const grid = new VectorGrid(source, look.scene, { isOpaque: !hasBasemap }).addTo(map);
  const marks = new Overlay((context, frame) => {
    drawMarks(context, frame, { cells: grid.shownCells(), marks: marksOf(store), palette: look.palette() });
    drawSelectedShape(context, frame, {
      layers: getTiledLayers(),
      item: store.view.item,
      palette: look.palette(),
    });
    drawFlows(context, frame, getFlows(), look.palette());
  }).addTo(map);
  const names = new Overlay((context, frame) => {
    const content = { looks: look.plan().looks, gazetteer, palette: look.palette() };
    const { casing } = content.palette;
    const tiled = getTiledLayers().map((layer) => ({ ...layer, cells: layer.grid.shownCells() }));
    const tops = layOutTops(tiled, frame, casing);
    const listed = layOutSymbols(getItems(), frame, casing);
    symbols = [...tops.symbols, ...listed];
    drawSymbols(context, symbols, { ...content, selected: store.view.item, hatchOf: hatchesFor(frame.scale) });
    const split = drawSplitSymbols(context, frame, content);
    const own = layerLabels([...tops.labels, ...listedLabels(listed, frame.zoom)]);
    drawLabels(context, frame, {
      ...content,
      ...labelsOf(store, map),
      symbols: [...symbols, ...split],
      layerLabels: own,
    });
    const { font } = labelsOf(store, map);
    drawNumbers(context, frame, { numbered: store.get('numbered') ?? [], palette: content.palette, font });
  }).addTo(map);
  const getFlows = connectFlows(store, gazetteer, () => marks.redraw());
  const getItems = connectLayerItems(store, () => names.redraw());
  const getTiledLayers = connectLayerTiles(map, store, { getPalette: look.palette, onDraw: redrawTops });
  function redrawTops() {
    marks.redraw();
    names.redraw();
  }
  connectRedraws(map, store, { look, grid, marks, names });

  return {
    grid,
    getTiledLayers,
    getSymbols: () => symbols,
    /** From Leaflet's layer point to the canvas that the symbols are laid out on. */
    toOverlay: ({ x, y }) => ({ x: x - names._bounds.min.x, y: y - names._bounds.min.y }),
    /** Draws at once what is otherwise drawn before the next frame. */
    drawNow() {
      marks.paint();
      names.paint();
    },
  };
}

/** Palette, paint plan and fills, renewed when the theme or the answer of the server changes. */
function createLook(map, store, hasBasemap) {
  let palette = readPalette();
  let plan = currentPlan(store);
  let fills = { key: '', of: null };
  return {
    palette: () => palette,
    plan: () => plan,
    scene(scale) {
      const zoom = map.getZoom();
      const key = `${scale}|${isFine(zoom)}`;
      if (fills.key !== key) fills = { key, of: createFills(palette, scale, zoom) };
      return { looks: plan.looks, fillOf: fills.of, palette, region: store.view.region, zoom, hasBasemap };
    },
    renew({ isThemeNew = false } = {}) {
      if (isThemeNew) palette = readPalette();
      if (isThemeNew) fills.key = '';
      plan = currentPlan(store);
    },
  };
}

function connectRedraws(map, store, { look, grid, marks, names }) {
  const repaint = (options) => {
    look.renew(options);
    grid.redrawCells();
    marks.redraw();
    names.redraw();
  };
  grid.on('tileload load', () => marks.redraw());
  // A failed request leaves the map blank: the old picture under the new title would be untrue.
  store.on('painting', () => store.get('painting')?.status !== 'loading' && repaint());
  store.on('region', () => repaint());
  store.on('language', () => names.redraw());
  const tellZoom = () => store.put('zoom', map.getZoom());
  map.on('zoomend', tellZoom);
  tellZoom();
  store.on('themeShown', () => repaint({ isThemeNew: true }));
  store.on(['hovered', 'marked', 'cursor', 'unit', 'compare', 'item'], () => marks.redraw());
  store.on(['marked', 'numbered', 'cursor', 'unit', 'compare', 'item'], () => names.redraw());
  document.fonts?.addEventListener('loadingdone', () => names.redraw());
}

/** Weakest first, so that the strongest outline lies on top. */
function marksOf(store) {
  const kinds = {
    hovered: store.get('hovered'),
    marked: store.get('marked'),
    compared: store.view.compare,
    selected: store.view.unit,
    cursor: store.get('cursor'),
  };
  return Object.entries(kinds).map(([kind, adcodes]) => ({
    kind,
    adcodes: [adcodes ?? []].flat().filter(Boolean),
  }));
}

function labelsOf(store, map) {
  const { unit, compare, region } = store.view;
  const strong = new Set([unit, compare, store.get('cursor'), store.get('marked')].flat());
  return { region, strong, font: getComputedStyle(map.getContainer()).fontFamily };
}
