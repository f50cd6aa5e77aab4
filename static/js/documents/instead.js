/** Which document a file takes the place of. It holds for the very file that was sent, whatever is chosen after it. Pure. */

/** @returns {{set: (file: File, id: string) => void, of: (file: File|null) => Record<string, string>, clear: () => void}} */
export function createInstead() {
  let known = null;
  return {
    /** The same file is to take the place of a document, of which nobody has decided anything. */
    set: (file, id) => (known = { file, id }),
    /** What is to be wished along with a file. */
    of: (file) => (known !== null && known.file === file ? { id: known.id, replace: '1' } : {}),
    clear: () => (known = null),
  };
}
