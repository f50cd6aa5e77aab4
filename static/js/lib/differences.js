/** Where two texts differ. Pure. */

/** A number is one sign: 1200 became 1500, and not 2 became 5. */
const TOKENS = /\d+(?:[.,]\d+)*[%\u2030]?|[A-Za-z]+|./gsu;

/**
 * Where two texts differ, as runs of signs: what both have, what went, what came. Long texts that differ all over are two
 * runs, which is easier to read than splinters.
 * @param {string} before
 * @param {string} after
 * @returns {{kind: 'same'|'gone'|'new', text: string}[]}
 */
export function differences(before, after) {
  const one = before.match(TOKENS) ?? [];
  const other = after.match(TOKENS) ?? [];
  const table = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let row = one.length - 1; row >= 0; row -= 1)
    for (let column = other.length - 1; column >= 0; column -= 1)
      table[row][column] =
        one[row] === other[column]
          ? table[row + 1][column + 1] + 1
          : Math.max(table[row + 1][column], table[row][column + 1]);
  const runs = [];
  const add = (kind, sign) => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += sign;
    else runs.push({ kind, text: sign });
  };
  let row = 0;
  let column = 0;
  while (row < one.length || column < other.length) {
    if (row < one.length && column < other.length && one[row] === other[column]) {
      add('same', one[row]);
      row += 1;
      column += 1;
    } else if (column >= other.length || (row < one.length && table[row + 1][column] >= table[row][column + 1])) {
      add('gone', one[row]);
      row += 1;
    } else {
      add('new', other[column]);
      column += 1;
    }
  }
  const same = table[0][0] / Math.max(one.length, other.length, 1);
  return same < 0.5 && runs.length > 0 ? [{ kind: 'gone', text: before }, { kind: 'new', text: after }] : runs;
}
