/** The left column: how far the review is, what is listed, and the list itself. */
import { delegate, el, fill } from '../dom.js';
import { pick, t, wordOf } from '../i18n.js';
import { backButton } from '../ui/back-button.js';
import { icon } from '../ui/icons.js';
import { openMenu } from '../ui/menu.js';
import { QUEUES } from '../state.js';
import { openBulk } from './bulk.js';
import { openCarry } from './carry-dialog.js';
import { mountCarryOffer } from './carry-offer.js';
import { openFacts } from './facts-form.js';
import { openHistory } from './history.js';
import { openKeyHelp } from './key-help.js';
import { LEFT } from './host.js';
import { mountQueueList } from './queue-list.js';
import { exportAddress, originalAddress } from './requests.js';
import { removeAfterAsking } from './removal.js';
import { mountReplacingNote } from './replacing-note.js';
import { isBelow, isDoubtful, waitsFor } from './worklist.js';
import { nameIn } from './words.js';

const BARS = ['confirmed', 'second', 'rejected', 'open'];

/**
 * @param {HTMLElement} element
 * @param {object} context
 * @returns {() => void} unmount
 */
export function mountQueue(element, context) {
  const { store, model } = context;
  const offer = el('div', { class: 'review-offer' });
  const replacing = el('div', { class: 'review-replacing' });
  const progress = el('div', { class: 'review-progress' });
  const filters = el('div', { class: 'review-filters' });
  const list = el('div', { class: 'review-list-slot' });
  let title = head(context);
  fill(element, title, offer, replacing, progress, filters, list);

  const showCounts = () => {
    fill(progress, progressParts(model));
    showFilters();
  };
  const showFilters = () => {
    const focused = filters.contains(document.activeElement) && document.activeElement.name;
    fill(filters, filterParts(context));
    if (focused) filters.querySelector(`[name="${focused}"]`)?.focus();
  };
  const stops = [
    mountQueueList(list, context),
    mountCarryOffer(offer, context),
    mountReplacingNote(replacing, context),
    model.onChange(showCounts),
    store.on('described', () => {
      const fresh = head(context);
      title.replaceWith(fresh);
      title = fresh;
    }),
    store.on(['clause', 'kind', 'queue'], showFilters),
    delegate(filters, 'change', 'select', (select) => store.set({ ...patchOf(select), place: '' })),
  ];
  showCounts();
  return () => stops.forEach((stop) => stop());
}

const patchOf = ({ name, value }) => ({ [name]: name === 'kind' ? [value].filter(Boolean) : value });

function head(context) {
  const { store, model, actions } = context;
  const { draft } = model;
  const iconButton = (name, key, onclick) =>
    el(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': t(key), title: t(key), onclick },
      icon(name),
    );
  const more = iconButton('more', 'review.more', () =>
    openMenu(more, { label: t('review.more'), entries: menuEntries(context) }),
  );
  more.setAttribute('aria-haspopup', 'menu');
  return el(
    'header',
    { class: 'review-head' },
    el(
      'div',
      { class: 'review-bar' },
      backButton(() => store.set(LEFT)),
      model.mayReview && iconButton('undo', 'review.undo', () => actions.undo()),
      iconButton('help', 'review.keys.open', () => openKeyHelp()),
      more,
    ),
    el('h2', { title: pick(draft.title) }, pick(draft.title)),
    el(
      'p',
      { class: 'note' },
      draft.status && [el('span', { class: 'tag' }, wordOf('documents.status', draft.status)), ' '],
      [draft.region_name, draft.year && t('figure.year', { year: draft.year }), draft.file?.name]
        .filter(Boolean)
        .join(' · '),
    ),
    !model.mayReview && el('p', { class: 'hint-box' }, t('review.readOnly')),
  );
}

function menuEntries({ store, model, actions }) {
  const { id } = model.draft;
  const entry = (name, iconName, more) => ({
    icon: iconName,
    label: t(`review.menu.${name}`),
    hint: t(`review.menu.${name}.hint`),
    ...more,
  });
  return [
    model.mayReview &&
      entry('bulk', 'check', { run: () => void setTimeout(() => openBulk({ store, model, actions })) }),
    model.mayReview &&
      entry('carry', 'compare', { run: () => void setTimeout(() => openCarry({ store, model, actions })) }),
    model.mayReview &&
      entry('facts', 'edit', { run: () => void setTimeout(() => openFacts({ store, model, actions })) }),
    entry('history', 'documents', { run: () => void setTimeout(() => openHistory({ store, model })) }),
    entry('print', 'print', { run: () => void setTimeout(() => print()) }),
    entry('export', 'download', { href: exportAddress(id) }),
    entry('original', 'download', { href: originalAddress(id) }),
    model.session.may?.remove_document &&
      entry('remove', 'close', { run: () => void setTimeout(() => removeAfterAsking(store, model.draft)) }),
  ].filter(Boolean);
}

function progressParts(model) {
  const { counts, draft } = model;
  const doubtful = model.items().filter(isDoubtful).length;
  const total = Math.max(1, counts.items);
  const { open, second, confirmed, rejected } = counts;
  const words = t(second > 0 ? 'review.progress.second' : 'review.progress', { open, second, confirmed, rejected });
  const bar = el(
    'div',
    { class: 'review-progress-bar', role: 'img', 'aria-label': words },
    BARS.filter((name) => counts[name] > 0).map((name) => {
      const part = el('span', { class: `is-${name}` });
      part.style.setProperty('--share', String(counts[name] / total));
      return part;
    }),
  );
  return [
    bar,
    el('p', { class: 'review-progress-words' }, words),
    doubtful > 0 && el('p', { class: 'review-doubts' }, icon('warn'), t('review.doubtful', { count: doubtful })),
    draft.notes?.length > 0 &&
      el(
        'details',
        { class: 'review-notes' },
        el('summary', {}, t('review.notes', { count: draft.notes.length })),
        el(
          'ul',
          {},
          draft.notes.map(({ message }) => el('li', {}, pick(message))),
        ),
      ),
  ];
}

function filterParts({ store, model }) {
  const bootstrap = store.get('bootstrap');
  const items = model.items();
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const waiting = items.filter((item) => waitsFor(item, model.me));
  const clauses = model.draft.outline.map(({ id, heading, depth }) => ({
    id,
    words: `${'  '.repeat(Math.max(0, (depth ?? 1) - 1))}${id} ${pick(heading)}`,
    count: waiting.filter(({ clause }) => isBelow(clause, id)).length,
  }));
  const select = (name, chosen, options) =>
    el(
      'select',
      { class: 'input', name, 'aria-label': t(`review.filter.${name}`) },
      options.map(([value, words]) => el('option', { value, selected: value === chosen }, words)),
    );
  return [
    select(
      'queue',
      store.view.queue,
      QUEUES.map((value) => [value, t(`review.queue.${value || 'mine'}`)]),
    ),
    select('kind', store.view.kind[0] ?? '', [
      ['', t('review.filter.kind.all')],
      ...kinds.map((kind) => [kind, nameIn(bootstrap, 'kinds', kind)]),
    ]),
    select('clause', store.view.clause, [
      ['', t('review.filter.clause.all')],
      ...clauses.map(({ id, words, count }) => [
        id,
        count > 0 ? `${words}${t('brackets', { text: count })}` : words,
      ]),
    ]),
  ];
}
