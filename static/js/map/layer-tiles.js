/** Layers of areas or lines, and those of too many points, come as vector tiles of their own over the counties. */
import { getLayer, isAborted, fetchJson } from '../api.js';
import { fieldsOf } from '../lib/layer-style.js';
import { chosenStyle } from '../lib/layer-drawing.js';
import { archiveAddress, tileAddress } from '../lib/tile-math.js';
import { decodePlainTile } from './decode.js';
import { drawPlainTile } from './draw-plain.js';
import { VectorGrid } from './grid.js';
import { createHatches } from './hatch.js';
import { isListed } from './layer-items.js';
import { plainLook, styledLook } from './layer-look.js';
import { createTileSource } from './tiles.js';

const LOWEST_ORDER = 10;
/** What our own layers are drawn by. */
const OWN_FIELDS = ['relation'];
/** What a feature may say of its own position. */
const PRECISION = 'precision';

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @param {import('../store.js').Store} store
 * @param {{getPalette: () => Record<string, string>, onDraw: () => void}} told `onDraw` when what lies over the tiles may
 *   have changed
 * @returns {() => {id: string, opacity: number, grid: object, look: import('./layer-look.js').Look}[]} what is shown, top first
 */
export function connectLayerTiles(map, store, { getPalette, onDraw }) {
  /** @type {Map<string, {grid: object|null, look: object|null}>} */
  const shown = new Map();

  const load = async (id) => {
    const entry = { grid: null, look: null };
    shown.set(id, entry);
    try {
      const [layer, { maxzoom }] = await Promise.all([getLayer(id), fetchJson(`api/layers/${id}/tilejson`)]);
      const style = chosenStyle(layer);
      const { title_field: titleField, precision } = layer;
      entry.look = style ? styledLook(style, precision) : plainLook(layer.legend?.[0]?.symbol ?? {}, precision);
      const wanted = { titleField, fields: [...(style ? fieldsOf(style) : OWN_FIELDS), PRECISION] };
      const { layers, tiles_url: host } = store.get('bootstrap');
      const source = createTileSource(tileAddress(id, layer.tile_version), {
        archive: archiveAddress(host, id, { ...layer, public: layers.find((one) => one.id === id)?.public }),
        decode: (buffer) => decodePlainTile(buffer, id, wanted),
        maxZoom: maxzoom,
        onFailure: () => store.put('layerProblem', { id }),
      });
      entry.grid = createLayerGrid(source, { getLook: () => entry.look, getPalette, map });
      entry.grid.on('tileload load', onDraw);
      store.put('layerInfo', { ...store.get('layerInfo'), [id]: { legend: layer.legend, style, precisions: [] } });
      sync();
    } catch (error) {
      shown.delete(id);
      if (!isAborted(error)) store.put('layerProblem', { id, error });
    }
  };
  function sync() {
    const known = store
      .get('bootstrap')
      .layers.filter((layer) => !isListed(layer))
      .map(({ id }) => id);
    const chosen = store.view.layers.filter(({ id }) => known.includes(id));
    for (const [id, { grid }] of shown) if (grid && !chosen.some((one) => one.id === id)) grid.remove();
    chosen.forEach(({ id, opacity }, index) => {
      const entry = shown.get(id);
      if (!entry) load(id);
      else
        entry.grid
          ?.addTo(map)
          .setOpacity(opacity)
          .setZIndex(LOWEST_ORDER + chosen.length - index);
    });
    onDraw();
  }
  store.on('layers', sync);
  store.on('themeShown', () => shown.forEach(({ grid }) => grid?._map && grid.redrawCells()));
  sync();
  return () =>
    store.view.layers
      .map(({ id, opacity }) => ({ id, opacity, grid: shown.get(id)?.grid, look: shown.get(id)?.look }))
      .filter(({ grid }) => grid);
}

/**
 * @param {ReturnType<typeof createTileSource>} source
 * @param {{getLook: () => import('./layer-look.js').Look, getPalette: () => Record<string, string>, map: import('../../vendor/leaflet.js').Map}} parts
 * @returns {object} a grid of tiles that are drawn as the layer looks at the time
 */
export function createLayerGrid(source, { getLook, getPalette, map }) {
  let hatches = { scale: 0, of: null };
  const getScene = (scale) => {
    if (hatches.scale !== scale) hatches = { scale, of: createHatches(scale) };
    return { look: getLook(), palette: getPalette(), zoom: map.getZoom(), hatchOf: hatches.of };
  };
  return new VectorGrid(source, getScene, { draw: drawPlainTile, isOpaque: false });
}
