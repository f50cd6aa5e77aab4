/** Takes a document off the atlas, after asking; what was kept of it stays for the audit. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { announce } from '../ui/announce.js';
import { problem } from '../ui/load.js';
import { askFirst, openDialog } from './dialog.js';
import { LEFT } from './host.js';
import { removeDocument } from './requests.js';

/**
 * @param {import('../store.js').Store} store
 * @param {object} draft
 */
export async function removeAfterAsking(store, draft) {
  const { confirmed } = draft.review;
  const words = t('review.remove.question', { name: pick(draft.title), count: confirmed });
  if (!(await askFirst(t('review.remove.title'), [el('p', {}, words)], t('review.remove.yes')))) return;
  try {
    await removeDocument(draft.id);
    store.put('reviewed', true);
    store.set(LEFT);
    announce(t('review.removed', { name: pick(draft.title) }));
  } catch (error) {
    const place = el('div', {});
    openDialog('review-failed', t('review.remove.title'), [place]);
    fill(place, problem(error));
  }
}
