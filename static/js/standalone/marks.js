/** Names, the symbols of several topics in one county, and the points of layers, on one canvas over the map. */
import { chosenStyle } from '../lib/layer-drawing.js';
import { isShownAt } from '../lib/layer-style.js';
import { toWorld } from '../lib/tile-math.js';
import { drawLabels } from '../map/labels.js';
import { createOverlayHatches } from '../map/hatch.js';
import { layerLabels } from '../map/layer-labels.js';
import { FALLBACK_COLOUR, styledLook } from '../map/layer-look.js';
import { listedLabels } from '../map/layer-tops.js';
import { Overlay } from '../map/overlay.js';
import { readPalette } from '../map/palette.js';
import { drawSplitSymbols, drawSymbols, layOutSymbols } from '../map/symbols.js';
import { currentPlan } from '../plan.js';

/** How far beside a symbol a finger still means it. */
const REACH_PX = 12;
const PANE = 'marks';

/**
 * @param {object} map of Leaflet
 * @param {import('../store.js').Store} store
 * @param {{data: object, gazetteer: object}} parts
 * @returns {{find: (latlng: object) => string|undefined}} find: `layer/feature` of the symbol there
 */
export function createMarks(map, store, { data, gazetteer }) {
  const palette = readPalette();
  const font = getComputedStyle(document.body).fontFamily;
  const { looks } = currentPlan(store);
  const points = new Map(data.layers.filter(({ points: list }) => list).map((layer) => [layer.id, pointLayer(layer)]));
  const named = data.layers.flatMap((layer) => (layer.shapes ? shapeLabels(layer) : []));
  const hatchesFor = createOverlayHatches();
  let drawn = { symbols: [], frame: null };

  // Above the polygons, which are SVG; Leaflet puts canvases below those.
  map.createPane(PANE).style.pointerEvents = 'none';
  map.getPane(PANE).style.zIndex = '450';
  const overlay = new Overlay(draw, { pane: PANE }).addTo(map);
  function draw(context, frame) {
    const shown = store.view.layers.flatMap(({ id, opacity }) =>
      points.has(id) ? [{ ...points.get(id), opacity }] : [],
    );
    const symbols = layOutSymbols(shown, frame, palette.casing);
    const content = { looks, gazetteer, palette };
    drawSymbols(context, symbols, { ...content, selected: store.view.item, hatchOf: hatchesFor(frame.scale) });
    const split = drawSplitSymbols(context, frame, content);
    drawLabels(context, frame, {
      ...content,
      region: store.view.region,
      strong: new Set([store.view.unit, store.get('cursor')].filter(Boolean)),
      symbols: [...symbols, ...split],
      layerLabels: layerLabels([...listedLabels(symbols, frame.zoom), ...listed(named, store.view.layers, frame)]),
      font,
    });
    drawn = { symbols, frame };
  }
  store.on(['layers', 'unit', 'cursor', 'item'], () => overlay.redraw());

  return {
    find(latlng) {
      if (!drawn.frame) return undefined;
      const { x, y } = map.project(latlng).subtract([drawn.frame.originX, drawn.frame.originY]);
      const near = drawn.symbols
        .map((mark) => ({ mark, away: Math.hypot(mark.x - x, mark.y - y) - (mark.symbol?.radius ?? 0) }))
        .filter(({ away }) => away <= REACH_PX)
        .sort((one, other) => one.away - other.away);
      return near[0]?.mark.item;
    },
  };
}

/** Names of lines and areas, where their style asks for them. */
function shapeLabels({ id, shapes, style, group }) {
  const { label } = chosenStyle({ group, style }) ?? {};
  return label ? shapes.map(({ at, properties }) => ({ id, style: label, properties, world: toWorld(...at[0]) })) : [];
}

function listed(labels, choices, { place, zoom }) {
  const shown = new Set(choices.map(({ id }) => id));
  return labels
    .filter(({ id, style }) => shown.has(id) && isShownAt(style, zoom))
    .map(({ world, ...label }) => ({ ...label, ...place(world), size: 0 }));
}

/** A layer of points as symbols.js asks for it; what the atlas draws its own way has no style of its own. */
function pointLayer({ id, points, precision, style, group, legend, title_field: titleField }) {
  const symbol = { ...style, ...legend?.[0]?.symbol };
  const own = chosenStyle({ group, style });
  return {
    id,
    colour: symbol.fill || FALLBACK_COLOUR,
    shape: symbol.symbol || 'circle',
    look: own && styledLook(own, precision),
    features: points.map(({ id: fid, at, properties }) => ({
      id: fid,
      geometry: at.length === 1 ? { type: 'Point', coordinates: at[0] } : { type: 'MultiPoint', coordinates: at },
      own: properties,
      properties: { ...properties, name: properties[titleField], precision: properties.precision || precision },
    })),
  };
}
