/** Asks before the draft of a plan leaves the map for its final version. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { openCarry } from './carry-dialog.js';
import { openDialog } from './dialog.js';
import { mayCarryFirst, replacingWords, stillCounted } from './replacing.js';
import { getReplaced } from './requests.js';

/**
 * @param {object} context store, model and actions
 * @param {{status?: string, title?: string}} [facts] that the document is about to have
 * @param {{isCarrying?: boolean}} [options] whether the review of the draft is being brought along just now
 * @returns {Promise<boolean>} true as well where nothing is replaced
 */
export async function askReplacing({ store, model, actions }, facts = {}, { isCarrying = false } = {}) {
  // Where this cannot be had, what is about to be done is not held up: it says itself what is wrong.
  const { documents } = await getReplaced(model.draft.id, facts).catch(() => ({ documents: [] }));
  const drafts = stillCounted(documents);
  if (drafts.length === 0) return true;
  const said = await choose(drafts, mayCarryFirst(drafts, model, isCarrying));
  if (said === 'carry') openCarry({ store, model, actions });
  return said === 'yes';
}

/** @returns {Promise<string>} yes, carry or nothing */
function choose(drafts, mayCarry) {
  return new Promise((resolve) => {
    const button = (value, words, more) =>
      el('button', { type: 'button', class: 'button', onclick: () => dialog.close(value), ...more }, words);
    const dialog = openDialog('review-replace', t('review.replace.title'), [
      replacingWords(drafts),
      el(
        'div',
        { class: 'review-buttons' },
        mayCarry && button('carry', t('review.replace.carry'), { class: 'button is-main' }),
        button('yes', t('review.replace.yes'), mayCarry ? {} : { class: 'button is-main' }),
        button('', t('review.cancel')),
      ),
    ]);
    dialog.addEventListener('close', () => resolve(dialog.returnValue));
    dialog.querySelector('.review-buttons .button')?.focus();
  });
}
