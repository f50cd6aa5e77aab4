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
 * @returns {{element: HTMLElement, value: () => string, input: HTMLInputElement}}
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
        .sort(provincesFirst(q))
        .slice(0, LIMIT);
      fill(
        list,
        found.length > 0
          ? found.map((one, index) => option(one, `${id}-${index}`))
          : el('li', { class: 'note' }, t('review.unit.none')),
      );
      open(true);
    } catch (error) {
      if (isAborted(error)) return undefined;
      fill(list, el('li', { class: 'note', role: 'alert' }, t('review.unit.failed')));
      list.hidden = false;
    }
    return undefined;
  };
  const choose = ({ dataset: { adcode, name } }) => {
    unit = { adcode, name };
    input.value = name;
    open(false);
    input.focus();
    onChoose(unit);
  };
  input.addEventListener('keydown', (event) => {
    const options = [...list.querySelectorAll('[role=option]')];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (list.hidden || options.length === 0) return;
    if (step) {
      event.preventDefault();
      active = (active + step + options.length) % options.length;
      options.forEach((one, index) => one.setAttribute('aria-selected', String(index === active)));
      input.setAttribute('aria-activedescendant', options[active].id);
      options[active].scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      choose(options[active]);
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
  return { element, input, value: () => unit?.adcode ?? '' };
}

/** A province stands before a city or county of the same word: 吉林省 before 吉林市, 海南省 before 海南州. */
const provincesFirst = (words) => (one, other) => {
  const rank = ({ kind, label }) => (kind === 'province' && label.zh.startsWith(words) ? 0 : 1);
  return rank(one) - rank(other);
};

const option = ({ adcode, label, detail }, id) =>
  el(
    'li',
    { role: 'option', id, 'aria-selected': 'false', data: { adcode, name: pick(label) } },
    el('strong', {}, pick(label)),
    el('small', {}, pick(detail)),
  );
