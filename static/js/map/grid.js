/** The Leaflet layer that shows our vector tiles on canvases, crisp at every fraction of a zoom. */
import { GridLayer } from '../../vendor/leaflet.js';
import { TILE_PX, tileForCell } from '../lib/tile-math.js';
import { drawTile } from './draw-tile.js';

/** Cells that hide what is below overlap by this. */
const OVERLAP_PX = 1;

export const VectorGrid = GridLayer.extend({
  options: { tileSize: TILE_PX, keepBuffer: 1, updateWhenZooming: false, updateWhenIdle: false, noWrap: false },

  /**
   * @param {ReturnType<typeof import('./tiles.js').createTileSource>} source
   * @param {(scale: number) => object} getScene what all cells share; scale: device px a css px
   * @param {{draw?: typeof drawTile, isOpaque?: boolean}} [options]
   */
  initialize(source, getScene, { draw = drawTile, isOpaque = true, ...options } = {}) {
    GridLayer.prototype.initialize.call(this, { className: isOpaque ? '' : 'see-through', ...options });
    this.source = source;
    this.getScene = getScene;
    this.draw = draw;
    this.isOpaque = isOpaque;
  },

  onAdd(map) {
    GridLayer.prototype.onAdd.call(this, map);
    this.on('tileunload', this.releaseCell, this);
    map.on('zoomend', this.redrawCells, this);
  },

  onRemove(map) {
    map.off('zoomend', this.redrawCells, this);
    GridLayer.prototype.onRemove.call(this, map);
    this.off('tileunload', this.releaseCell, this);
  },

  /**
   * Leaflet rounds the zoom; we go down to the next whole one, since a vector tile is sharp when it is enlarged, and
   * fewer, larger cells are fewer bytes.
   */
  _setView(center, zoom, ...rest) {
    this.wholeZoom = Math.floor(zoom + 0.001);
    GridLayer.prototype._setView.call(this, center, zoom, ...rest);
  },

  _clampZoom(zoom) {
    return this.wholeZoom ?? GridLayer.prototype._clampZoom.call(this, zoom);
  },

  createTile(coords, done) {
    const canvas = document.createElement('canvas');
    const wanted = tileForCell(coords, this.source.maxZoom);
    canvas.cell = { coords, wanted, tile: null };
    this.source.acquire(wanted).then(
      (tile) => {
        canvas.cell.tile = tile;
        this.drawCell(canvas);
        done(null, canvas);
      },
      (error) => done(error, canvas),
    );
    return canvas;
  },

  releaseCell({ tile: canvas }) {
    this.source.release(canvas.cell.wanted);
  },

  /** Draws again what is shown: after a change of paint, theme or zoom fraction. */
  redrawCells() {
    for (const { el: canvas } of Object.values(this._tiles)) if (canvas.cell.tile) this.drawCell(canvas);
  },

  drawCell(canvas) {
    if (!this._map) return;
    const { coords, wanted, tile } = canvas.cell;
    const scale = window.devicePixelRatio || 1;
    const stretch = this._map.getZoomScale(this._map.getZoom(), coords.z);
    const cell_px = TILE_PX * stretch;
    const frame = { part: wanted.part, cell_px, scale, originX: coords.x * cell_px, originY: coords.y * cell_px };
    const [width, height, ...shift] = this.isOpaque
      ? overlapping(cell_px * scale)
      : this.fitted(coords, stretch * scale);
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const css = (px) => `${px / scale / stretch}px`;
    const [marginLeft, marginTop] = shift.map((px) => css(-px));
    Object.assign(canvas.style, { width: css(width), height: css(height), marginLeft, marginTop });
    this.draw(canvas.getContext('2d'), tile, this.getScene(scale), {
      ...frame,
      shiftX: shift[0],
      shiftY: shift[1],
    });
  },

  /**
   * Where one sees through, an overlap or a gap of cells would show as a line: each begins and ends at a whole device px.
   * @returns {number[]} width and height, and how far right of and below its first pixel the cell begins [device px]
   */
  fitted({ x, y, z }, perUnit) {
    const { origin } = this._levels[z];
    const [column, row] = [fit(x * TILE_PX - origin.x, perUnit), fit(y * TILE_PX - origin.y, perUnit)];
    return [column.size, row.size, column.shift, row.shift];
  },

  /**
   * @returns {{tile: object, wanted: object, coords: object}[]} the cells of the present zoom that are drawn
   */
  shownCells() {
    return Object.values(this._tiles)
      .filter(({ current, el }) => current && el.cell.tile)
      .map(({ el }) => el.cell);
  },
});

/** A pixel more than the cell is wide, so that no seam shows where the browser rounds. */
function overlapping(cell) {
  const size = Math.ceil(cell + OVERLAP_PX * (window.devicePixelRatio || 1));
  return [size, size, 0, 0];
}

function fit(place, perUnit) {
  const start = Math.round(place * perUnit);
  return { size: Math.round((place + TILE_PX) * perUnit) - start, shift: place * perUnit - start };
}
