/** The words around a figure, split where the number stood. Pure. */

/** Words that follow their number: 以上, 及以上, 以下, 及以下, 左右, 以内, and whatever ends in 级. */
const TRAILING = /^(\u53ca?\u4ee5[\u4e0a\u4e0b]|\u5de6\u53f3|\u4ee5\u5185|.*\u7ea7)$/;

/**
 * @param {string} wording of the document, such as `力争…以上`
 * @returns {{before: string, after: string}} what stood before and after the number
 */
export function splitWording(wording) {
  const [before, ...after] = wording.split('…');
  if (after.length > 0) return { before, after: after.join('') };
  return TRAILING.test(wording) ? { before: '', after: wording } : { before: wording, after: '' };
}
