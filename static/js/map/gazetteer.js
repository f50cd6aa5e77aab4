/**
 * Where each unit stands, for names, keys, symbols and arrows: the label points of the tiles; for a county whose label
 * the tiles of this zoom leave out, a point inside the largest piece of it that has been met.
 */

/** @typedef {import('./decode.js').LabelPoint} LabelPoint */

export function createGazetteer() {
  /** @type {Map<string, LabelPoint & {size: number}>} */
  const points = new Map();
  const learnPoint = (point) => {
    if ((points.get(point.adcode)?.size ?? 0) >= point.size) return false;
    points.set(point.adcode, point);
    return true;
  };
  return {
    /** @param {import('./decode.js').Tile} tile @returns {boolean} whether anything was new */
    learn({ labels, anchors }) {
      const given = labels.map((label) => learnPoint({ ...label, size: Infinity }));
      return [...given, ...anchors.map(learnPoint)].some(Boolean);
    },
    /** @param {string} adcode */
    get: (adcode) => points.get(adcode),
    all: () => points.values(),
    /** @param {(adcode: string) => boolean} isWanted @returns {LabelPoint[]} */
    counties: (isWanted) =>
      [...points.values()].filter(({ adcode, level }) => level === 'county' && isWanted(adcode)),
  };
}
