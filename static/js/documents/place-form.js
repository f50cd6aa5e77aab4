/** What a place means and how: the candidates first, else any unit; also for a place that was overlooked. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { addPlace, changePlace } from './changes.js';
import { spreadNewPlace, spreadPlace } from './sentence.js';
import { saySpread, spreadChoice, spreadItems } from './spread-choice.js';
import { form, formButtons, labelled, select, textInput } from './fields.js';
import { unitName } from './unit-name.js';
import { createUnitPicker } from './unit-picker.js';

/** Derived by the server, never written. */
const DERIVED = new Set(['member']);

/**
 * @param {object} item
 * @param {object|null} place null for a new one, which rests on the words that are selected
 * @param {object} context
 * @param {{onDone: () => void, onCancel: () => void}} told
 * @returns {HTMLFormElement}
 */
export function placeForm(item, place, { store, model, actions, selection }, { onDone, onCancel }) {
  const bootstrap = store.get('bootstrap');
  const chosenWords = place ? null : selection.get();
  const words = textInput('words', place?.words ?? chosenWords?.words ?? '');
  const relation = select(
    'relation',
    place?.relation ?? 'named',
    bootstrap.relations.filter(({ slug }) => !DERIVED.has(slug)).map((one) => [one.slug, pick(one)]),
  );
  const candidates = place?.candidates ?? [];
  const known = place?.units.length === 1 ? { adcode: place.units[0].adcode, name: place.units[0].name } : null;
  const radios = candidates.map((candidate, index) =>
    el(
      'label',
      { class: 'review-check' },
      el('input', { type: 'radio', name: 'candidate', value: String(index) }),
      el('span', {}, unitName(candidate.name, candidate.adcodes), el('small', {}, ` ${pick(candidate.reason)}`)),
    ),
  );
  const chosenIndex = () =>
    radios.map((radio) => radio.querySelector('input')).find(({ checked }) => checked)?.value;
  const picker = createUnitPicker({
    label: t(candidates.length > 0 ? 'review.unit.other' : 'review.unit'),
    region: model.draft.region,
    words: known ? '' : words.value,
    chosen: known,
    onChoose: () => radios.forEach((radio) => (radio.querySelector('input').checked = false)),
  });
  const wrong = el('p', { class: 'review-wrong', role: 'alert' });

  /** Which unit: a candidate, one that was looked up, or, with neither, what the words lead to by themselves. */
  const unitPart = () => {
    const index = chosenIndex();
    if (index !== undefined) return { candidate: Number(index) };
    const adcode = picker.value();
    return adcode && adcode !== known?.adcode ? { adcode } : {};
  };
  const save = async () => {
    const written = words.value.trim();
    fill(wrong, !written && t('review.wrong.words'));
    if (!written) return;
    const now = model.item(item.id) ?? item;
    const others = spreadItems(now, { store, model });
    const answer = await (place ? change(now, others, written) : add(now, others, written));
    if (!answer) return;
    selection.clear();
    onDone();
    onCancel();
  };
  const change = (now, others, written) => {
    const set = placeSet(written);
    const more = spreadPlace(others, place, set);
    const say = saySpread(t('review.said.place', { words: written }), more);
    return actions.decide([...changePlace(now, place, set), ...more], { say, item: item.id });
  };
  const add = (now, others, written) => {
    const more = spreadNewPlace(others, newPlace(written));
    const say = saySpread(t('review.said.placeAdded', { words: written }), more);
    return actions.decide([...addPlace(now, newPlace(written)), ...more], { say, item: item.id, isDone: false });
  };
  const placeSet = (written) => ({
    ...(written !== place.words && { words: written }),
    ...(relation.value !== place.relation && { relation: relation.value }),
    ...unitPart(),
  });
  const newPlace = (written) => ({
    words: written,
    relation: relation.value,
    ...(chosenWords && chosenWords.words === written && { span: [chosenWords.start, chosenWords.end] }),
    ...unitPart(),
  });
  return form(
    t(place ? 'review.place.title' : 'review.addPlace.title'),
    [
      !place && !chosenWords && el('p', { class: 'note' }, t('review.addPlace.hint')),
      labelled('words', words),
      labelled('relation', relation),
      radios.length > 0 &&
        el(
          'fieldset',
          { class: 'review-choices' },
          el('legend', {}, t('review.candidates', { words: place.words })),
          radios,
        ),
      picker.element,
      spreadChoice(item, { store, model }),
      wrong,
      formButtons([
        [t(place ? 'review.save.place' : 'review.add'), null, true],
        [t('review.cancel'), onCancel],
      ]),
    ],
    save,
  );
}
