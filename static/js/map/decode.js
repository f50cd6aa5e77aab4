/**
 * A vector tile as the map needs it: counties with their rings (for hit tests) and paths (for drawing), the lines of
 * the upper levels, and the label points.
 *
 * @typedef {{adcode: string, name: string, nameEn: string, rings: Int16Array[], extent: number[], path: Path2D}} Area nameEn: in Latin letters
 * @typedef {{adcode: string, name: string, nameEn: string, level: string, rank: number, x: number, y: number}} LabelPoint x, y in the world, 0 to 1
 * @typedef {{areas: Area[], uppers: {adcode: string, path: Path2D}[], lines: Record<string, Path2D>, labels: LabelPoint[],
 *   anchors: LabelPoint[], units: number}} Tile anchors: a point inside the part of each county that the tile has; uppers: prefectures and provinces; units: width in tile units
 * @typedef {{id: string, name: string, type: number, properties: Record<string, unknown>, rings: Int16Array[], extent: number[],
 *   path: Path2D}} Shape type: 1 point, 2 line, 3 area
 */
import { PbfReader, VectorTile } from '../../vendor/vector-tile.js';
import { anchorOf } from '../lib/anchor.js';
import { extentOf } from '../lib/rings.js';

const POLYGON = 3;
const UPPER_LEVELS = ['prefecture', 'province'];
const UNITS = 4096;

/** @type {Tile} what stands for a place without data */
export const EMPTY_TILE = Object.freeze({
  areas: [],
  uppers: [],
  shapes: [],
  lines: {},
  labels: [],
  anchors: [],
  units: UNITS,
});

/**
 * @param {ArrayBuffer} buffer
 * @param {{z: number, x: number, y: number}} coords
 * @returns {Tile}
 */
export function decodeTile(buffer, { z, x, y }) {
  const { layers } = new VectorTile(new PbfReader(buffer));
  const units = layers.county?.extent ?? UNITS;
  const areas = features(layers.county)
    .filter(({ type }) => type === POLYGON)
    .map(toArea);
  const byLevel = Object.fromEntries(UPPER_LEVELS.map((level) => [level, features(layers[level]).map(toUpper)]));
  const lines = Object.fromEntries(
    Object.entries({ county: areas, ...byLevel, maritime: features(layers.maritime).map(toLine) }).map(
      ([level, list]) => [level, joined(list)],
    ),
  );
  const toWorld = (point) => ({ x: (x + point.x / units) / 2 ** z, y: (y + point.y / units) / 2 ** z });
  const labels = features(layers.label).map(({ properties, geometry: [[point]] }) => {
    const { adcode, name, name_en: nameEn = '', level, rank = rankOf(adcode) } = properties;
    return { adcode: String(adcode), name, nameEn, level, rank, ...toWorld(point) };
  });
  const uppers = Object.values(byLevel).flat();
  const anchors = areas.flatMap(({ adcode, name, nameEn, rings }) => {
    const anchor = anchorOf(rings);
    const size = anchor && anchor.size / (units * 2 ** z) ** 2;
    return anchor ? [{ adcode, name, nameEn, level: 'county', rank: rankOf(adcode), size, ...toWorld(anchor) }] : [];
  });
  return { areas, uppers, lines, anchors, labels: labels.filter(({ adcode }) => /^\d{6}$/.test(adcode)), units };
}

/**
 * A tile of any other layer: its features whatever their geometry.
 * @param {ArrayBuffer} buffer
 * @param {string} id of the layer; an archive may hold others besides
 * @param {{titleField?: string, fields?: string[]|null}} wanted property that names a feature; properties that drawing
 *   needs, null for all
 * @returns {{shapes: Shape[], units: number}}
 */
export function decodePlainTile(buffer, id, { titleField = 'name', fields = null }) {
  const { layers: all } = new VectorTile(new PbfReader(buffer));
  const layers = all[id] ? [all[id]] : Object.values(all);
  const shapes = layers.flatMap(features).map((feature) => {
    const rings = ringsOf(feature);
    const { fid, [titleField]: name = '' } = feature.properties;
    return {
      id: String(feature.id ?? fid ?? ''),
      name: String(name),
      type: feature.type,
      properties: fields ? chosen(feature.properties, fields) : feature.properties,
      rings,
      extent: extentOf(rings),
      path: pathOf(rings, feature.type === POLYGON),
    };
  });
  return { shapes, units: layers[0]?.extent ?? UNITS };
}

const chosen = (properties, fields) => Object.fromEntries(fields.map((name) => [name, properties[name]]));

/** Any order will do, as long as it stays: it decides which of two names stands. */
const rankOf = (adcode) => Number(adcode) % 10000;

function features(layer) {
  if (!layer) return [];
  return Array.from({ length: layer.length }, (_, index) => {
    const feature = layer.feature(index);
    return { id: feature.id, type: feature.type, properties: feature.properties, geometry: feature.loadGeometry() };
  });
}

function toArea(feature) {
  const rings = ringsOf(feature);
  const { adcode, name, name_en: nameEn = '' } = feature.properties;
  return { adcode: String(adcode), name, nameEn, rings, extent: extentOf(rings), path: pathOf(rings) };
}

function toUpper(feature) {
  return { adcode: String(feature.properties.adcode), path: pathOf(ringsOf(feature)) };
}

function toLine(feature) {
  return { path: pathOf(ringsOf(feature), false) };
}

function joined(list) {
  const all = new Path2D();
  list.forEach(({ path }) => all.addPath(path));
  return all;
}

function ringsOf({ geometry }) {
  return geometry.map((ring) => {
    const flat = new Int16Array(ring.length * 2);
    ring.forEach((point, index) => flat.set([point.x, point.y], index * 2));
    return flat;
  });
}

function pathOf(rings, isClosed = true) {
  const path = new Path2D();
  for (const ring of rings) {
    path.moveTo(ring[0], ring[1]);
    for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i], ring[i + 1]);
    if (isClosed) path.closePath();
  }
  return path;
}
