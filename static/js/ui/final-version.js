/** A draft whose final version is in the atlas: it is read, but not counted any more. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';

/** @param {{final?: object|null}} document @returns {HTMLElement|null} */
export const finalTag = ({ final }) => (final ? el('span', { class: 'tag' }, t(wordsOf(final))) : null);

/** @param {{final: object}} document a draft that has a final version @returns {HTMLElement} why it does not count */
export const finalNote = ({ final }) => el('p', { class: 'note' }, t(`${wordsOf(final)}.why`), ' ', finalLink({ final }));

const wordsOf = ({ status }) => (status === 'repealed' ? 'documents.supersededRepealed' : 'documents.superseded');

/**
 * @param {{final?: {id: string, title: object}|null}} document
 * @returns {HTMLElement|null} the way to what counts in its place
 */
export function finalLink({ final }) {
  if (!final) return null;
  const href = `?tab=documents&doc=${encodeURIComponent(final.id)}`;
  return el(
    'a',
    { class: 'shelf-read', href, data: { doc: final.id } },
    t('documents.superseded.link', { title: pick(final.title) }),
  );
}
