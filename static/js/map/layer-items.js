/** Fetches the features of the point layers that the view switches on, each layer once. */
import { getItems, getLayer, isAborted } from '../api.js';
import { chosenStyle } from '../lib/layer-drawing.js';
import { FALLBACK_COLOUR, styledLook } from './layer-look.js';

const LIMIT = 5000;

/**
 * @param {{id: string, geometry: string, count: number}} layer
 * @returns {boolean} whether it comes as a list of points; all others come as tiles
 */
export const isListed = ({ geometry, count }) => /point/i.test(geometry) && (count ?? 0) <= LIMIT;

/**
 * @param {import('../store.js').Store} store
 * @param {() => void} redraw
 * @returns {() => {id: string, opacity: number, colour: string, shape: string, look: object|null, features: object[]}[]} what is here by now, top first
 */
export function connectLayerItems(store, redraw) {
  const loaded = new Map();

  const load = async (id) => {
    loaded.set(id, { features: [], colour: FALLBACK_COLOUR, shape: 'circle', look: null });
    try {
      const [layer, { features }] = await Promise.all([getLayer(id), getItems(id, { limit: LIMIT })]);
      const style = chosenStyle(layer);
      const symbol = { ...layer.style, ...layer.legend?.[0]?.symbol };
      const precisionOf = ({ properties }) => properties.precision || layer.precision;
      loaded.set(id, {
        features: features.map((feature) => named(feature, layer.title_field, precisionOf(feature))),
        colour: symbol.fill || FALLBACK_COLOUR,
        shape: symbol.symbol || 'circle',
        look: style && styledLook(style, layer.precision),
      });
      const precisions = [...new Set(features.map(precisionOf).filter(Boolean))];
      store.put('layerInfo', { ...store.get('layerInfo'), [id]: { legend: layer.legend, style, precisions } });
      redraw();
    } catch (error) {
      loaded.delete(id);
      if (!isAborted(error)) store.put('layerProblem', { id, error });
    }
  };
  const sync = () => {
    const known = new Set(
      store
        .get('bootstrap')
        .layers.filter(isListed)
        .map(({ id }) => id),
    );
    store.view.layers.filter(({ id }) => known.has(id) && !loaded.has(id)).forEach(({ id }) => load(id));
    redraw();
  };
  store.on('layers', sync);
  sync();
  return () =>
    store.view.layers.flatMap(({ id, opacity }) => (loaded.has(id) ? [{ id, opacity, ...loaded.get(id) }] : []));
}

/** Layers that staff added call their columns as they like; symbols ask for a name and a precision. */
const named = (feature, titleField, precision) => ({
  ...feature,
  own: feature.properties,
  properties: { ...feature.properties, name: feature.properties[titleField || 'name'], precision },
});
