/** A canvas over the view (and some of its surroundings) that moves with the map and is drawn anew when it rests. */
import { DomUtil, Renderer } from '../../vendor/leaflet.js';

const PADDING = 0.35;

export const Overlay = Renderer.extend({
  /** @param {(context: CanvasRenderingContext2D, frame: Frame) => void} draw */
  initialize(draw, options) {
    Renderer.prototype.initialize.call(this, { padding: PADDING, ...options });
    this.drawFrame = draw;
  },

  _initContainer() {
    this._container = document.createElement('canvas');
    this._container.setAttribute('aria-hidden', 'true');
  },

  _destroyContainer() {
    this._container.remove();
    this._container = null;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    Renderer.prototype._update.call(this);
    const { min } = this._bounds;
    const size = this._bounds.getSize();
    const scale = window.devicePixelRatio || 1;
    const canvas = this._container;
    DomUtil.setPosition(canvas, min);
    canvas.width = Math.round(size.x * scale);
    canvas.height = Math.round(size.y * scale);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    this.redraw();
  },

  /** Draws once before the next frame, however often it is asked for. */
  redraw() {
    if (this.isWaiting || !this._map) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      if (this._map && this._bounds) this.paint();
    });
  },

  paint() {
    const canvas = this._container;
    const context = canvas.getContext('2d');
    const scale = window.devicePixelRatio || 1;
    const world_px = 256 * 2 ** this._map.getZoom();
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const size = this._bounds.getSize();
    this.drawFrame(context, {
      width: size.x,
      height: size.y,
      scale,
      world_px,
      zoom: this._map.getZoom(),
      originX: origin.x,
      originY: origin.y,
      place: ({ x, y }) => ({ x: x * world_px - origin.x, y: y * world_px - origin.y }),
    });
  },
});

/**
 * @typedef {object} Frame
 * @property {number} width of the canvas, css px
 * @property {number} height
 * @property {number} scale device px a css px
 * @property {number} world_px width of the world at this zoom, css px
 * @property {number} zoom
 * @property {number} originX of the canvas in the world, css px
 * @property {number} originY
 * @property {(world: {x: number, y: number}) => {x: number, y: number}} place world (0 to 1) to canvas, css px
 */
