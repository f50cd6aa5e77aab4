/** Finds a county, prefecture or province by name, pinyin, code or old name; what is chosen stands in the field. */
import { isAborted, search } from '../api.js';
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { freshId } from './fields.js';

const PAUSE_MS = 150;
const LIMIT = 8;
const KINDS = ['county', 'prefecture', 'province'];

/**
 * @param {{label: string, region?: string, words?: string, chosen?: {adcode: string, name: string}|null,
 *   onChoose?: (unit: {adcode: string, name: string}) => void}} options region: whose units come first; words: looked up
 *   at once
 * @returns {{element: HTMLElement, value: () => string, set: (unit: {adcode: string, name: string}|null) => void,
 *   official: () => string, input: HTMLInputElement}} set: without a word to `onChoose`; official: the Chinese name of what
 *   is chosen, in whichever language it is shown
 */
export function createUnitPicker({ label, region = '', words = '', chosen = null, onChoose = () => {} }) {
  let unit = chosen;
  let timer = 0;
  let active = -1;
  const id = freshId('unit');
  const list = el('ul', {
    class: 'review-units',
    id: `${id}-list`,
    role: 'listbox',
    'aria-label': label,
    hidden: true,
  });
  const input = el('input', {
    id,
    class: 'input',
    type: 'search',
    role: 'combobox',
    autocomplete: 'off',
    'aria-expanded': 'false',
    'aria-controls': list.id,
    'aria-autocomplete': 'list',
    placeholder: t('review.unit.placeholder'),
    oninput: () => {
      unit = null;
      clearTimeout(timer);
      timer = setTimeout(find, PAUSE_MS);
    },
  });
  input.value = chosen?.name ?? words;

  const open = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
    active = -1;
    input.removeAttribute('aria-activedescendant');
  };
  const find = async () => {
    const q = input.value.trim();
    if (!q) return open(false);
    try {
      const { groups } = await search(q, { limit: LIMIT, region, channel: 'review-unit' });
      const found = groups
        .filter(({ kind }) => KINDS.includes(kind))
        .flatMap(({ kind, results }) => results.map((one) => ({ ...one, kind })))
        .sort(likelyFirst(q))
        .slice(0, LIMIT);
      fill(
        list,
        found.length > 0
          ? found.map((one, index) => option(one, `${id}-${index}`))
          : el('li', { class: 'note' }, t('review.unit.none')),
      );
      open(true);
      // Who goes on typing chooses the first by Enter.
      if (document.activeElement === input) mark(0);
    } catch (error) {
      if (isAborted(error)) return undefined;
      fill(list, el('li', { class: 'note', role: 'alert' }, t('review.unit.failed')));
      list.hidden = false;
    }
    return undefined;
  };
  const choose = ({ dataset: { adcode, name, official } }) => {
    unit = { adcode, name, official };
    input.value = name;
    open(false);
    input.focus();
    onChoose(unit);
  };
  const mark = (index) => {
    const options = optionsOf(list);
    if (options.length === 0) return;
    active = (index + options.length) % options.length;
    options.forEach((one, position) => one.setAttribute('aria-selected', String(position === active)));
    input.setAttribute('aria-activedescendant', options[active].id);
    options[active].scrollIntoView({ block: 'nearest' });
  };
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isToFind = !unit && input.value.trim() !== '' && !event.isComposing;
    if (list.hidden && isToFind && (step || event.key === 'Enter')) {
      // What was typed a moment ago has not been looked up yet; the form is not sent with it.
      event.preventDefault();
      clearTimeout(timer);
      find();
      return;
    }
    if (list.hidden || optionsOf(list).length === 0) return;
    if (step) {
      event.preventDefault();
      mark(active + step);
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      choose(optionsOf(list)[active]);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      open(false);
    }
  });
  delegate(list, 'click', '[data-adcode]', choose);
  if (words && !chosen) find();
  const element = el(
    'div',
    { class: 'review-field review-unit-picker' },
    el('label', { for: id }, label),
    input,
    list,
  );
  const set = (wanted) => {
    clearTimeout(timer);
    unit = wanted;
    input.value = wanted?.name ?? '';
    open(false);
  };
  return {
    element,
    input,
    set,
    value: () => unit?.adcode ?? '',
    official: () => unit?.official ?? unit?.name ?? '',
  };
}

const optionsOf = (list) => [...list.querySelectorAll('[role=option]')];

/**
 * A province stands before a city or county of the same word: 吉林省 before 吉林市, 海南省 before 海南州; what had the name
 * once stands last: 金华市 before 金东区, which was 金华县.
 */
const likelyFirst = (words) => (one, other) => {
  const rank = ({ kind, label, matched }) =>
    kind === 'province' && label.zh.startsWith(words) ? 0 : isFormer(matched) ? 2 : 1;
  return rank(one) - rank(other);
};
const isFormer = (matched) => matched?.includes('\u2192') ?? false;

const option = ({ adcode, label, detail, matched }, id) =>
  el(
    'li',
    { role: 'option', id, 'aria-selected': 'false', data: { adcode, name: pick(label), official: label.zh } },
    el('strong', {}, pick(label)),
    el('small', {}, [pick(detail), isFormer(matched) && matched].filter(Boolean).join(' · ')),
  );
