/** A place that was overlooked: at words of the text, or implied by the whole sentence; it says before what will be kept. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { icon } from '../ui/icons.js';
import { addPlace } from './changes.js';
import { form, formButtons, labelled, select, textInput } from './fields.js';
import { itemsAt, newPlace, spanWithin } from './place-target.js';
import { spreadNewPlace } from './sentence.js';
import { saySpread, spreadChoice, spreadItems } from './spread-choice.js';
import { createUnitPicker } from './unit-picker.js';
import { nameIn, titleOf } from './words.js';

/** Derived by the server, never written. */
const DERIVED = new Set(['member']);

/**
 * @param {object} context
 * @param {{words: {start: number, end: number, words: string}|null, onDone: () => void, onCancel: () => void}} told words:
 *   of the text that are selected
 * @returns {HTMLFormElement}
 */
export function newPlaceForm({ store, model, actions, selection }, { words: chosen, onDone, onCancel }) {
  const bootstrap = store.get('bootstrap');
  const { items, isAway } = itemsAt(chosen, model.item(store.view.entry), model);
  let target = items[0];
  const words = textInput('words', chosen?.words ?? '');
  const relation = select(
    'relation',
    chosen ? 'named' : 'implicit',
    bootstrap.relations.filter(({ slug }) => !DERIVED.has(slug)).map((one) => [one.slug, pick(one)]),
  );
  const picker = createUnitPicker({
    label: t('review.unit'),
    region: model.draft.region,
    words: words.value,
    onChoose: () => show(),
  });
  const to = select('item', target.id, items.map((item) => [item.id, `${item.clause}  ${titleOf(item)}`]));
  const spread = el('div', {});
  const kept = el('p', { class: 'hint-box', role: 'status' });
  const wrong = el('p', { class: 'review-wrong', role: 'alert' });

  const place = () => {
    const written = words.value.trim();
    const isChosen = chosen && chosen.words === written;
    const span = isChosen ? [chosen.start, chosen.end] : spanWithin(written, target, model);
    const adcode = picker.value();
    return newPlace({ written, span, unit: adcode && { adcode, name: picker.official() }, relation: relation.value });
  };
  const show = () => {
    fill(spread, spreadChoice(target, { store, model }));
    fill(kept, keptWords(place(), words.value.trim(), bootstrap));
  };
  // Nobody wrote the place: it cannot be named; who writes it after all names it.
  words.addEventListener('input', () => {
    const isWritten = words.value.trim() !== '';
    if (isWritten && relation.value === 'implicit') relation.value = 'named';
    else if (!isWritten && relation.value === 'named') relation.value = 'implicit';
    show();
  });
  relation.addEventListener('change', () => show());
  picker.input.addEventListener('input', () => show());
  to.addEventListener('change', () => {
    target = model.item(to.value) ?? target;
    show();
  });

  const save = async () => {
    const wanted = place();
    fill(wrong, !wanted && t('review.addPlace.nothing'));
    if (!wanted) return words.focus();
    const now = model.item(target.id) ?? target;
    const more = spreadNewPlace(spreadItems(now, { store, model }), wanted);
    const say = saySpread(t('review.said.placeAdded', { words: wanted.words }), more);
    const answer = await actions.decide([...addPlace(now, wanted), ...more], { say, item: now.id, isDone: false });
    if (!answer) return undefined;
    selection.clear();
    onDone();
    if (store.view.entry !== now.id) store.set({ entry: now.id, place: '' });
    return onCancel();
  };
  show();
  return form(
    t('review.addPlace.title'),
    [
      isAway && awayNote(store, model, chosen),
      items.length > 1 || isAway
        ? labelled('item', to)
        : el('p', { class: 'note' }, t('review.addPlace.to', { title: titleOf(target) })),
      labelled('words', words),
      picker.element,
      kept,
      labelled('relation', relation),
      spread,
      wrong,
      formButtons([
        [t('review.add'), null, true],
        [t('review.cancel'), onCancel],
      ]),
    ],
    save,
  );
}

/** What will be kept, in words: the place, how it is meant, and what it rests on. */
function keptWords(place, written, bootstrap) {
  if (!place) return t('review.addPlace.open');
  const basis = !written ? 'sentence' : place.span ? 'words' : 'unfound';
  const kept = t('review.addPlace.kept', {
    relation: nameIn(bootstrap, 'relations', place.relation),
    words: place.words,
    basis: t(`review.addPlace.basis.${basis}`, { words: written }),
  });
  return place.adcode ? kept : `${kept} ${t('review.addPlace.unplaced')}`;
}

/** Nothing was read where the words stand: it may be an item of its own. */
const awayNote = (store, model, { words }) =>
  el(
    'div',
    { class: 'review-wrong' },
    el('p', {}, icon('warn'), ' ', t('review.addPlace.away', { words })),
    el(
      'button',
      { type: 'button', class: 'button', onclick: () => store.put('reviewWish', { wish: 'item', at: Date.now() }) },
      icon('plus'),
      t('review.addItem'),
    ),
  );
