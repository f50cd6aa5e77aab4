/** What can be done with words that are selected in the text: a small bar beside them. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../ui/icons.js';

const GAP_PX = 8;
/** A place is a few words; a longer selection can only become an item. */
const LONGEST_PLACE = 30;

/**
 * @param {HTMLElement} root of the text
 * @param {object} context
 * @returns {() => void} unmount
 */
export function mountSelectionBar(root, { store, model, selection }) {
  if (!model.mayReview) return () => {};
  const bar = el('div', {
    class: 'review-selection',
    role: 'toolbar',
    'aria-label': t('review.selection'),
    hidden: true,
  });
  root.parentElement.append(bar);

  const button = (name, sign, key, wish) =>
    el(
      'button',
      {
        type: 'button',
        class: 'button',
        // The selection must stay while the button is pressed.
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => store.put('reviewWish', { wish, at: Date.now() }),
      },
      icon(sign),
      t(name),
      el('kbd', { 'aria-hidden': 'true' }, key),
    );
  const show = () => {
    const words = selection.read(root);
    // Focus moved to a form: the words it was opened for are still meant.
    if (!words && !root.contains(document.activeElement)) bar.hidden = true;
    else store.put('reviewWords', words);
    bar.hidden = !words;
    if (!words) return;
    const item = model.item(store.view.entry);
    fill(
      bar,
      item && words.words.length <= LONGEST_PLACE && button('review.addPlace', 'pin', 'A', 'place'),
      button('review.addItem', 'plus', 'N', 'item'),
    );
    place(bar, root);
  };
  document.addEventListener('selectionchange', show);
  root.addEventListener('scroll', () => !bar.hidden && place(bar, root), { passive: true });
  // Words that nobody sees selected any more are not meant for the item that comes up.
  const stop = store.on('entry', () => !selection.read(root) && store.put('reviewWords', null));
  return () => {
    stop();
    document.removeEventListener('selectionchange', show);
  };
}

function place(bar, root) {
  const frame = root.parentElement.getBoundingClientRect();
  const found = getSelection();
  if (!found?.rangeCount) return;
  const { left, top, bottom } = found.getRangeAt(0).getBoundingClientRect();
  const isHigh = top - frame.top < bar.offsetHeight + GAP_PX + 40;
  const x = Math.min(Math.max(left - frame.left, GAP_PX), frame.width - bar.offsetWidth - GAP_PX);
  bar.style.left = `${Math.round(x)}px`;
  bar.style.top = `${Math.round((isHigh ? bottom + GAP_PX : top - bar.offsetHeight - GAP_PX) - frame.top)}px`;
}
