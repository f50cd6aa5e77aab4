/**
 * The layers that are switched on, the topmost first. Pure: each gives back a new list.
 *
 * @typedef {import('../state.js').LayerChoice} LayerChoice
 */

/**
 * @param {LayerChoice[]} layers
 * @param {string} id
 * @returns {LayerChoice[]} with the layer on top, or without it
 */
export function toggleLayer(layers, id) {
  const others = layers.filter((layer) => layer.id !== id);
  return others.length < layers.length ? others : [{ id, opacity: 1 }, ...layers];
}

/**
 * @param {LayerChoice[]} layers
 * @param {string} id
 * @param {number} step -1 for up, 1 for down
 * @returns {LayerChoice[]} the same order where there is no room to move
 */
export function moveLayer(layers, id, step) {
  const from = layers.findIndex((layer) => layer.id === id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= layers.length) return layers;
  const moved = [...layers];
  moved.splice(to, 0, ...moved.splice(from, 1));
  return moved;
}

/**
 * @param {LayerChoice[]} layers
 * @param {string} id
 * @param {number} percent 0 to 100
 * @returns {LayerChoice[]}
 */
export function setOpacity(layers, id, percent) {
  const opacity = Math.min(100, Math.max(0, Math.round(percent))) / 100;
  return layers.map((layer) => (layer.id === id ? { ...layer, opacity } : layer));
}
