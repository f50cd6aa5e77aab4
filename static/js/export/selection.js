/** Counties picked one by one, to be shown together. */
import { isAborted, search } from '../api.js';
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { icon } from '../ui/icons.js';

const PAUSE_MS = 150;
const LIMIT = 6;

/**
 * @param {string} region whose counties come first; '' for none
 * @param {() => void} onChange
 * @returns {{element: HTMLElement, units: () => string, add: (adcode: string, name: string) => void}}
 */
export function createSelection(region, onChange) {
  const chosen = new Map();
  const found = el('ul', { class: 'export-suggestions' });
  const kept = el('ul', { class: 'export-chosen', 'aria-label': t('export.selection') });
  const input = el('input', {
    type: 'search',
    class: 'input',
    id: 'export-selection',
    placeholder: t('export.selection.placeholder'),
    autocomplete: 'off',
    oninput: () => askLater(),
  });
  const element = el(
    'div',
    { class: 'export-field' },
    el('label', { for: input.id }, t('export.selection')),
    input,
    found,
    kept,
  );

  const show = () =>
    fill(
      kept,
      [...chosen].map(([adcode, name]) =>
        el(
          'li',
          { class: 'chip' },
          el('span', {}, name),
          el(
            'button',
            {
              type: 'button',
              class: 'icon-button',
              'aria-label': t('chips.remove', { label: name }),
              onclick: () => remove(adcode),
            },
            icon('close'),
          ),
        ),
      ),
    );
  const add = (adcode, name) => {
    chosen.set(adcode, name);
    input.value = '';
    fill(found);
    show();
  };
  const choose = (adcode, name) => {
    add(adcode, name);
    input.focus();
    onChange();
  };
  const remove = (adcode) => {
    chosen.delete(adcode);
    show();
    input.focus();
    onChange();
  };

  let timer = 0;
  const askLater = () => {
    clearTimeout(timer);
    const query = input.value.trim();
    if (query) timer = setTimeout(ask, PAUSE_MS, query);
    else fill(found);
  };
  const ask = async (query) => {
    try {
      const { groups } = await search(query, { limit: LIMIT, region, channel: 'export-search' });
      const counties = groups.find(({ kind }) => kind === 'county')?.results ?? [];
      const others = counties.filter(({ adcode }) => !chosen.has(adcode));
      fill(found, others.length > 0 ? others.map(suggestion) : said(t('search.nothing', { query })));
    } catch (error) {
      if (!isAborted(error)) fill(found, said(t('error.network')));
    }
  };
  const said = (words) => el('li', { class: 'note', role: 'status' }, words);
  const suggestion = ({ adcode, label, detail }) =>
    el(
      'li',
      {},
      el(
        'button',
        { type: 'button', class: 'export-suggestion', onclick: () => choose(adcode, pick(label)) },
        icon('plus'),
        el('span', {}, pick(label)),
        el('small', { class: 'count' }, pick(detail)),
      ),
    );
  return { element, add, units: () => [...chosen.keys()].join(',') };
}
