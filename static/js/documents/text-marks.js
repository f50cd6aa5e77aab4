/** Which marks of the text are emphasised: those of the current item and place, and what is pointed at anywhere. */
import { t } from '../i18n.js';

/** Room above the words when they are brought into sight, as a share of the height. */
const ABOVE = 0.3;
/** Frames after which a place has been found. */
const STEPS = 5;

/**
 * @param {HTMLElement} root scrolls
 * @param {object} context
 */
export function createTextMarks(root, { store, model }) {
  const ofItem = (id) => (id ? [...root.querySelectorAll(`[data-items~="${CSS.escape(id)}"]`)] : []);
  const ofPlace = (id) => (id ? [...root.querySelectorAll(`[data-places~="${CSS.escape(id)}"]`)] : []);
  const swap = (name, elements) => {
    for (const old of root.querySelectorAll(`.${name}`)) old.classList.remove(name);
    elements.forEach((one) => one.classList.add(name));
  };

  const placesOfUnit = (adcode) =>
    adcode
      ? model
          .items()
          .flatMap(({ places }) => places)
          .filter(({ units, span }) => span && units.some((unit) => unit.adcode === adcode))
          .map(({ id }) => id)
      : [];

  return {
    show() {
      const { entry, place } = store.view;
      for (const old of root.querySelectorAll('mark.is-current[tabindex]')) {
        old.removeAttribute('tabindex');
        old.removeAttribute('role');
        old.removeAttribute('aria-label');
      }
      swap('is-current', ofItem(entry));
      swap('is-current-place', ofPlace(place));
      // Of thousands of marks only those of the current item are stops of the tab key.
      for (const one of model.item(entry)?.places ?? [])
        for (const mark of ofPlace(one.id)) {
          mark.tabIndex = 0;
          mark.setAttribute('role', 'button');
          mark.setAttribute('aria-label', t('review.mark', { words: mark.textContent }));
        }
    },

    showHot() {
      const hot = store.get('reviewHot');
      const adcode = hot ? '' : store.get('hovered');
      swap(
        'is-hot',
        hot ? (hot.place ? ofPlace(hot.place) : ofItem(hot.item)) : placesOfUnit(adcode).flatMap(ofPlace),
      );
    },

    /** @param {HTMLElement} mark @returns {{item: string, place: string}} what it stands for, the current item first */
    meant(mark) {
      const items = (mark.dataset.items ?? '').split(' ').filter((id) => model.item(id));
      const places = (mark.dataset.places ?? '').split(' ').filter(Boolean);
      const item = items.includes(store.view.entry) ? store.view.entry : (items.at(-1) ?? '');
      return { item, place: places.find((id) => model.place(item, id)) ?? '' };
    },
    choose(mark) {
      const { item, place } = this.meant(mark);
      if (item) store.set({ entry: item, place });
      if (item) store.put('reviewPart', 'card');
    },
    heat(mark) {
      store.put('reviewHot', this.meant(mark));
    },

    /** @param {HTMLElement} block @param {string} item @returns {boolean} */
    isIn: (block, item) => block.querySelector(`[data-items~="${CSS.escape(item)}"]`) !== null,

    /** Brings words into sight where they are not. @param {number[]} stretch */
    reveal([start]) {
      const mark = root.querySelector(`[data-from="${start}"]`) ?? lineAt(root, start);
      if (!mark) return;
      const box = root.getBoundingClientRect();
      const { top, bottom } = mark.getBoundingClientRect();
      if (top > box.top + 40 && bottom < box.bottom - 40) return;
      // Blocks on the way get their true height only when they are seen, so that the place is found in a few steps.
      const step = (left) => {
        const off = mark.getBoundingClientRect().top - box.top - box.height * ABOVE;
        if (Math.abs(off) < 2 || left === 0 || !mark.isConnected) return;
        root.scrollTop += off;
        requestAnimationFrame(() => step(left - 1));
      };
      step(STEPS);
    },
  };
}

function lineAt(root, position) {
  const lines = [...root.querySelectorAll('.review-line')];
  return lines.findLast((line) => Number(line.dataset.start) <= position) ?? null;
}
