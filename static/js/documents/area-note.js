/** Warns when the title of a document that was just added names another area than the one chosen for it. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { icon } from '../ui/icons.js';

const CODE = 'title_area';

/**
 * @param {object} added document
 * @param {{open: () => void, choose: () => void}} ways
 * @returns {HTMLElement|null} nothing where title and area agree
 */
export function areaNote({ notes }, { open, choose }) {
  const note = notes?.find(({ code }) => code === CODE);
  if (!note) return null;
  const button = (key, onclick, isMain) =>
    el('button', { type: 'button', class: isMain ? 'button is-main' : 'button', onclick }, t(`review.add.area.${key}`));
  return el(
    'div',
    { class: 'review-area-note', role: 'alert' },
    el('p', { class: 'review-wrong' }, icon('warn'), ' ', pick(note.message)),
    el('div', { class: 'review-buttons' }, button('choose', choose, true), button('open', open)),
  );
}
