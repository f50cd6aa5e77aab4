/** The features of a version on the map of its page: tiles, and over them large symbols and names. */
import { fieldsOf } from '../lib/layer-style.js';
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
 * @param {object} parts
 * @param {() => Record<string, string>} parts.getPalette
 * @param {() => object[]} parts.getUnits label points of the ground
 * @param {(error: Error) => void} parts.onFailure
 * @param {(fields: string[]) => void} parts.onAbsent told of the fields to draw by that no feature in the view has
 */
export function createPreviewLayer(map, { getPalette, getUnits, onFailure, onAbsent }) {
  let style = null;
  let precision = '';
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
  const wear = (next) => {
    style = next;
    look = styledLook(style, precision);
  };
  const tellAbsent = () => onAbsent(grid ? absentFields(grid.shownCells(), fieldsOf(style)) : []);

  return {
    /** @param {{address: string, layer: string, maxZoom: number, precision?: string, style: object}} version */
    show({ address, layer, maxZoom, ...version }) {
      grid?.remove();
      precision = version.precision;
      wear(version.style);
      const source = createTileSource(`${address}/tiles/{z}/{x}/{y}.mvt`, {
        // All fields: the one that a person chooses next has to be there.
        decode: (buffer) => decodePlainTile(buffer, layer, { fields: null }),
        maxZoom,
        onFailure,
      });
      grid = createLayerGrid(source, { getLook: () => look, getPalette, map });
      grid.on('tileload load', () => tops.redraw());
      grid.on('load', tellAbsent);
      grid.addTo(map);
    },
    clear() {
      grid?.remove();
      grid = null;
      tops.redraw();
    },
    /** @param {object} style complete */
    restyle(next) {
      wear(next);
      redraw();
      tellAbsent();
    },
    /** @param {string} next how well positions are known */
    refine(next) {
      precision = next;
      wear(style);
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

/** Tiles of large layers leave some fields out, and what is drawn by them would silently be missing. */
function absentFields(cells, fields) {
  const shapes = cells.flatMap(({ tile }) => tile.shapes);
  if (!shapes.length) return [];
  return fields.filter((field) => !shapes.some(({ properties }) => Object.hasOwn(properties, field)));
}
