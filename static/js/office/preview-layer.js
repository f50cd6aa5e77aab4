/** The features of a version on the map of its page: tiles, and over them large symbols and names. */
import { shapeAt, symbolAt } from '../map/hit.js';
import { createOverlayHatches } from '../map/hatch.js';
import { decodePlainTile } from '../map/decode.js';
import { drawLabels } from '../map/labels.js';
import { layerLabels } from '../map/layer-labels.js';
import { styledLook } from '../map/layer-look.js';
import { createLayerGrid } from '../map/layer-tiles.js';
import { layOutTops } from '../map/layer-tops.js';
import { Overlay } from '../map/overlay.js';
import { drawSymbols } from '../map/symbols.js';
import { createTileSource } from '../map/tiles.js';
import { WHOLE_COUNTRY } from '../state.js';

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @param {{getPalette: () => Record<string, string>, getUnits: () => object[], onFailure: (error: Error) => void}} parts units: label points
 *   of the ground
 */
export function createPreviewLayer(map, { getPalette, getUnits, onFailure }) {
  let look = null;
  let grid = null;
  let symbols = [];
  const hatchesFor = createOverlayHatches();

  const tops = new Overlay((context, frame) => {
    const palette = getPalette();
    const layers = grid && look ? [{ id: 'preview', opacity: 1, look, cells: grid.shownCells() }] : [];
    const found = layOutTops(layers, frame, palette.casing);
    symbols = found.symbols;
    drawSymbols(context, symbols, { palette, selected: '', hatchOf: hatchesFor(frame.scale) });
    drawLabels(context, frame, {
      gazetteer: { all: getUnits },
      looks: new Map(),
      region: WHOLE_COUNTRY,
      strong: new Set(),
      symbols,
      layerLabels: layerLabels(found.labels),
      palette,
      font: getComputedStyle(map.getContainer()).fontFamily,
    });
  }).addTo(map);

  const redraw = () => {
    grid?.redrawCells();
    tops.redraw();
  };

  return {
    /** @param {{address: string, layer: string, maxZoom: number, style: object}} version */
    show({ address, layer, maxZoom, style }) {
      grid?.remove();
      look = styledLook(style);
      const source = createTileSource(`${address}/tiles/{z}/{x}/{y}.mvt`, {
        // All fields: the one that a person chooses next has to be there.
        decode: (buffer) => decodePlainTile(buffer, layer, { fields: null }),
        maxZoom,
        onFailure,
      });
      grid = createLayerGrid(source, { getLook: () => look, getCasing: () => getPalette().casing, map });
      grid.on('tileload load', () => tops.redraw());
      grid.addTo(map);
    },
    clear() {
      grid?.remove();
      grid = null;
      tops.redraw();
    },
    /** @param {object} style complete */
    restyle(style) {
      look = styledLook(style);
      redraw();
    },
    redraw,
    /** @param {{world: {x: number, y: number}, point: {x: number, y: number}}} place @returns {number|null} of the feature there */
    featureAt({ world, point }) {
      const onCanvas = { x: point.x - tops._bounds.min.x, y: point.y - tops._bounds.min.y };
      const symbol = symbolAt(symbols, onCanvas);
      const id = symbol
        ? symbol.item.split('/')[1]
        : grid && shapeAt(grid.shownCells(), world, { look, zoom: map.getZoom() })?.id;
      return id ? Number(id) : null;
    },
  };
}
