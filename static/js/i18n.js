/**
 * The interface's words. They live in static/messages/<locale>.json; nothing else in the page holds interface text.
 *
 * @typedef {{zh?: string, en?: string}} Text
 */

const LOCALES = { zh: 'zh-CN', en: 'en' };
let current = 'zh';
let messages = {};

/** @returns {'zh'|'en'} */
export const lang = () => current;

/** @returns {string} BCP 47 tag of the language in use */
export const locale = () => LOCALES[current];

/**
 * @param {'zh'|'en'} language
 * @param {Record<string, string>} catalogue
 */
export function useMessages(language, catalogue) {
  current = language;
  messages = catalogue;
}

/**
 * @param {'zh'|'en'} language
 * @returns {Promise<void>}
 */
export async function loadLanguage(language) {
  const response = await fetch(new URL(`static/messages/${LOCALES[language]}.json`, document.baseURI));
  useMessages(language, await response.json());
}

/**
 * @param {string} key
 * @param {Record<string, string|number>} [params] numbers are printed with separators, but for a `year`; a number in
 *   `count` chooses between `key` and `key.one`
 * @returns {string} the message; the key itself where there is none, so that a gap is seen
 */
export function t(key, params = {}) {
  const singular = params.count === 1 ? messages[`${key}.one`] : undefined;
  const message = singular ?? messages[key];
  if (message === undefined) return key;
  return message.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = params[name];
    if (typeof value === 'number' && name !== 'year') return value.toLocaleString(locale());
    return value ?? whole;
  });
}

/**
 * @param {string} family such as `zone`
 * @param {string|null|undefined} word of the data, such as `national`
 * @returns {string} its message; the word itself where there is none
 */
export const wordOf = (family, word) => (word ? (messages[`${family}.${word}`] ?? word) : '');

/** @param {string} key */
export const hasMessage = (key) => messages[key] !== undefined;

/**
 * @param {Text|string|null|undefined} text words of the data in both languages
 * @returns {string} those of the language in use, else the other ones
 */
export function pick(text) {
  if (text === null || text === undefined) return '';
  if (typeof text === 'string') return text;
  return text[current] || text.zh || text.en || '';
}
