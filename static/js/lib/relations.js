/** What the kinds of counties on the map are called. Pure. */

/**
 * @param {{titles?: Record<string, {zh: string, en: string}>}} painting designations; a comparison of documents paints
 *   the same kinds and calls them by names of its own
 * @param {{relations: {slug: string}[]}} bootstrap
 * @returns {object[]} relations in the order of the server
 */
export const relationsOf = ({ titles }, { relations }) =>
  relations.map((relation) => ({ ...relation, ...titles?.[relation.slug] }));
