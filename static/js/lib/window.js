/** Which rows of a long list are drawn. Pure. */

/** Shorter lists are drawn whole, so that the browser's own search and printing find everything. */
export const WHOLE_UP_TO = 200;

/** Rows drawn above and below what is seen. */
const MARGIN_ROWS = 12;

/**
 * @param {{count: number, row_px: number, top_px: number, height_px: number}} view top_px: how far the list is scrolled
 * @returns {{first: number, end: number, before_px: number, after_px: number}} rows first to end - 1, and the room that
 *   those left out take
 */
export function windowOf({ count, row_px, top_px, height_px }) {
  if (count <= WHOLE_UP_TO) return { first: 0, end: count, before_px: 0, after_px: 0 };
  const first = Math.min(Math.max(0, Math.floor(top_px / row_px) - MARGIN_ROWS), count);
  const end = Math.min(count, Math.ceil((top_px + height_px) / row_px) + MARGIN_ROWS);
  return { first, end, before_px: first * row_px, after_px: (count - end) * row_px };
}

/**
 * @param {{index: number, row_px: number, top_px: number, height_px: number}} view
 * @returns {number} how far to scroll so that the row is seen; the same as before where it is
 */
export function scrollFor({ index, row_px, top_px, height_px }) {
  const row = index * row_px;
  if (row < top_px) return row;
  return row + row_px > top_px + height_px ? row + row_px - height_px : top_px;
}
