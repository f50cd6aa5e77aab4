/** Makes two or more items of one: each part has its own words and topics, and the places that go along. */
import { el, fill } from '../dom.js';
import { lang, pick, t } from '../i18n.js';
import { splitItem } from './changes.js';
import { form, formButtons, labelled, textArea } from './fields.js';
import { createFigureFields } from './figure-fields.js';
import { spanWithin } from './place-target.js';
import { createTopicPicker } from './topic-picker.js';

const MOST_PARTS = 6;

/**
 * @param {object} item
 * @param {object} context
 * @param {{onDone: () => void, onCancel: () => void}} told
 * @returns {HTMLFormElement}
 */
export function splitForm(item, { store, model, actions }, { onDone, onCancel }) {
  const bootstrap = store.get('bootstrap');
  const parts = [];
  const list = el('div', { class: 'review-split' });
  const wrong = el('p', { class: 'review-wrong', role: 'alert' });
  const more = el(
    'button',
    { type: 'button', class: 'link-button', onclick: () => addPart() },
    t('review.split.more'),
  );
  const addPart = () => {
    parts.push(createPart(item, { bootstrap, model }, parts.length));
    list.append(parts.at(-1).element);
    more.hidden = parts.length >= MOST_PARTS;
  };
  addPart();
  addPart();
  const save = async () => {
    const values = parts.map((part) => part.value());
    const taken = new Set(values.flatMap(({ places }) => places));
    const lost = item.places.filter(({ id }) => !taken.has(id));
    const said =
      parts.map((part) => part.problem()).find(Boolean) ??
      (lost.length > 0 ? t('review.split.lost', { list: lost.map(({ words }) => words).join(t('list.and')) }) : '');
    fill(wrong, said);
    if (said) return;
    const now = model.item(item.id) ?? item;
    const answer = await actions.decide(splitItem(now, values), {
      say: t('review.said.split', { count: values.length }),
      item: item.id,
      isDone: false,
    });
    if (!answer) return;
    onDone();
    onCancel();
  };
  return form(
    t('review.split.title'),
    [
      el('p', { class: 'note' }, t('review.split.note')),
      list,
      more,
      wrong,
      formButtons([
        [t('review.split.yes'), null, true],
        [t('review.cancel'), onCancel],
      ]),
    ],
    save,
  );
}

function createPart(item, { bootstrap, model }, number) {
  const summary = textArea('summary', pick(item.summary), { rows: 2 });
  const topics = createTopicPicker(bootstrap, item.topics);
  // Of 3 家 and 5 家 in one sentence each part has its own.
  const figure = item.figure ? createFigureFields(bootstrap, item.figure) : null;
  const places = item.places.map((place) =>
    el(
      'label',
      { class: 'review-check' },
      el('input', { type: 'checkbox', value: place.id, checked: number === 0 }),
      el('span', {}, place.words),
    ),
  );
  const element = el(
    'fieldset',
    { class: 'review-part-box' },
    el('legend', {}, t('review.split.part', { number: number + 1 })),
    labelled('summary', summary),
    topics.element,
    figure?.element,
    places.length > 0 &&
      el(
        'div',
        { class: 'review-field', role: 'group', 'aria-label': t('review.places') },
        el('span', {}, t('review.places')),
        el('div', { class: 'review-checks' }, places),
      ),
  );
  const figurePart = () => {
    const now = figure?.value();
    return now ? { figure: { ...item.figure, ...now }, year: now.year } : {};
  };
  /** Words that stand in the sentence are what the part rests on. */
  const spanPart = () => {
    const span = spanWithin(summary.value.trim(), item, model);
    return span ? { span } : {};
  };
  const value = () => ({
    set: { topics: topics.value(), summary: { ...item.summary, [lang()]: summary.value.trim() }, ...figurePart() },
    ...spanPart(),
    places: places
      .map((label) => label.querySelector('input'))
      .filter(({ checked }) => checked)
      .map((input) => input.value),
  });
  const problem = () => (topics.value().length === 0 ? t('review.wrong.topics') : (figure?.problem() ?? ''));
  return { element, value, problem };
}
