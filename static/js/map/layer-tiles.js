/** Layers of areas or lines, and those of too many points, come as vector tiles of their own over the counties. */
import { getLayer, isAborted, fetchJson } from '../api.js';
import { tileAddress } from '../lib/tile-math.js';
import { decodePlainTile } from './decode.js';
import { drawPlainTile } from './draw-plain.js';
import { VectorGrid } from './grid.js';
import { FALLBACK_COLOUR, isListed } from './layer-items.js';
import { createTileSource } from './tiles.js';

const LOWEST_ORDER = 10;

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @param {import('../store.js').Store} store
 * @param {() => Record<string, string>} getPalette
 * @returns {() => {id: string, grid: object}[]} what is shown, top first
 */
export function connectLayerTiles(map, store, getPalette) {
  /** @type {Map<string, {grid: object|null}>} */
  const shown = new Map();

  const load = async (id) => {
    const entry = { grid: null };
    shown.set(id, entry);
    try {
      const [layer, { maxzoom }] = await Promise.all([getLayer(id), fetchJson(`api/layers/${id}/tilejson`)]);
      const symbol = layer.legend?.[0]?.symbol ?? {};
      const colour = symbol.fill || symbol.stroke || FALLBACK_COLOUR;
      const source = createTileSource(tileAddress(id, layer.tile_version), {
        decode: (buffer) => decodePlainTile(buffer, id, layer.title_field || 'name'),
        maxZoom: maxzoom,
        onFailure: () => store.put('layerProblem', { id }),
      });
      const getScene = () => ({ colour, stroke: symbol.stroke || colour, casing: getPalette().casing });
      entry.grid = new VectorGrid(source, getScene, { draw: drawPlainTile, isOpaque: false });
      store.put('layerInfo', { ...store.get('layerInfo'), [id]: { legend: layer.legend, precisions: [] } });
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
  }
  store.on('layers', sync);
  sync();
  return () => store.view.layers.map(({ id }) => ({ id, grid: shown.get(id)?.grid })).filter(({ grid }) => grid);
}
