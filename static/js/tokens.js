/** Reads a colour of css/tokens.css, so that what is drawn follows the theme. */

/** @param {string} name such as `--map-land` @returns {string} */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
