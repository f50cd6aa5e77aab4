/**
 * The review takes the place of panel and detail while the address names a document under review. It is fetched when it
 * is first wanted. Going anywhere else in the page leaves it; Back comes to it again.
 */
import { getBootstrap } from '../api.js';
import { withArea } from '../area.js';
import { el } from '../dom.js';
import { showProblem } from '../ui/load.js';

/** Choices of the rest of the page: with one of them the reader goes there. */
const ELSEWHERE = ['tab', 'doc', 'unit', 'compare', 'item', 'topic', 'indicator', 'layers'];

/** Patch of the view that comes to a review, beside its id: nothing else is chosen. */
export const ARRIVED = Object.freeze({
  tab: 'documents',
  entry: '',
  place: '',
  doc: '',
  clause: '',
  unit: '',
  item: '',
  compare: '',
});

/** Patch of the view that leaves the review. */
export const LEFT = Object.freeze({ review: '', entry: '', place: '', queue: '', clause: '', kind: [] });

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mountReviewHost(root, store) {
  let shown = '';
  let unmount = () => {};
  let element = null;

  const close = () => {
    unmount();
    unmount = () => {};
    element?.remove();
    element = null;
  };
  const show = async (origin) => {
    const { review } = store.view;
    if (review === shown) return;
    shown = review;
    close();
    root.toggleAttribute('data-review', Boolean(review));
    if (!review) return renewDocuments(store);
    element = el('div', { class: 'review' });
    const place = element;
    root.append(place);
    try {
      const { mountReview } = await import('./review.js');
      if (place.isConnected) unmount = mountReview(place, store, { origin });
    } catch (error) {
      showProblem(place, error, () => {
        shown = '';
        show(origin);
      });
    }
    return undefined;
  };
  const stops = [
    store.on('review', (_, origin) => show(origin)),
    store.on(ELSEWHERE, (names, origin) => {
      if (origin !== 'user' || !store.view.review || names.includes('review')) return;
      store.set({ ...LEFT, ...(names.includes('clause') && { clause: store.view.clause }) }, { replace: true });
    }),
  ];
  show('link');
  return () => {
    stops.forEach((stop) => stop());
    close();
    root.removeAttribute('data-review');
  };
}

/** What was confirmed stands on the map of everybody: documents and counts are asked for again. */
async function renewDocuments(store) {
  if (!store.get('reviewed')) return;
  store.put('reviewed', false);
  // Without the newer counts the older ones stand until the page is loaded again.
  const bootstrap = await getBootstrap()
    .then((fresh) => withArea(fresh, store.view.region))
    .catch(() => null);
  if (bootstrap) store.put('bootstrap', bootstrap);
}
