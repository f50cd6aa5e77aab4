/**
 * Lines as short text, so that a file with many of them stays small: differences between neighbouring vertices in
 * hundred-thousandths of a degree, each as letters of five bits, the lowest first (atlas/render/web_map_lines.py).
 */

const SCALE = 1e5;
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
const BITS = new Map([...LETTERS].map((letter, bits) => [letter, bits]));
const CONTINUED = 0x20;

/** @param {string} text @returns {number[][]} vertices, longitude before latitude */
export function unpackLine(text) {
  const line = [];
  let [x, y, at] = [0, 0, 0];
  const next = () => {
    let [value, shift, bits] = [0, 0, 0];
    do {
      bits = BITS.get(text[at++]);
      value |= (bits & (CONTINUED - 1)) << shift;
      shift += 5;
    } while (bits >= CONTINUED);
    return value & 1 ? ~(value >> 1) : value >> 1;
  };
  while (at < text.length) {
    x += next();
    y += next();
    line.push([x / SCALE, y / SCALE]);
  }
  return line;
}

/** @param {unknown} packed text, or lists of it at any depth @returns {unknown} coordinates as GeoJSON nests them */
export const unpack = (packed) => (typeof packed === 'string' ? unpackLine(packed) : packed.map(unpack));

/** @param {object} leaflet its GeoJSON layers read geometries with `packed` in place of `coordinates` from now on */
export function acceptPacked({ GeoJSON }) {
  const { addData } = GeoJSON.prototype;
  GeoJSON.include({
    addData(data) {
      const { packed, ...rest } = data.geometry ?? {};
      if (!packed) return addData.call(this, data);
      return addData.call(this, { ...data, geometry: { ...rest, coordinates: unpack(packed) } });
    },
  });
}
