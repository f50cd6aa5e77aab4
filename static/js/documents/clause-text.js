/** For staff, the text of a clause with its places highlighted, beside what was made of it; also the way to the review. */
import { RequestError, isAborted } from '../api.js';
import { delegate, el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { problem } from '../ui/load.js';
import { loadStyles } from '../ui/styles.js';
import { createModel } from './model.js';
import { getDraft, getItems, getSession, getText } from './requests.js';
import { drawBlock } from './text-block.js';

/**
 * @param {HTMLElement} element stays empty for whoever may not see drafts and for a clause without a text
 * @param {import('../store.js').Store} store
 * @param {{document: string, clause: string}} wanted
 * @returns {() => void} unmount
 */
export function mountClauseText(element, store, { document, clause }) {
  let isGone = false;
  let model = null;
  const show = async () => {
    try {
      const session = await getSession();
      if (isGone || !session.may?.see_document_drafts) return;
      const [draft, text, { items }] = await Promise.all([
        getDraft(document),
        getText(document),
        getItems(document, clause),
        loadStyles('review'),
      ]);
      if (isGone) return;
      model = createModel({
        draft,
        text,
        items: items.filter((item) => item.decision === 'confirmed'),
        rows: [],
        session,
      });
      draw(element, model, clause);
    } catch (error) {
      // Built-in documents and those that came in as a catalogue have no text.
      const hasNone = error instanceof RequestError && error.status === 404;
      if (!isGone && !hasNone && !isAborted(error)) fill(element, problem(error, show));
    }
  };
  const unitsOf = ({ dataset }) => {
    const ids = dataset.places.split(' ');
    const places = model.items().flatMap(({ places: all }) => all.filter(({ id }) => ids.includes(id)));
    return [...new Set(places.flatMap(({ units }) => units.map(({ adcode }) => adcode)))];
  };
  const stops = [
    delegate(element, 'pointerover', '[data-places]', (mark) => store.put('marked', unitsOf(mark))),
    delegate(element, 'pointerout', '[data-places]', () => store.put('marked', '')),
    delegate(element, 'click', 'a[data-review]', (link, event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      store.set({ review: document, doc: '', clause, queue: 'all', entry: '', place: '' });
    }),
    store.on('hovered', () => {
      const adcode = store.get('hovered');
      for (const mark of element.querySelectorAll('[data-places]'))
        mark.classList.toggle('is-hot', Boolean(adcode) && unitsOf(mark).includes(adcode));
    }),
  ];
  show();
  return () => {
    isGone = true;
    stops.forEach((stop) => stop());
  };
}

function draw(element, model, clause) {
  const parts = model.clauses.filter(({ id }) => id === clause);
  if (parts.length === 0) return;
  const blocks = parts.map(({ id, heading, start, end }) => {
    const block = { clause: id, heading, start, end, isFirst: true, element: el('div', {}) };
    drawBlock(block, { model });
    return block.element;
  });
  fill(
    element,
    el(
      'section',
      { class: 'detail-section clause-text' },
      el(
        'h3',
        {},
        t('clause.text'),
        el('span', { class: 'count' }, t('clause.text.staff')),
        el(
          'a',
          {
            class: 'compare-link',
            href: `?review=${encodeURIComponent(model.draft.id)}&clause=${encodeURIComponent(clause)}&queue=all`,
            data: { review: model.draft.id },
          },
          t('clause.text.review'),
        ),
      ),
      blocks,
    ),
  );
}
