/** Adds an item that the reader overlooked; it rests on the words that are selected in the text. */
import { el, fill } from '../dom.js';
import { lang, t } from '../i18n.js';
import { addItem } from './changes.js';
import { form, formButtons, labelled, select } from './fields.js';
import { createItemFields } from './item-fields.js';
import { createNewPlaces } from './new-item-places.js';
import { clauseAt } from './place-target.js';

/**
 * @param {object} context
 * @param {{onDone: () => void, onCancel: () => void, words: {start: number, end: number, words: string}|null}} told
 * @returns {HTMLFormElement}
 */
export function newItemForm({ store, model, actions, selection }, { onDone, onCancel, words }) {
  const current = model.item(store.view.entry);
  const clauses = model.draft.outline.map(({ id }) => id);
  const clause = select(
    'clause',
    clauseAt(model, words) ?? current?.clause ?? clauses[0] ?? '',
    clauses.map((id) => [id, id]),
  );
  const fields = createItemFields(store.get('bootstrap'), {
    kind: 'designation',
    topics: [],
    summary: { [lang()]: words?.words ?? '' },
    year: null,
  });
  const places = createNewPlaces(model, words);
  const wrong = el('p', { class: 'review-wrong', role: 'alert' });
  let isWarned = false;
  const save = async (isConfirmed) => {
    const set = fields.value();
    const isEmpty = !set.summary.zh && !set.summary.en;
    const problem = fields.problem() || (isEmpty && t('review.wrong.summary'));
    const at = places.value();
    // Asked once: a demand without a place is rare, and stands on no map.
    const isToAsk = !problem && at.length === 0 && !isWarned;
    fill(wrong, problem || (isToAsk && t('review.wrong.noPlace')));
    if (isToAsk) isWarned = true;
    if (problem || isToAsk) return;
    const more = {
      ...(words && { span: [words.start, words.end] }),
      ...(current?.clause === clause.value && { after: current.id }),
      ...(at.length > 0 && { places: at }),
      ...(isConfirmed && { confirm: true }),
    };
    const known = new Set(model.items().map(({ id }) => id));
    const answer = await actions.decide(addItem(clause.value, set, more), {
      say: t(isConfirmed ? 'review.said.addedConfirmed' : 'review.said.added'),
      isDone: false,
    });
    if (!answer) return;
    selection.clear();
    onDone();
    const added = answer.items.find(({ id }) => !known.has(id));
    if (added) store.set({ entry: added.id, place: '' });
    onCancel();
  };
  return form(
    t('review.addItem.title'),
    [
      !words && el('p', { class: 'note' }, t('review.addItem.hint')),
      labelled('clause', clause),
      fields.element,
      places.element,
      wrong,
      formButtons([
        [t('review.save.confirm'), null, true],
        [t('review.save'), () => save(false)],
        [t('review.cancel'), onCancel],
      ]),
    ],
    () => save(true),
  );
}
