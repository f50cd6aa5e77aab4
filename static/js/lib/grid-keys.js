/** Where a key leads in a grid (WAI-ARIA Authoring Practices, data grid). Row -1 is the row of headings. Pure. */

/**
 * @typedef {{row: number, column: number}} Cell
 * @param {Cell} cell
 * @param {{key: string, ctrlKey?: boolean}} event
 * @param {{rows: number, columns: number, page: number}} size page: rows that are seen at once
 * @returns {Cell|null} null: not a key of the grid
 */
export function stepInGrid({ row, column }, { key, ctrlKey = false }, { rows, columns, page }) {
  const moves = {
    ArrowDown: () => [row + 1, column],
    ArrowUp: () => [row - 1, column],
    ArrowRight: () => [row, column + 1],
    ArrowLeft: () => [row, column - 1],
    PageDown: () => [row + page, column],
    PageUp: () => [Math.max(row - page, Math.min(row, 0)), column],
    Home: () => [ctrlKey ? 0 : row, 0],
    End: () => [ctrlKey ? rows - 1 : row, columns - 1],
  };
  const next = moves[key]?.();
  if (!next) return null;
  const clamp = (number, low, high) => Math.min(Math.max(number, low), Math.max(high, low));
  return { row: clamp(next[0], -1, rows - 1), column: clamp(next[1], 0, columns - 1) };
}
