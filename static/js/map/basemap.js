/** The base map that an administrator configured; none by default, so that no request leaves the machine. */
import { TileLayer } from '../../vendor/leaflet.js';

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @param {{url: string, attribution?: string, max_zoom?: number}[]} basemaps
 * @returns {boolean} whether one is shown
 */
export function addBasemap(map, basemaps) {
  const first = basemaps?.[0];
  if (!first?.url) return false;
  new TileLayer(first.url, { maxNativeZoom: first.max_zoom ?? 18, zIndex: 0 }).addTo(map);
  return true;
}
