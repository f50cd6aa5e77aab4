/** Language and theme, remembered on this computer; the URL goes first. A browser that forbids storage just forgets. */

const PREFIX = 'atlas.';

/** @param {string} name @returns {string} '' where nothing is remembered */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? '';
  } catch {
    return '';
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is a convenience: without it the choice holds until the page is closed.
  }
}

/**
 * Shows the theme: `auto` follows the computer.
 * @param {string} theme
 */
export function applyTheme(theme) {
  const isDark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}
