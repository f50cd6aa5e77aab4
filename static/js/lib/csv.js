/** A table as CSV, for what the server does not write itself (RFC 4180; with a byte order mark, so that Excel reads UTF-8). Pure. */

/**
 * @param {string[]} titles
 * @param {(string|number|null|undefined)[][]} rows
 * @returns {string}
 */
export function toCsv(titles, rows) {
  return `\ufeff${[titles, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

/** Text that a spreadsheet would take for a formula is kept text by an apostrophe (OWASP, CSV injection). */
function field(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
