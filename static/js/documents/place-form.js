/** What a place that was read means and how: the candidates first, else any unit. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { changePlace } from './changes.js';
import { spreadPlace } from './sentence.js';
import { saySpread, spreadChoice, spreadItems } from './spread-choice.js';
import { form, formButtons, labelled, select, textInput } from './fields.js';
import { unitName } from './unit-name.js';
import { createUnitPicker } from './unit-picker.js';

/** Derived by the server, never written. */
const DERIVED = new Set(['member']);

/**
 * @param {object} item
 * @param {object} place
 * @param {object} context
 * @param {{onDone: () => void, onCancel: () => void}} told
 * @returns {HTMLFormElement}
 */
export function placeForm(item, place, { store, model, actions }, { onDone, onCancel }) {
  const bootstrap = store.get('bootstrap');
  const words = textInput('words', place.words);
  const relation = select(
    'relation',
    place.relation,
    bootstrap.relations.filter(({ slug }) => !DERIVED.has(slug)).map((one) => [one.slug, pick(one)]),
  );
  const candidates = place.candidates;
  const known = place.units.length === 1 ? { adcode: place.units[0].adcode, name: place.units[0].name } : null;
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
    const set = placeSet(written);
    const more = spreadPlace(others, place, set);
    const say = saySpread(t('review.said.place', { words: written }), more);
    if (!(await actions.decide([...changePlace(now, place, set), ...more], { say, item: item.id }))) return;
    onDone();
    onCancel();
  };
  const placeSet = (written) => ({
    ...(written !== place.words && { words: written }),
    ...(relation.value !== place.relation && { relation: relation.value }),
    ...unitPart(),
  });
  return form(
    t('review.place.title'),
    [
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
        [t('review.save.place'), null, true],
        [t('review.cancel'), onCancel],
      ]),
    ],
    save,
  );
}
