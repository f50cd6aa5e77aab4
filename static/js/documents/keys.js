/** The review by keyboard. Keys are heard before those of the page, and never while something is being typed. */
import { t } from '../i18n.js';
import { recall } from '../preferences.js';
import { rejectItem } from './changes.js';
import { openKeyHelp } from './key-help.js';
import { OFF, actionOf } from './key-table.js';
import { confirmAsking } from './no-place.js';
import { neighbourOf } from './worklist.js';

const TYPING = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, dialog, [popover]';
const CONTROL = 'button, a[href], summary, [role=button], [role=option], input';
const CARD = '.review-card';
const FORM = `${CARD} .review-form`;
const SCROLLERS = '.review-scroll, .review-list, .map, [role=tablist], [role=listbox], [role=radiogroup]';

/**
 * @param {object} context
 * @returns {() => void} unmount
 */
export function mountKeys({ store, model, actions }) {
  const wish = (name, more) => store.put('reviewWish', { wish: name, ...more, at: Date.now() });
  const current = () => model.item(store.view.entry);
  const step = (by) => {
    const next = neighbourOf(
      model.listed(store.view).map(({ id }) => id),
      store.view.entry,
      by,
    );
    if (next) store.set({ entry: next, place: '' }, { replace: true });
  };
  const deciding = {
    confirm: () => current() && confirmAsking(current(), { store, model, actions }),
    reject: () => current() && actions.decide(rejectItem(current()), { say: t('review.said.rejected') }),
    undo: () => actions.undo(),
    edit: () => wish('edit'),
    split: () => wish('split'),
    place: () => wish('place'),
    item: () => wish('item'),
    candidate: ({ index }) => wish('candidate', { index }),
  };
  const moving = {
    next: () => step(1),
    previous: () => step(-1),
    help: () => openKeyHelp(),
    close: () => wish('closeForm'),
  };
  const onKey = (event) => {
    if (event.defaultPrevented || !(event.target instanceof Element)) return;
    const { target } = event;
    const isForm = document.querySelector(FORM) !== null;
    // Within the card lists that are open come first; then the card itself closes its form.
    if (isForm && event.key === 'Escape' && target.closest(CARD)) return;
    const found = actionOf(event, {
      isTyping: target.closest(TYPING) !== null,
      isControl: target.closest(CONTROL) !== null && !target.closest('.review-list'),
      isScroller: target.closest(SCROLLERS) !== null,
      isOff: recall(OFF) === '1',
      isForm,
    });
    const run = found && (moving[found.action] ?? (model.mayReview && deciding[found.action]));
    if (!run) return;
    event.preventDefault();
    run(found);
  };
  addEventListener('keydown', onKey, { capture: true });
  return () => removeEventListener('keydown', onKey, { capture: true });
}
