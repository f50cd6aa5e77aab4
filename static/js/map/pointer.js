/** Mouse and touch: a tooltip on hovering, a selection on clicking (with Shift: a comparison). */
import { el, fill } from '../dom.js';
import { toWorld } from '../lib/tile-math.js';
import { describeUnit } from './describe.js';
import { areaAt, shapeAt, symbolAt } from './hit.js';
import { spokenName } from './names.js';

const OFFSET_PX = 14;

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @param {import('../store.js').Store} store
 * @param {{grid: object, getTiledLayers: () => {id: string, grid: object, look: object}[], getSymbols: () => object[],
 *   toOverlay: (point: {x: number, y: number}) => {x: number, y: number}}} parts
 */
export function connectPointer(map, store, { grid, getTiledLayers, getSymbols, toOverlay }) {
  const tip = el('div', { class: 'map-tip', hidden: true, 'aria-hidden': 'true' });
  map.getContainer().append(tip);
  const canHover = matchMedia('(hover: hover)').matches;

  const under = ({ latlng, layerPoint }) => {
    const world = toWorld(latlng.lng, latlng.lat);
    const symbol =
      symbolAt(getSymbols(), toOverlay(layerPoint)) ?? featureAt(getTiledLayers(), world, map.getZoom());
    return { symbol, area: symbol ? null : areaAt(grid.shownCells(), world) };
  };
  const hide = () => {
    tip.hidden = true;
    store.put('hovered', '');
    map.getContainer().classList.remove('is-over');
  };

  map.on('mousemove', (event) => {
    if (!canHover || map.dragging._draggable?._moving) return;
    const { symbol, area } = under(event);
    map.getContainer().classList.toggle('is-over', Boolean(symbol || area));
    if (!symbol && !area) return hide();
    store.put('hovered', area?.adcode ?? '');
    const lines = area
      ? describeUnit(area.adcode, store).lines
      : [symbol.properties?.county ?? symbol.properties?.atlas_county].filter(Boolean);
    fill(
      tip,
      el('strong', {}, area ? spokenName(area) : symbol.name),
      lines.map((line) => el('span', {}, line)),
    );
    tip.hidden = false;
    moveTip(tip, event.containerPoint, map.getSize());
    return undefined;
  });
  map.on('mouseout movestart', hide);
  map.on('click', (event) => {
    const { symbol, area } = under(event);
    store.put('cursor', '');
    if (store.view.review) store.put('picked', { adcode: area?.adcode ?? '', at: Date.now() });
    else if (symbol) store.set({ item: symbol.item, unit: '', compare: '' });
    else if (area && event.originalEvent.shiftKey && store.view.unit && area.adcode !== store.view.unit)
      store.set({ compare: area.adcode });
    else if (area) store.set({ unit: area.adcode, compare: '', item: '' });
  });
}

/** A feature of a tiled layer reads like a symbol, where it has an id to ask for. */
function featureAt(layers, world, zoom) {
  for (const { id, grid, look } of layers) {
    const shape = shapeAt(grid.shownCells(), world, { look, zoom });
    if (shape?.id) return { item: `${id}/${shape.id}`, name: shape.name };
  }
  return null;
}

function moveTip(tip, { x, y }, size) {
  const isRight = x + OFFSET_PX + tip.offsetWidth > size.x;
  const isLow = y + OFFSET_PX + tip.offsetHeight > size.y;
  const left = isRight ? x - OFFSET_PX - tip.offsetWidth : x + OFFSET_PX;
  const top = isLow ? y - OFFSET_PX - tip.offsetHeight : y + OFFSET_PX;
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
