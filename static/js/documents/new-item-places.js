/** Where a new item applies: what was read at its words, a unit that is looked up, or the area of the document. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { lengthOf } from './code-points.js';
import { newPlace } from './place-target.js';
import { createUnitPicker } from './unit-picker.js';

/**
 * Places that stand in the words, each once.
 * @param {object[]} items of the document
 * @param {{start: number, end: number}|null} words
 * @returns {{words: string, span: number[], adcode: string, name: string, relation: string}[]} in the order of the text
 */
export function placesWithin(items, words) {
  if (!words) return [];
  const found = new Map();
  for (const { decision, places } of items)
    for (const { words: written, span, units, relation, decision: said } of places) {
      const isIn = span && words.start <= span[0] && span[1] <= words.end;
      if (decision === 'rejected' || said === 'rejected' || !isIn || units.length !== 1) continue;
      const { adcode, name } = units[0];
      if (!found.has(adcode)) found.set(adcode, { words: written, span, adcode, name, relation });
    }
  return [...found.values()].sort((one, other) => one.span[0] - other.span[0]);
}

/**
 * @param {import('./model.js').Model} model
 * @param {{start: number, end: number}|null} words
 * @returns {{element: HTMLElement, value: () => object[]}} value: places as the server takes them
 */
export function createNewPlaces({ draft, items }, words) {
  const box = (isChecked, name, about) => {
    const input = el('input', { type: 'checkbox', checked: isChecked });
    return { input, element: el('label', { class: 'review-check' }, input, el('span', {}, name, el('small', {}, about))) };
  };
  const read = placesWithin(items(), words).map((place) => ({ place, ...box(true, place.words, ` ${place.name}`) }));
  const whole = box(false, t('review.addItem.whole', { name: draft.region_name ?? '' }), '');
  const picker = createUnitPicker({ label: t('review.addItem.unit'), region: draft.region });
  const value = () => {
    const adcode = picker.value();
    return [
      ...read
        .filter(({ input }) => input.checked)
        .map(({ place: { name: _, ...place } }) => place),
      ...(adcode ? [chosenPlace({ adcode, name: picker.official() }, words)] : []),
      ...(whole.input.checked ? [{ words: draft.region_name, adcode: draft.region, relation: 'scope' }] : []),
    ];
  };
  const element = el(
    'fieldset',
    { class: 'review-choices' },
    el('legend', {}, t('review.addItem.places')),
    read.map((one) => one.element),
    picker.element,
    whole.element,
  );
  return { element, value };
}

/** A unit whose name stands in the words is named by them; else it is implied by the whole of them. */
function chosenPlace(unit, words) {
  const at = words ? words.words.indexOf(unit.name) : -1;
  if (at < 0) return newPlace({ written: '', span: null, unit, relation: 'named' });
  const start = words.start + lengthOf(words.words.slice(0, at));
  return newPlace({ written: unit.name, span: [start, start + lengthOf(unit.name)], unit, relation: 'named' });
}
