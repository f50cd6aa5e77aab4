/**
 * A vector tile as the map needs it: counties with their rings (for hit tests) and paths (for drawing), the lines of
 * the upper levels, and the label points.
 *
 * @typedef {{adcode: string, name: string, rings: Int16Array[], extent: number[], path: Path2D}} Area
 * @typedef {{adcode: string, name: string, level: string, rank: number, x: number, y: number}} LabelPoint x, y in the world, 0 to 1
 * @typedef {{areas: Area[], lines: Record<string, Path2D>, labels: LabelPoint[], units: number}} Tile units: width in tile units
 */
import { PbfReader, VectorTile } from '../../vendor/vector-tile.js';
import { extentOf } from '../lib/rings.js';

const POLYGON = 3;
const LEVELS = ['county', 'prefecture', 'province'];
const UNITS = 4096;

/** @type {Tile} what stands for a place without data */
export const EMPTY_TILE = Object.freeze({ areas: [], lines: {}, labels: [], units: UNITS });

/**
 * @param {ArrayBuffer} buffer
 * @param {{z: number, x: number, y: number}} coords
 * @returns {Tile}
 */
export function decodeTile(buffer, { z, x, y }) {
  const { layers } = new VectorTile(new PbfReader(buffer));
  const units = layers.county?.extent ?? UNITS;
  const areas = features(layers.county).filter(({ type }) => type === POLYGON).map(toArea);
  const lines = Object.fromEntries(LEVELS.filter((level) => layers[level]).map((level) => {
    const all = new Path2D();
    const paths = level === 'county' ? areas.map(({ path }) => path) : features(layers[level]).map((one) => pathOf(ringsOf(one)));
    paths.forEach((path) => all.addPath(path));
    return [level, all];
  }));
  const labels = features(layers.label).map(({ properties, geometry }) => {
    const [[point]] = geometry;
    const { adcode, name, level, rank = 0 } = properties;
    return { adcode: String(adcode), name, level, rank, x: (x + point.x / units) / 2 ** z, y: (y + point.y / units) / 2 ** z };
  });
  return { areas, lines, labels: labels.filter(({ adcode }) => /^\d{6}$/.test(adcode)), units };
}

function features(layer) {
  if (!layer) return [];
  return Array.from({ length: layer.length }, (_, index) => {
    const feature = layer.feature(index);
    return { type: feature.type, properties: feature.properties, geometry: feature.loadGeometry() };
  });
}

function toArea(feature) {
  const rings = ringsOf(feature);
  const { adcode, name } = feature.properties;
  return { adcode: String(adcode), name, rings, extent: extentOf(rings), path: pathOf(rings) };
}

function ringsOf({ geometry }) {
  return geometry.map((ring) => {
    const flat = new Int16Array(ring.length * 2);
    ring.forEach((point, index) => flat.set([point.x, point.y], index * 2));
    return flat;
  });
}

function pathOf(rings) {
  const path = new Path2D();
  for (const ring of rings) {
    path.moveTo(ring[0], ring[1]);
    for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i], ring[i + 1]);
    path.closePath();
  }
  return path;
}
