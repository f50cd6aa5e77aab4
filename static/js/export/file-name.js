/** The name that the server gives a file. Pure. */

/**
 * @param {string|null} disposition the header Content-Disposition
 * @param {string} fallback
 * @returns {string}
 */
export function fileName(disposition, fallback) {
  const encoded = disposition?.match(/filename\*\s*=\s*UTF-8''([^;]+)/i)?.[1];
  const plain = disposition?.match(/filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i);
  try {
    return (encoded && decodeURIComponent(encoded)) || plain?.[1] || plain?.[2] || fallback;
  } catch {
    return fallback;
  }
}
