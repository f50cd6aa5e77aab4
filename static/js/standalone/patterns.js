/** The fills of counties as SVG: a colour, or a pattern, drawn like the pictures of the page (map/patterns.js). */
import { svg } from '../dom.js';
import { mix } from '../lib/colours.js';

const CELL = 8;
const SHARES = { named: 0.86, implicit: 0.5, member: 0.2 };
const DIAGONAL = 'M-1 9L9 -1M-1 1L1 -1M7 9L9 7';

/**
 * @param {Record<string, string>} palette
 * @returns {(look: import('../lib/paint.js').Look) => string} a value for `fill`; land where nothing is drawn
 */
export function createFills(palette) {
  const kept = new Map();
  const defs = svg('defs');
  document.body.append(svg('svg', { class: 'pattern-store', width: 0, height: 0, 'aria-hidden': 'true' }, defs));
  const keep = (key, width, children) => {
    if (!kept.has(key)) {
      const id = `fill-${kept.size + 1}`;
      const size = { width, height: CELL, patternUnits: 'userSpaceOnUse' };
      defs.append(svg('pattern', { id, ...size }, children()));
      kept.set(key, `url(#${id})`);
    }
    return kept.get(key);
  };
  return ({ flat, hatch, parts = [] }) => {
    if (flat) return flat;
    if (hatch) return keep('no data', CELL, () => [box(0, palette.land), line(DIAGONAL, palette.noData, 1.5)]);
    if (parts.every(({ relation }) => relation === 'partner')) return palette.land;
    const [first] = parts;
    if (parts.length === 1 && first.relation === 'named' && first.texture === 0)
      return mix(first.colour, palette.land, SHARES.named);
    const key = parts.map(({ relation, colour, texture }) => `${relation}${colour}${texture}`).join('|');
    return keep(key, parts.length * CELL, () => parts.map((part, index) => stripe(part, index * CELL, palette)));
  };
}

/** One topic; several stand side by side and are never blended. */
function stripe({ relation, colour, texture }, left, { land }) {
  const ground = box(0, mix(colour, land, SHARES[relation] ?? 0));
  // A picture of its own cuts off what reaches beyond the cell.
  return svg('svg', { x: left, y: 0, width: CELL, height: CELL }, ground, sign(relation, colour, texture, land));
}

function sign(relation, colour, texture, land) {
  if (relation === 'implicit') return line('M2.75 0V8M6.75 0V8', colour, 1.5);
  if (relation === 'member') return line(DIAGONAL, colour, 1.5);
  if (relation === 'scope') return dot(mix(colour, land, 0.55), 1.05);
  if (relation === 'partner') return null;
  const light = mix(land, colour, 0.6);
  return [null, () => line('M0 4H8', light, 1), () => dot(light, 1.2), () => line(DIAGONAL, light, 1.5)][texture]?.();
}

const box = (x, fill) => svg('rect', { x, y: 0, width: CELL, height: CELL, fill });
const dot = (fill, r) => svg('circle', { cx: CELL / 2, cy: CELL / 2, r, fill });
const line = (d, stroke, width) => svg('path', { d, stroke, 'stroke-width': width, fill: 'none' });
