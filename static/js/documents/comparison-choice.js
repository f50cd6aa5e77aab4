/** Which two documents are compared: one list each, and a button that swaps them. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { isWithin } from '../lib/bbox.js';
import { icon } from '../ui/icons.js';
import { mark } from './document-label.js';
import { getDrafts, getSession } from './requests.js';

/**
 * @param {import('../store.js').Store} store
 * @returns {Promise<{id: string, title: object, region: string, isDraft: boolean}[]>} what the session may see
 */
export async function readChoices(store) {
  const open = store.get('bootstrap').documents.map((one) => ({ ...one, isDraft: false }));
  const session = await getSession();
  if (!session.may?.see_document_drafts) return open;
  const { documents } = await getDrafts();
  const drafts = documents.filter((one) => !one.is_built_in).map((one) => ({ ...one, isDraft: true }));
  const taken = new Set(drafts.map(({ id }) => id));
  return [...open.filter(({ id }) => !taken.has(id)), ...drafts];
}

/** Two versions for one region, or a plan within the other's region. */
export const canCompare = (one, other) =>
  one.id !== other.id && (isWithin(one.region, other.region) || isWithin(other.region, one.region));

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @param {object[]} choices
 */
export function drawChoice(element, store, choices) {
  const [a, b] = store.view.pair;
  const first = choices.find(({ id }) => id === a);
  const set = (pair, focus) => {
    store.set({ pair: pair.filter(Boolean), group: '', line: '', unit: '', item: '', compare: '' });
    element.querySelector(focus)?.focus();
  };
  const partners = choices.filter((one) => first && canCompare(first, one));
  const keepsB = (id) => {
    const one = choices.find((choice) => choice.id === id);
    const other = choices.find((choice) => choice.id === b);
    return one && other && canCompare(one, other) ? b : '';
  };
  const swap = el(
    'button',
    {
      type: 'button',
      class: 'icon-button comparison-swap',
      'aria-label': t('comparison.swap'),
      title: t('comparison.swap'),
      disabled: !b,
      onclick: () => set([b, a], '.comparison-swap'),
    },
    icon('swap'),
  );
  fill(
    element,
    el(
      'div',
      { class: 'comparison-choice' },
      field('a', select('a', choices, choices, a, (id) => set([id, keepsB(id)], '[data-side=a]'))),
      swap,
      field('b', select('b', partners, choices, b, (id) => set([a, id], '[data-side=b]'))),
    ),
    first && partners.length === 0 && el('p', { class: 'note' }, t('comparison.noPartner')),
  );
}

const field = (side, control) =>
  el('label', { class: 'comparison-field' }, el('span', {}, sideMark(side), t(`comparison.side.${side}`)), control);

/** @param {'a'|'b'} side @returns {HTMLElement} the sign of a document: 甲 or 乙 */
export const sideMark = (side) => el('span', { class: `comparison-mark is-${side}` }, t(`comparison.mark.${side}`));

/** @param {object[]} all documents of one title are told apart among all of them */
function select(side, choices, all, chosen, onChoose) {
  const option = (one) => el('option', { value: one.id, selected: one.id === chosen }, label(one, all));
  const group = (name, ones) => ones.length > 0 && el('optgroup', { label: t(name) }, ones.map(option));
  return el(
    'select',
    { class: 'input', data: { side }, onchange: ({ target }) => onChoose(target.value) },
    !choices.some(({ id }) => id === chosen) &&
      el('option', { value: '', selected: true, disabled: true }, t('comparison.choose')),
    group(
      'comparison.public',
      choices.filter((one) => !one.isDraft),
    ),
    group(
      'comparison.drafts',
      choices.filter((one) => one.isDraft),
    ),
  );
}

/** What tells it from others stands first: a narrow list cuts the end. */
const label = (one, all) => [mark(one, all), pick(one.title), one.region_name].filter(Boolean).join(' · ');
