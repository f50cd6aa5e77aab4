/**
 * The draft as this page knows it: items in document order, ranks of the queue, counts. Changes by the answers of the
 * server only; whoever draws listens.
 *
 * @typedef {ReturnType<typeof createModel>} Model
 */
import { createText } from './code-points.js';
import { indexSpans, spansOf } from './spans.js';
import { chosenItems, sortItems } from './worklist.js';

/**
 * @param {{draft: object, text: object, items: object[], rows: object[], session: object}} known answers of the server
 */
export function createModel({ draft, text, items, rows, session }) {
  const target = new EventTarget();
  const known = new Map(items.map((item) => [item.id, item]));
  let ranks = ranksOf(rows);
  let counts = draft.review;
  let version = draft.version;
  let spans = spansOf(known.values());
  let spansWithin = indexSpans(spans);
  let hasChanged = false;
  /** The list as it was last asked for. */
  let listed = { key: '', items: [] };

  const renew = () => {
    spans = spansOf(known.values());
    spansWithin = indexSpans(spans);
    listed = { key: '', items: [] };
  };
  const tell = (ids) => target.dispatchEvent(new CustomEvent('change', { detail: ids }));

  return {
    draft,
    session,
    me: session.account ?? '',
    mayReview: Boolean(session.may?.review_document),
    text: createText(text.text),
    clauses: text.clauses,
    pieces: text.pieces ?? [],
    get counts() {
      return counts;
    },
    get version() {
      return version;
    },
    get spans() {
      return spans;
    },
    /** @returns {boolean} whether anything was decided since the page was opened */
    get hasChanged() {
      return hasChanged;
    },
    /** @param {string} id */
    item: (id) => known.get(id),
    items: () => [...known.values()],
    /** @param {string} id @param {string} place */
    place: (id, place) => known.get(id)?.places.find((one) => one.id === place),
    /** @param {string} id */
    rank: (id) => ranks.get(id),
    /** @param {import('../state.js').View} view */
    listed({ clause, kind, queue }) {
      const key = JSON.stringify([clause, kind, queue]);
      if (listed.key !== key) {
        const chosen = chosenItems(known.values(), { clause, kind, queue }, session.account ?? '');
        listed = { key, items: sortItems(chosen, ranks, queue) };
      }
      return listed.items;
    },
    /** @param {number} start @param {number} end */
    spansWithin: (start, end) => spansWithin(start, end),

    /**
     * @param {{items: object[], gone?: string[], counts?: object, version?: number}} answer of a decision
     */
    apply({ items: changed, gone = [], counts: now, version: number }) {
      gone.forEach((id) => known.delete(id));
      const added = changed.filter(({ id }) => !known.has(id));
      changed.forEach((item) => known.has(item.id) && known.set(item.id, item));
      if (added.length > 0) insert(known, added, draft.outline);
      counts = now ?? counts;
      version = number ?? version;
      renew();
      hasChanged = true;
      tell([...changed.map(({ id }) => id), ...gone]);
    },

    /** @param {object} answer of a change to what is said of the document */
    describe: ({ title, issuer, status }) => Object.assign(draft, { title, issuer, status }),

    /** @param {object[]} fresh rows of the queue */
    renewRanks(fresh) {
      ranks = ranksOf(fresh);
      renew();
      tell([]);
    },

    /** @param {(ids: string[]) => void} listener @returns {() => void} stops the listening */
    onChange(listener) {
      const handler = ({ detail }) => listener(detail);
      target.addEventListener('change', handler);
      return () => target.removeEventListener('change', handler);
    },
  };
}

const ranksOf = (rows) => new Map(rows.map(({ id, reasons }, order) => [id, { order, reasons }]));

/** New items stand where their words stand. */
function insert(known, added, outline) {
  const clauses = new Map(outline.map(({ id }, index) => [id, index]));
  const keyOf = ({ clause, span }) => [clauses.get(clause) ?? Infinity, span?.[0] ?? Infinity];
  const all = [...known.values(), ...added]
    .map((item, index) => ({ item, index, key: keyOf(item) }))
    .sort((one, other) => one.key[0] - other.key[0] || one.key[1] - other.key[1] || one.index - other.index);
  known.clear();
  all.forEach(({ item }) => known.set(item.id, item));
}
