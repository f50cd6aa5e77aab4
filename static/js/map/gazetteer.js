/** The label points met so far in the tiles: where each unit stands, for labels, keys, arrows. */

/** @typedef {import('./decode.js').LabelPoint} LabelPoint */

export function createGazetteer() {
  /** @type {Map<string, LabelPoint>} */
  const points = new Map();
  return {
    /** @param {import('./decode.js').Tile} tile @returns {boolean} whether anything was new */
    learn({ labels }) {
      const before = points.size;
      for (const label of labels) if (!points.has(label.adcode)) points.set(label.adcode, label);
      return points.size > before;
    },
    /** @param {string} adcode */
    get: (adcode) => points.get(adcode),
    all: () => points.values(),
    /** @param {(adcode: string) => boolean} isWanted @returns {LabelPoint[]} */
    counties: (isWanted) =>
      [...points.values()].filter(({ adcode, level }) => level === 'county' && isWanted(adcode)),
  };
}
