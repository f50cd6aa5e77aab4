/** Words, numbers and dates of the office pages, in the language of the page. */
import { given } from './given.js';

const numbers = new Intl.NumberFormat(given.lang, { maximumFractionDigits: 6 });
const times = new Intl.DateTimeFormat(given.lang, { dateStyle: 'medium', timeStyle: 'short' });

/**
 * @param {string} key
 * @param {Record<string, string|number>} [values]
 * @returns {string} the key itself where there are no words, so that a gap is seen
 */
export function t(key, values = {}) {
  const words = given.words[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return typeof value === 'number' ? number(value) : (value ?? whole);
  });
}

/** @param {{zh?: string, en?: string}|undefined} text @returns {string} in this language, else in the other */
export const pick = (text) => (given.lang === 'en' ? text?.en || text?.zh : text?.zh || text?.en) ?? '';

/** @param {number} value @returns {string} */
export const number = (value) => numbers.format(value);

/** @param {string|null} iso @returns {string} */
export const moment = (iso) => (iso ? times.format(new Date(iso)) : '');

/** @param {number} bytes @returns {string} */
export function size(bytes) {
  if (bytes < 1e6) return `${number(Math.max(1, Math.round(bytes / 1e3)))} KB`;
  return `${number(Math.round(bytes / 1e5) / 10)} MB`;
}

/** @param {string} step `读取 / reading` @returns {string} the half in this language */
export function stepWords(step) {
  const [zh, en] = step.split(' / ');
  return given.lang === 'en' ? (en ?? zh) : zh;
}

/** @param {unknown} value of a feature @returns {string} */
export function plain(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** @param {string} name of a field @returns {string} words for the fields that every import adds, the name of any other */
export const fieldTitle = (name) => given.words[`field.${name}`] ?? name;

/** @param {string} message told to those who hear the page instead of seeing it */
export function announce(message) {
  document.getElementById('live').textContent = message;
}
