/** Reads tiles out of a PMTiles archive on a static host, by ranges of bytes; the reader is fetched only where one is used. */

/**
 * @param {string} address of the archive
 * @returns {(coords: {z: number, x: number, y: number}, signal: AbortSignal) => Promise<ArrayBuffer|null>} null where the
 *   tile is empty; fails where the host has no such archive
 */
export function createArchiveReader(address) {
  let opened = null;
  const open = async () => {
    const { PMTiles } = await import('../../vendor/pmtiles.js');
    const archive = new PMTiles(address);
    await archive.getHeader();
    return archive;
  };
  return async ({ z, x, y }, signal) => {
    opened ??= open();
    const tile = await (await opened).getZxy(z, x, y, signal);
    return tile?.data ?? null;
  };
}
