/** Fetches vector tiles: each once, several askers sharing one request, which is aborted when the last one leaves. */
import { MAX_TILE_ZOOM } from '../lib/tile-math.js';
import { EMPTY_TILE } from './decode.js';
import { createArchiveReader } from './tile-archive.js';

const KEPT = 160;

/**
 * @param {string} template address with {z}, {x}, {y}
 * @param {{decode: (buffer: ArrayBuffer, coords: object) => import('./decode.js').Tile,
 *   onTile?: (tile: import('./decode.js').Tile) => void, onFailure?: () => void, maxZoom?: number, archive?: string}} options
 *   archive: address on a static host, asked first; what it lacks comes from `template`
 */
export function createTileSource(
  template,
  { decode, onTile = () => {}, onFailure = () => {}, maxZoom = MAX_TILE_ZOOM, archive = '' },
) {
  /** @type {Map<string, {promise: Promise<any>, tile: any, askers: number, controller: AbortController}>} */
  const entries = new Map();
  const keyOf = ({ z, x, y }) => `${z}/${x}/${y}`;

  let readArchive = archive && createArchiveReader(archive);

  async function load(coords, { signal }) {
    const held = await fromArchive(coords, signal);
    const buffer = held === undefined ? await fromServer(coords, signal) : held;
    if (!buffer) return EMPTY_TILE;
    const tile = decode(buffer, coords);
    onTile(tile);
    return tile;
  }

  /** @returns {Promise<ArrayBuffer|null|undefined>} null for an empty tile, undefined where there is no archive */
  async function fromArchive(coords, signal) {
    if (!readArchive) return undefined;
    try {
      return await readArchive(coords, signal);
    } catch (error) {
      if (error.name === 'AbortError' || signal.aborted) throw error;
      // A layer that was published after the last export, or a host that is away: our own server has the tiles too.
      readArchive = null;
      return undefined;
    }
  }

  async function fromServer(coords, signal) {
    const url = template.replace(/\{(\w)\}/g, (_, name) => coords[name]);
    const response = await fetch(new URL(url, document.baseURI), { signal });
    if (response.status === 204 || response.status === 404) return null;
    if (!response.ok) throw new Error(`tile ${keyOf(coords)}: ${response.status}`);
    return response.arrayBuffer();
  }

  function start(coords) {
    const controller = new AbortController();
    const entry = { promise: null, tile: null, askers: 0, controller };
    entry.promise = load(coords, controller).then((tile) => (entry.tile = tile));
    entry.promise.catch((error) => {
      entries.delete(keyOf(coords));
      if (error.name !== 'AbortError') onFailure(error);
    });
    entries.set(keyOf(coords), entry);
    return entry;
  }

  /** The oldest tiles that nobody shows are forgotten. */
  function tidy() {
    for (const [key, entry] of entries) {
      if (entries.size <= KEPT) return;
      if (entry.askers === 0 && entry.tile) entries.delete(key);
    }
  }

  return {
    maxZoom,

    /** @param {{z: number, x: number, y: number}} coords */
    acquire(coords) {
      const entry = entries.get(keyOf(coords)) ?? start(coords);
      entry.askers += 1;
      return entry.promise;
    },

    /** @param {{z: number, x: number, y: number}} coords */
    release(coords) {
      const entry = entries.get(keyOf(coords));
      if (!entry) return;
      entry.askers -= 1;
      if (entry.askers > 0) return;
      if (!entry.tile) {
        entry.controller.abort();
        entries.delete(keyOf(coords));
      }
      tidy();
    },

    /** @param {{z: number, x: number, y: number}} coords @returns {import('./decode.js').Tile|null} if it is here already */
    peek: (coords) => entries.get(keyOf(coords))?.tile ?? null,
  };
}
