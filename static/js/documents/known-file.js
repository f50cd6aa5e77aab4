/** Says that a file is there already, as which document, by whom and when, and offers what can be done about it. */
import { RequestError } from '../api.js';
import { el } from '../dom.js';
import { locale, pick, t } from '../i18n.js';
import { problem } from '../ui/load.js';

/**
 * @param {unknown} error of the sending
 * @param {{isReviewed: boolean, open: (id: string) => void, send: (wishes: Record<string, string>) => void}} offers
 *   isReviewed: the file is the YAML of a review, which has its id within it
 * @returns {HTMLElement} with ways to go on where the file, or a document of its id, is there already
 */
export function knownFile(error, { isReviewed, open, send }) {
  const { code = '', detail = {} } = error instanceof RequestError ? error : {};
  const button = (key, onclick, isMain) =>
    el('button', { type: 'button', class: isMain ? 'button is-main' : 'button', onclick }, t(`review.add.known.${key}`));
  // The server's own advice is for the command line; a built-in document cannot be opened here.
  if (code === 'document_exists')
    return el(
      'div',
      { class: 'review-known' },
      el('strong', {}, t('review.add.exists', { id: detail.document })),
      el('p', {}, t(isReviewed ? 'review.add.exists.yaml' : 'review.add.exists.id')),
      isReviewed &&
        el(
          'div',
          { class: 'review-buttons' },
          button('open', () => open(detail.document), true),
          button('replace', () => send({ replace: '1' })),
        ),
    );
  if (code !== 'document_known') return problem(error);
  const id = detail.document;
  return el(
    'div',
    { class: 'review-known' },
    el('strong', {}, t('review.add.known')),
    el(
      'p',
      {},
      t('review.add.known.as', {
        title: pick(detail.title),
        id,
        name: detail.created_by,
        date: new Date(detail.created).toLocaleDateString(locale()),
      }),
    ),
    !detail.may_replace && el('p', { class: 'note' }, t('review.add.known.reviewed')),
    el(
      'div',
      { class: 'review-buttons' },
      button('open', () => open(id), true),
      detail.may_replace && button('replace', () => send({ id, replace: '1' })),
      button('again', () => send({ again: '1' })),
    ),
  );
}
