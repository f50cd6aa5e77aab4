/** What the server wrote into the page for its scripts: words, rights and the token of forms. */

/**
 * @typedef {object} Given
 * @property {'zh-CN'|'en'} lang
 * @property {string} csrf
 * @property {string} actor
 * @property {boolean} two_person_review
 * @property {string[]} may actions of this account
 * @property {number} max_upload_bytes
 * @property {{colour: string, title: {zh: string, en: string}}[]} palette
 * @property {Record<string, string>} words
 * @property {object} style what styles may be chosen from: ramps, schemes, patterns, usual looks
 * @property {{name: string, role: string}[]|null} accounts for whoever may list them
 * @property {string} [layer] id, on the page of one layer
 */

/** @type {Given} */
export const given = JSON.parse(document.getElementById('given').textContent);

/** @param {string} action @returns {boolean} whether this account may do it, where the layer says nothing else */
export const may = (action) => given.may.includes(action);

/** @param {string} path of a page @returns {string} the same in the language of this one */
export const pageAddress = (path) => {
  if (given.lang !== 'en') return path;
  return `${path}${path.includes('?') ? '&' : '?'}lang=en`;
};
