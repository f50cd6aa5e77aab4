/** For staff, above the list of documents: the drafts with what is left to review, and the way to add a document. */
import { isAborted } from '../api.js';
import { el, fill } from '../dom.js';
import { pick, t, wordOf } from '../i18n.js';
import { finalLink, finalTag } from '../ui/final-version.js';
import { icon } from '../ui/icons.js';
import { problem } from '../ui/load.js';
import { ARRIVED } from './host.js';
import { mark } from './document-label.js';
import { getDrafts, getSession } from './requests.js';

/** What was read of a document. */
const READ = ['clauses', 'goals', 'facts'];

/**
 * @param {HTMLElement} element stays empty for whoever may not see drafts
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mountShelf(element, store) {
  let isGone = false;
  const show = async () => {
    try {
      const session = await getSession();
      if (isGone || !session.may?.see_document_drafts) return;
      const { documents } = await getDrafts();
      if (isGone) return;
      const drafts = documents.filter((one) => !one.is_built_in);
      draw(element, { store, session, drafts });
      store.put('mayAdd', Boolean(session.may.add_document));
      store.put('shelved', drafts);
    } catch (error) {
      if (!isGone && !isAborted(error)) fill(element, problem(error, show));
    }
  };
  const open = (event) => {
    const link = event.target.closest('a[data-review]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    store.set({ ...ARRIVED, review: link.dataset.review });
  };
  element.addEventListener('click', open);
  show();
  return () => {
    isGone = true;
    element.removeEventListener('click', open);
  };
}

function draw(element, { store, session, drafts }) {
  const add = el(
    'button',
    { type: 'button', class: 'button', onclick: () => openAdding(store, session) },
    icon('plus'),
    t('review.add.open'),
  );
  fill(
    element,
    el(
      'section',
      { class: 'shelf', 'aria-label': t('review.drafts') },
      el('header', { class: 'shelf-head' }, el('h3', {}, t('review.drafts')), session.may.add_document && add),
      drafts.length === 0
        ? el('p', { class: 'note' }, t('review.drafts.none'))
        : el('ul', { class: 'document-cards' }, drafts.map((draft) => card(draft, drafts))),
    ),
  );
}

/**
 * The dialog is fetched when it is wanted.
 * @param {import('../store.js').Store} store
 * @param {object|null} session asked for where it is not known
 * @param {{adcode: string, name: string}|null} [area] chosen by the way that leads there
 */
export async function openAdding(store, session, area = null) {
  const [{ openAddDialog }, known] = await Promise.all([import('./add-dialog.js'), session ?? getSession()]);
  await openAddDialog(store, known, area);
}

function card(draft, all) {
  const { review } = draft;
  const isDone = review.items > 0 && review.open + review.second === 0;
  const share = review.items > 0 ? (review.confirmed + review.rejected) / review.items : 0;
  const bar = el('span', { class: 'shelf-bar', 'aria-hidden': 'true' }, el('span', {}));
  bar.firstChild.style.setProperty('--share', String(share));
  return el(
    'li',
    {},
    el(
      'a',
      { class: 'document-card', href: `?review=${encodeURIComponent(draft.id)}`, data: { review: draft.id } },
      el('strong', {}, pick(draft.title)),
      el(
        'span',
        { class: 'document-meta' },
        draft.status && el('span', { class: 'tag' }, wordOf('documents.status', draft.status)),
        finalTag(draft),
        [draft.region_name, draft.year && t('figure.year', { year: draft.year }), mark(draft, all)].filter(Boolean).join(' · '),
      ),
      el(
        'span',
        { class: 'document-counts' },
        READ.filter((name) => draft[name] > 0).map((name) =>
          el('span', {}, t(`review.drafts.${name}`, { count: draft[name] })),
        ),
      ),
      el(
        'span',
        { class: 'document-counts' },
        el(
          'span',
          { class: isDone ? '' : 'shelf-open' },
          isDone ? t('review.drafts.done') : t('review.drafts.open', { count: review.open + review.second }),
        ),
        el('span', {}, t('review.drafts.confirmed', { count: review.confirmed })),
        review.doubtful > 0 &&
          el('span', { class: 'shelf-doubt' }, t('review.drafts.doubtful', { count: review.doubtful })),
      ),
      bar,
    ),
    finalLink(draft),
    draft.is_public &&
      el(
        'a',
        {
          class: 'shelf-read',
          href: `?tab=documents&doc=${encodeURIComponent(draft.id)}`,
          data: { doc: draft.id },
          'aria-label': `${t('review.drafts.read')} ${pick(draft.title)}`,
        },
        t('review.drafts.read'),
      ),
  );
}
