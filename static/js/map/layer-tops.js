/** What stands over all tiles: symbols that would be cut at the edge of a tile, and the labels of features. */
import { anchorOf } from '../lib/anchor.js';
import { isShownAt } from '../lib/layer-style.js';
import { middleOf } from '../lib/middle.js';
import { LINE, POINT } from './draw-plain.js';

/** Beyond the canvas by this, a symbol or a name may still reach into it. */
const MARGIN_PX = 100;

/**
 * @param {{id: string, opacity: number, look: import('./layer-look.js').Look, cells: object[]}[]} layers top first
 * @param {import('./overlay.js').Frame} frame
 * @param {string} casing
 * @returns {{symbols: object[], labels: object[]}} symbols bottom first
 */
export function layOutTops(layers, frame, casing) {
  const symbols = [];
  const labels = [];
  for (const layer of [...layers].reverse()) {
    const { look } = layer;
    if (!look.isShownAt(frame.zoom)) continue;
    const hasLabels = look.label && isShownAt(look.label, frame.zoom);
    // Most layers have neither, and need not be looked through.
    if (!hasLabels && !look.isSized && !look.hasLarge) continue;
    const found = featuresIn(layer.cells, frame).flatMap(({ shape, ...point }) => {
      const symbol = look.symbolOf(shape, casing);
      if (!symbol) return [];
      return [{ ...point, ...describe(layer, shape), symbol, sharp: look.isSharp(shape), type: shape.type }];
    });
    const large = found.filter(({ type }) => look.isSized || (type === POINT && look.hasLarge));
    symbols.push(...large.sort((one, other) => other.symbol.radius - one.symbol.radius));
    if (hasLabels)
      labels.push(
        ...found.map((feature) => ({
          ...feature,
          style: look.label,
          isBeside: feature.type === POINT || look.isSized,
          isLine: feature.type === LINE,
        })),
      );
  }
  return { symbols, labels };
}

/**
 * @param {object[]} symbols of layers that come as a list, as they are laid out
 * @param {number} zoom
 * @returns {object[]} labels as of layOutTops
 */
export const listedLabels = (symbols, zoom) =>
  symbols
    .filter(({ label }) => label && isShownAt(label, zoom))
    .map((mark) => ({ ...mark, style: mark.label, size: mark.symbol.radius, isBeside: true }));

const describe = ({ id, opacity }, { id: fid, name, properties }) => ({
  item: fid && `${id}/${fid}`,
  name,
  properties,
  opacity,
});

/** Each feature once, however many tiles it lies in: where most of it is. */
function featuresIn(cells, frame) {
  const tiles = new Map(cells.map((cell) => [`${cell.wanted.z}/${cell.wanted.x}/${cell.wanted.y}`, cell]));
  const parts = new Map();
  const points = [];
  for (const { tile, wanted } of tiles.values()) {
    const count = 2 ** wanted.z;
    for (const shape of tile.shapes) {
      for (const anchor of anchorsOf(shape, tile.units)) {
        const place = frame.place({
          x: (wanted.x + anchor.x / tile.units) / count,
          y: (wanted.y + anchor.y / tile.units) / count,
        });
        if (!isNear(place, frame)) continue;
        const found = { ...place, size: anchor.size, shape };
        if (shape.type === POINT || !shape.id) points.push(found);
        else if (!(parts.get(shape.id)?.size >= anchor.size)) parts.set(shape.id, found);
      }
    }
  }
  return [...points, ...parts.values()];
}

const isNear = ({ x, y }, { width, height }) =>
  x > -MARGIN_PX && y > -MARGIN_PX && x < width + MARGIN_PX && y < height + MARGIN_PX;

function anchorsOf(shape, units) {
  shape.anchors ??= findAnchors(shape, units);
  return shape.anchors;
}

function findAnchors({ type, rings }, units) {
  if (type === LINE) return [middleOf(rings)].filter(Boolean);
  if (type !== POINT) return [anchorOf(rings)].filter(Boolean);
  // A point in the margin of a tile is in the neighbour, too.
  return rings
    .flatMap((ring) =>
      Array.from({ length: ring.length / 2 }, (_, i) => ({ x: ring[2 * i], y: ring[2 * i + 1], size: 0 })),
    )
    .filter(({ x, y }) => x >= 0 && y >= 0 && x < units && y < units);
}
