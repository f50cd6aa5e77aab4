/** Which layers are drawn as somebody chose, and which as the atlas draws its own. Pure. */

/** Group of the layers that staff added. */
export const ADDED_GROUP = 'uploads';

/**
 * @param {{group: string, style?: import('./layer-style.js').Style}} layer
 * @returns {import('./layer-style.js').Style|null} null for a layer of our own that has one symbol: those look alike
 */
export function chosenStyle({ group, style }) {
  if (!style?.renderer) return null;
  return group === ADDED_GROUP || style.renderer !== 'single' ? style : null;
}
