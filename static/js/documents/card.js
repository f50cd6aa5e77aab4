/**
 * The card of the current item: what was read, why, and what a person can do about it; a form takes its place while
 * something is changed. Wishes come by the slot `reviewWish` from keys, map and text.
 */
import { delegate, el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { emptyState } from '../ui/load.js';
import {
  chooseCandidate,
  confirmPlace,
  confirmPlaces,
  rejectItem,
  rejectPlace,
  reopenItem,
  reopenPlace,
} from './changes.js';
import { cardActions } from './card-actions.js';
import { cardEvidence, cardFacts } from './card-facts.js';
import { cardPlaces } from './card-places.js';
import { itemForm } from './item-form.js';
import { ASKED, confirmAsking, confirmForAll } from './no-place.js';
import { newItemForm } from './new-item-form.js';
import { newPlaceForm } from './new-place-form.js';
import { placeForm } from './place-form.js';
import { itemsAt } from './place-target.js';
import { spreadPlace, spreadRejection } from './sentence.js';
import { saySpread, spreadItems } from './spread-choice.js';
import { splitForm } from './split-form.js';
import { troublePart } from './trouble.js';
import { pathOf } from './units.js';
import { isPlaceDoubtful } from './worklist.js';

/**
 * @param {HTMLElement} element
 * @param {object} context
 * @returns {() => void} unmount
 */
export function mountCard(element, context) {
  const { store, model, actions, selection } = context;
  const trouble = el('div', { class: 'review-trouble' });
  const body = el('div', { class: 'review-card-body' });
  const foot = el('div', { class: 'review-card-foot' });
  fill(element, trouble, body, foot);
  /** The form that is open, by the item it was opened for. */
  let form = null;
  /** Forms left open when another item came up: what was written waits there for the way back. */
  const parked = new Map();
  /** The item that was drawn last. */
  let drawn = '';

  const current = () => model.item(store.view.entry);
  const close = () => {
    form = null;
    draw();
    body.querySelector('h3')?.focus();
  };
  const open = (made) => {
    form = { id: store.view.entry };
    store.put('reviewPart', 'card');
    fill(body, made);
    fill(foot);
    body.scrollTop = 0;
    body.querySelector('input, select, textarea, button')?.focus();
  };
  const draw = () => {
    if (form && form.id === store.view.entry) return;
    if (form) parked.set(form.id, [...body.childNodes]);
    form = null;
    if (parked.has(store.view.entry)) {
      open(parked.get(store.view.entry));
      parked.delete(store.view.entry);
      return;
    }
    const item = current();
    const kept =
      body.contains(document.activeElement) || foot.contains(document.activeElement)
        ? document.activeElement.dataset.keep
        : '';
    fill(
      body,
      item
        ? [cardFacts(item, context), cardPlaces(item, context), cardEvidence(item, context)]
        : emptyState(t('review.noItem'), t('review.noItem.hint')),
    );
    fill(foot, item && cardActions(item, context));
    arrive();
    if (kept)
      (element.querySelector(`[data-keep="${CSS.escape(kept)}"]`) ?? body.querySelector('h3'))?.focus({
        preventScroll: true,
      });
  };
  /** Once for each item, and not before the card can be seen. */
  const arrive = () => {
    if (drawn === store.view.entry || body.clientHeight === 0) return;
    drawn = store.view.entry;
    showDoubt(body);
  };
  const afterForm = () => {
    const { entry } = store.view;
    const onDone = () => {
      form = null;
      // The next item may have come up meanwhile: what is saved does not wait for the way back.
      parked.delete(entry);
    };
    return { onDone, onCancel: close };
  };

  const choose = async (index) => {
    const item = current();
    const place = item?.places.find(({ id }) => id === store.view.place) ?? item?.places.find(isPlaceDoubtful);
    if (!place?.candidates[index]) return;
    const { adcodes, name } = place.candidates[index];
    const path = adcodes.length === 1 ? await pathOf(adcodes[0]) : '';
    const say = t('review.said.chosen', { words: place.words, name: `${path}${name}` });
    const chosen = chooseCandidate(model.items(), item, place, index);
    const known = new Set(chosen.map((change) => change.item));
    const others = spreadItems(item, context).filter(({ id }) => !known.has(id));
    const more = spreadPlace(others, place, { candidate: index });
    actions.decide([...chosen, ...more], { say: saySpread(say, more) });
  };
  const openPlace = (place) => open(placeForm(current(), place, context, afterForm()));
  /** Words of another item lead to that one: the form is opened there. */
  const openNewPlace = () => {
    const words = selection.get();
    const [target] = itemsAt(words, current(), model).items;
    if (!target) return;
    if (target.id !== store.view.entry) store.set({ entry: target.id, place: '' });
    open(newPlaceForm(context, { ...afterForm(), words }));
  };
  const wishes = {
    edit: () => current() && open(itemForm(current(), context, afterForm())),
    split: () => current() && open(splitForm(current(), context, afterForm())),
    place: () => openNewPlace(),
    item: () => open(newItemForm(context, { ...afterForm(), words: selection.get() })),
    candidate: ({ index }) => choose(index),
    closeForm: () => form && close(),
  };
  const placeOf = ({ dataset }) => model.place(store.view.entry, dataset.place);
  const onPlace = {
    confirm: (item, place) =>
      actions.decide(confirmPlace(item, place), { say: t('review.said.place', { words: place.words }) }),
    reject: (item, place) => {
      const more = spreadRejection(spreadItems(item, context), place);
      const say = saySpread(t('review.said.placeRejected', { words: place.words }), more);
      return actions.decide([...rejectPlace(item, place), ...more], { say, item: item.id });
    },
    reopen: (item, place) =>
      actions.decide(reopenPlace(item, place), { say: t('review.said.reopened'), isDone: false }),
    edit: (item, place) => openPlace(place),
  };
  const onItem = {
    confirm: (item) => confirmAsking(item, context),
    confirmForAll: (item) => confirmForAll(item, context),
    reject: (item) => actions.decide(rejectItem(item), { say: t('review.said.rejected') }),
    reopen: (item) => actions.decide(reopenItem(item), { say: t('review.said.reopened'), isDone: false }),
    confirmPlaces: (item) => actions.decide(confirmPlaces(item), { say: t('review.said.places') }),
    edit: wishes.edit,
    split: wishes.split,
    place: wishes.place,
    undo: () => actions.undo(),
  };
  const heat = (one) => store.put('reviewHot', one ? { item: store.view.entry, place: one.dataset.place } : null);
  const stops = [
    delegate(element, 'click', '[data-do]', (button) => onItem[button.dataset.do]?.(current())),
    delegate(element, 'click', '[data-place-do]', (button) =>
      onPlace[button.dataset.placeDo](current(), placeOf(button)),
    ),
    delegate(element, 'click', '[data-candidate]', (button) => {
      store.set({ place: button.dataset.place }, { replace: true });
      choose(Number(button.dataset.candidate));
    }),
    delegate(element, 'pointerover', '.card-place', heat),
    delegate(element, 'focusin', '.card-place', heat),
    delegate(element, 'pointerout', '.card-place', () => heat(null)),
    delegate(element, 'focusout', '.card-place', () => heat(null)),
    store.on('reviewWish', () => {
      const { wish, ...more } = store.get('reviewWish') ?? {};
      if (model.mayReview) wishes[wish]?.(more);
    }),
    store.on('reviewTrouble', () => fill(trouble, troublePart(store.get('reviewTrouble'), context))),
    store.on('reviewHot', () => showHot(body, store.get('reviewHot')?.place)),
    store.on('reviewBusy', () => element.setAttribute('aria-busy', String(Boolean(store.get('reviewBusy'))))),
    store.on('entry', () => store.put(ASKED, '')),
    store.on(['entry', 'place', ASKED], draw),
    store.on('reviewPart', arrive),
    model.onChange(draw),
  ];
  const onEscape = (event) => {
    if (event.key !== 'Escape' || !form) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  element.addEventListener('keydown', onEscape);
  draw();
  return () => stops.forEach((stop) => stop());
}

const showHot = (root, place) => {
  for (const row of root.querySelectorAll('.card-place'))
    row.classList.toggle('is-hot', Boolean(place) && row.dataset.place === place);
};

/** An item that comes up is seen from its beginning; where a place is in doubt, as far down as shows its candidates. */
function showDoubt(body) {
  body.scrollTop = 0;
  const doubt = body.querySelector('.card-place.is-doubtful');
  if (!doubt) return;
  const { top, bottom } = body.getBoundingClientRect();
  const row = doubt.getBoundingClientRect();
  body.scrollTop = Math.max(0, Math.min(row.bottom - bottom, row.top - top));
}
