/** What a form changes of what is said of a document. Pure. */

/**
 * @typedef {{title: {zh: string, en: string}, issuer: string, status: string}} Facts
 * @param {Facts} shown as the server gave them when the form was opened
 * @param {Facts} given by the form; without an English title its field is empty
 * @returns {(Partial<Facts> & {expected: Partial<Facts>})|null} those that differ, with what they were before, so that the
 *   server can tell whether somebody else has changed them meanwhile; null where none differs
 */
export function changedFacts(shown, given) {
  const { title } = shown;
  const before = {
    title: { zh: title.zh.trim(), en: title.en === title.zh ? '' : title.en.trim() },
    issuer: shown.issuer.trim(),
    status: shown.status,
  };
  const now = {
    title: { zh: given.title.zh.trim(), en: given.title.en.trim() },
    issuer: given.issuer.trim(),
    status: given.status,
  };
  const isSame = {
    title: before.title.zh === now.title.zh && before.title.en === now.title.en,
    issuer: before.issuer === now.issuer,
    status: before.status === now.status,
  };
  const names = Object.keys(isSame).filter((name) => !isSame[name]);
  if (names.length === 0) return null;
  const only = (facts) => Object.fromEntries(names.map((name) => [name, facts[name]]));
  return { ...only(now), expected: only(shown) };
}
