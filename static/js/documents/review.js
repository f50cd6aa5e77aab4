/** The review of one document: queue, text, card, and what the map shows of them. */
import { RequestError } from '../api.js';
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { goToArea, leadsToArea } from '../focus.js';
import { announce } from '../ui/announce.js';
import { icon } from '../ui/icons.js';
import { loadInto, problem } from '../ui/load.js';
import { loadStyles } from '../ui/styles.js';
import { createActions } from './actions.js';
import { mountCard } from './card.js';
import { LEFT } from './host.js';
import { mountKeys } from './keys.js';
import { connectMap } from './map-marks.js';
import { createModel } from './model.js';
import { mountParts } from './parts.js';
import { mountQueue } from './queue.js';
import { connectPrint } from './print-list.js';
import { getDraft, getItems, getQueue, getSession, getText } from './requests.js';
import { createSelection } from './selection.js';
import { mountText } from './text.js';
import { unitOf } from './units.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @param {{origin: string}} options of the change that opened it; 'link' for the address that was opened
 * @returns {() => void} unmount
 */
export function mountReview(element, store, { origin }) {
  const { review: id } = store.view;
  let stops = [];
  const read = async () => {
    const [draft, text, { items }, queue, session] = await Promise.all([
      getDraft(id),
      getText(id),
      getItems(id),
      getQueue(id, { isWhole: false }),
      getSession(),
      loadStyles('review'),
    ]);
    const area = await unitOf(draft.region);
    const model = createModel({ draft, text, items, rows: queue.rows, session });
    // A long queue comes in pages; what is first in it is here, so the rest may follow.
    if (queue.total > queue.rows.length)
      getQueue(id).then(
        ({ rows }) => model.renewRanks(rows),
        () => {},
      );
    return { model, bbox: area?.bbox };
  };
  const leave = () => store.set(LEFT);
  loadInto(
    element,
    () => read().catch((error) => explain(error, element, leave)),
    (known) => {
      if (known) stops = drawReview(element, store, known, origin);
    },
    { lines: 16 },
  );
  return () => {
    stops.forEach((stop) => stop());
    store.put('marked', '');
    store.put('numbered', []);
    store.put('reviewHot', null);
    store.put('reviewTrouble', null);
  };
}

/** Whoever may not see drafts is told so, with the way to sign in and the way back. */
async function explain(error, element, leave) {
  if (!(error instanceof RequestError)) throw error;
  await loadStyles('review').catch(() => {});
  const mustSignIn = ['sign_in_needed', 'password_change_needed'].includes(error.code);
  const here = `${location.pathname}${location.search}`;
  fill(
    element,
    el(
      'div',
      { class: 'review-refusal' },
      problem(error),
      mustSignIn &&
        el('a', { class: 'button', href: `sign-in?next=${encodeURIComponent(here)}` }, t('review.signIn')),
      el('button', { type: 'button', class: 'button', onclick: leave }, icon('back'), t('documents.back')),
    ),
  );
  return null;
}

function drawReview(element, store, { model, bbox }, origin) {
  const actions = createActions(store, model);
  const selection = createSelection(store);
  const parts = {
    queue: el('section', { class: 'review-queue', 'aria-label': t('review.queue') }),
    text: el('section', { class: 'review-text', 'aria-label': t('review.text') }),
    card: el('section', { class: 'review-card', 'aria-label': t('review.card') }),
  };
  fill(element, parts.queue, parts.text, parts.card);
  const context = { store, model, actions, selection };
  begin(store, model);
  const { region } = model.draft;
  if (leadsToArea(store, region, origin)) goToArea(store, region, bbox);
  announce(t('review.opened', { name: pick(model.draft.title), count: model.listed(store.view).length }));
  return [
    mountParts(element, parts, store),
    mountQueue(parts.queue, context),
    mountText(parts.text, context),
    mountCard(parts.card, context),
    connectMap(context),
    mountKeys(context),
    connectPrint(context),
    model.onChange((ids) => {
      if (ids.length === 0) return;
      store.put('reviewed', true);
      store.put('reload', Date.now());
    }),
  ];
}

/** The first item of the queue is opened. */
function begin(store, model) {
  const { entry } = store.view;
  const first = model.listed(store.view)[0]?.id ?? '';
  const chosen = model.item(entry) ? entry : first;
  store.set({ tab: 'documents', entry: chosen, ...(chosen !== entry && { place: '' }) }, { replace: true });
}
