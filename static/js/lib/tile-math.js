/**
 * Which vector tile holds what, and where a point of a tile lies. Pure.
 * A tile covers 512 css px at its own zoom, so that the screen's zoom is one more than the tile's.
 */

export const TILE_PX = 512;
export const MAX_TILE_ZOOM = 10;

/**
 * @param {string} id of a layer
 * @param {string} version of its tiles: with it the address never gives others, so that a browser may keep them for good
 * @returns {string} address of a tile with {z}, {x}, {y}
 */
export const tileAddress = (id, version) =>
  `api/layers/${id}/tiles/{z}/{x}/{y}.mvt${version ? `?v=${encodeURIComponent(version)}` : ''}`;

/**
 * @param {string} [host] address of the folder that `atlas tiles export` filled; empty without one
 * @param {string} id of a layer
 * @param {{tile_version?: string, public?: boolean}} layer not public: not everybody may see it, and the host is not to
 *   learn that it is there
 * @returns {string} address of its archive there; empty where none can lie there
 */
export const archiveAddress = (host, id, { tile_version: version, public: isPublic = true }) =>
  host && version && isPublic ? `${host}/${id}-${version}.pmtiles` : '';

/**
 * @param {{x: number, y: number, z: number}} coords of a 512 px cell of the screen grid
 * @param {number} [maxZoom] deepest zoom that there are tiles of
 * @returns {{z: number, x: number, y: number, part: {size: number, left: number, top: number}}} the tile to fetch, and
 *   the share of it that the cell shows: all of it down to maxZoom, a square part beyond (overzoom)
 */
export function tileForCell({ x, y, z }, maxZoom = MAX_TILE_ZOOM) {
  const wanted = Math.max(z - 1, 0);
  const depth = Math.max(0, wanted - maxZoom);
  const count = 2 ** depth;
  const columns = 2 ** wanted;
  const column = ((x % columns) + columns) % columns;
  return {
    z: wanted - depth,
    x: Math.floor(column / count),
    y: Math.floor(y / count),
    part: { size: 1 / count, left: (column % count) / count, top: (y % count) / count },
  };
}

/**
 * @param {number} lon
 * @param {number} lat
 * @returns {{x: number, y: number}} Web Mercator, the world being 0 to 1 (EPSG:3857)
 */
export function toWorld(lon, lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/** @param {{x: number, y: number}} world @returns {{lon: number, lat: number}} */
export function toLonLat({ x, y }) {
  return { lon: (x - 0.5) * 360, lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI };
}
