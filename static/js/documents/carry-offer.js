/** Above the queue of a document on which nothing is decided: that the review of another version can be brought here. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { openCarry } from './carry-dialog.js';
import { fileStem } from './document-label.js';
import { getCarrySources } from './requests.js';

/**
 * @param {HTMLElement} element
 * @param {object} context store, model and actions
 * @returns {() => void} stops
 */
export function mountCarryOffer(element, context) {
  const { model } = context;
  const isBegun = () => model.counts.confirmed + model.counts.rejected + model.counts.second > 0;
  let isGone = !model.mayReview || isBegun() || model.hasChanged;
  const stop = model.onChange(() => {
    isGone ||= model.hasChanged;
    if (isGone) fill(element);
  });
  const show = ({ sources: [best] }) => {
    const count = best ? Object.values(best.carried).reduce((sum, one) => sum + one, 0) : 0;
    if (isGone || count === 0) return;
    const name = fileStem(best.source.file) || pick(best.source.title);
    const open = el('button', { type: 'button', class: 'link-button', onclick: () => openCarry(context) }, t('review.carry.look'));
    fill(element, el('p', { class: 'hint-box' }, t('review.carry.offer', { name, count }), ' ', open));
  };
  // The menu has it too: where this fails nothing is lost.
  if (!isGone) getCarrySources(model.draft.id).then(show, () => {});
  return () => {
    isGone = true;
    stop();
  };
}
