/** What the review of another version proposes for an item or a place. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { icon } from '../ui/icons.js';

/** @param {{earlier?: object|null, decision: string}} proposed @returns {boolean} whether it waits for a word on it */
const isProposal = ({ earlier, decision }) => Boolean(earlier) && decision === 'open';

/** @param {object} item @returns {HTMLElement|false} */
export function earlierPart(item) {
  if (!item.earlier) return false;
  const { title, reviewer, reviewed, decision, numbers } = item.earlier;
  const by = [reviewer, reviewed].filter(Boolean).join(' ');
  return el(
    'p',
    { class: `hint-box card-earlier is-${decision}` },
    icon(decision === 'rejected' ? 'warn' : 'info'),
    el(
      'span',
      {},
      t(`review.earlier.${decision}`, { title: pick(title), by: by && t('brackets', { text: by }) }),
      numbers && [' ', el('strong', {}, t('review.earlier.numbers', { numbers }))],
    ),
  );
}

/** @param {object} place @returns {string} */
export const earlierPlaceWords = (place) =>
  isProposal(place) ? t(`review.earlier.place.${place.earlier.decision === 'rejected' ? 'rejected' : 'kept'}`) : '';
