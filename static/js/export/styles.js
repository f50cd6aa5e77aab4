/** The styles of the panel come with it, not with the first load of the page. */

const ADDRESS = new URL('../../css/export.css', import.meta.url).href;
let isThere = null;

/** @returns {Promise<void>} kept when they hold */
export function loadStyles() {
  isThere ??= new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: ADDRESS });
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', (event) => {
      isThere = null;
      link.remove();
      reject(event);
    });
    document.head.append(link);
  });
  return isThere;
}
