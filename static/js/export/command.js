/** The command line that makes the same file. Pure. */

/** Nothing in it means anything to a shell, neither here nor on Windows. */
const PLAIN = /^[\w./:=@%+,-]+$/;

/**
 * @param {string} word
 * @returns {string} the word as a shell takes it literally
 */
export const quoted = (word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/**
 * @param {import('../lib/figure-params.js').FigureParams} params
 * @param {string} file that is to be written
 * @returns {string} one line for a POSIX shell
 */
export function mapCommand(params, file) {
  const options = Object.entries(params).flatMap(([name, value]) => [
    `--${name.replaceAll('_', '-')}`,
    quoted(value),
  ]);
  return ['atlas', 'map', ...options, '-o', quoted(file)].join(' ');
}
