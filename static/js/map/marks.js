/** Outlines over the counties: selected, compared, hovered, under the keys; and the arrows from partners to their host. */

import { POINT } from './draw-plain.js';

const STYLES = {
  hovered: { casing_px: 0, line_px: 1.6, colour: 'selected' },
  marked: { casing_px: 4, line_px: 2, colour: 'accent' },
  compared: { casing_px: 4.5, line_px: 2, colour: 'accent' },
  selected: { casing_px: 5, line_px: 2.4, colour: 'selected' },
  cursor: { casing_px: 5.5, line_px: 3, colour: 'accent', dash: [7, 4] },
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./overlay.js').Frame} frame
 * @param {{cells: object[], marks: {kind: string, adcodes: string[]}[], palette: Record<string, string>}} content
 */
export function drawMarks(context, frame, { cells, marks, palette }) {
  for (const { kind, adcodes } of marks) {
    if (adcodes.length === 0) continue;
    const style = STYLES[kind];
    const wanted = new Set(adcodes);
    const outlines = cells.flatMap((cell) =>
      [...cell.tile.areas, ...cell.tile.uppers]
        .filter(({ adcode }) => wanted.has(adcode))
        .map(({ path }) => ({ cell, path })),
    );
    if (style.casing_px)
      outlines.forEach((one) =>
        stroke(context, frame, one, { ...style, width_px: style.casing_px, colour: palette.casing, dash: [] }),
      );
    outlines.forEach((one) =>
      stroke(context, frame, one, { ...style, width_px: style.line_px, colour: palette[style.colour] }),
    );
  }
}

/**
 * The feature of a tiled layer that is selected.
 * @param {CanvasRenderingContext2D} context
 * @param {import('./overlay.js').Frame} frame
 * @param {{layers: {id: string, grid: object}[], item: string, palette: Record<string, string>}} content item: `layer/fid`
 */
export function drawSelectedShape(context, frame, { layers, item, palette }) {
  const [layer, fid] = item.split('/');
  const cells = layers.find(({ id }) => id === layer)?.grid.shownCells() ?? [];
  const parts = cells.flatMap((cell) =>
    cell.tile.shapes.filter(({ id, type }) => id === fid && type !== POINT).map(({ path }) => ({ cell, path })),
  );
  const { casing_px: casing, line_px: line } = STYLES.selected;
  parts.forEach((part) => stroke(context, frame, part, { width_px: casing, colour: palette.casing }));
  parts.forEach((part) => stroke(context, frame, part, { width_px: line, colour: palette.selected }));
}

/** A county may lie in several cells: each draws its part, cut at the cell, so that the cuts do not show as lines. */
function stroke(context, { world_px, originX, originY, scale }, { cell, path }, { width_px, colour, dash = [] }) {
  const { wanted, coords, tile } = cell;
  const tile_px = world_px / 2 ** wanted.z;
  const cell_px = tile_px * wanted.part.size;
  const left = coords.x * cell_px - originX;
  const top = coords.y * cell_px - originY;
  const perUnit = tile_px / tile.units;
  context.save();
  context.beginPath();
  context.rect(left, top, cell_px, cell_px);
  context.clip();
  const tileLeft = left - wanted.part.left * tile_px;
  const tileTop = top - wanted.part.top * tile_px;
  context.setTransform(perUnit * scale, 0, 0, perUnit * scale, tileLeft * scale, tileTop * scale);
  context.lineJoin = 'round';
  context.lineWidth = width_px / perUnit;
  context.setLineDash(dash.map((length) => length / perUnit));
  context.strokeStyle = colour;
  context.stroke(path);
  context.restore();
}

const HEAD_PX = 12;
const HEAD_ANGLE = 0.42;
const BEND = 0.16;
/** The name of the host stays free. */
const STOP_PX = 18;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./overlay.js').Frame} frame
 * @param {{from: {x: number, y: number}, to: {x: number, y: number}}[]} flows in the world, 0 to 1
 * @param {Record<string, string>} palette
 */
export function drawFlows(context, { place }, flows, palette) {
  for (const flow of flows) {
    const { line, head } = arrow(place(flow.from), place(flow.to));
    stem(context, line, 5, palette.casing);
    stem(context, line, 2, palette.accent);
    context.fillStyle = palette.accent;
    context.fill(head);
  }
}

function stem(context, line, width_px, colour) {
  context.lineWidth = width_px;
  context.strokeStyle = colour;
  context.stroke(line);
}

function arrow(from, to) {
  const bend = {
    x: (from.x + to.x) / 2 + (to.y - from.y) * BEND,
    y: (from.y + to.y) / 2 - (to.x - from.x) * BEND,
  };
  const angle = Math.atan2(to.y - bend.y, to.x - bend.x);
  const back = (length, turn = 0) => [
    tip.x - Math.cos(angle + turn) * length,
    tip.y - Math.sin(angle + turn) * length,
  ];
  const tip = { x: to.x - Math.cos(angle) * STOP_PX, y: to.y - Math.sin(angle) * STOP_PX };
  const line = new Path2D();
  line.moveTo(from.x, from.y);
  line.quadraticCurveTo(bend.x, bend.y, ...back(HEAD_PX - 2));
  const head = new Path2D();
  head.moveTo(tip.x, tip.y);
  head.lineTo(...back(HEAD_PX, HEAD_ANGLE));
  head.lineTo(...back(HEAD_PX, -HEAD_ANGLE));
  head.closePath();
  return { line, head };
}
