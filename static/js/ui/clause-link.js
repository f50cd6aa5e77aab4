/** The address of a clause, as props of a link that links.js follows. */

/**
 * @param {string} document
 * @param {string} clause '' for the document as a whole
 * @returns {Record<string, unknown>}
 */
export const clauseHref = (document, clause) => ({
  href: `?tab=documents&doc=${document}${clause ? `&clause=${encodeURIComponent(clause)}` : ''}`,
  data: { doc: document, clause },
});
