/** Style sheets of parts that are fetched when they are wanted, not with the first load of the page. */

/** Kept promises by name. @type {Map<string, Promise<void>>} */
const sheets = new Map();

/**
 * @param {string} name of the sheet in static/css, without its ending
 * @returns {Promise<void>} kept when it holds
 */
export function loadStyles(name) {
  if (!sheets.has(name)) sheets.set(name, load(name));
  return sheets.get(name);
}

function load(name) {
  const href = new URL(`../../css/${name}.css`, import.meta.url).href;
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', (event) => {
      sheets.delete(name);
      link.remove();
      reject(event);
    });
    document.head.append(link);
  });
}
