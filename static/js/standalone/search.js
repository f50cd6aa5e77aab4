/** The search box: counties and prefectures by name, old name, pinyin, initials or code. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { spokenName } from '../map/names.js';
import { icon } from '../ui/icons.js';
import { announce } from '../ui/announce.js';

const MOST = 8;

/**
 * @param {HTMLElement} element
 * @param {{units: object[], openUnit: (adcode: string) => void}} parts
 */
export function mountSearch(element, { units, openUnit }) {
  const found = el('ul', { class: 'search-list', id: 'search-list', role: 'listbox', hidden: true });
  found.setAttribute('aria-label', t('search.results'));
  const input = el('input', {
    type: 'search',
    class: 'search-input',
    role: 'combobox',
    placeholder: t('file.search'),
    autocomplete: 'off',
    'aria-label': t('file.search'),
    'aria-expanded': 'false',
    'aria-controls': 'search-list',
    'aria-autocomplete': 'list',
  });
  fill(element, el('div', { class: 'search-field' }, icon('search'), input), found);
  let hits = [];
  let at = -1;

  const mark = (next) => {
    at = hits.length > 0 ? (next + hits.length) % hits.length : -1;
    [...found.children].forEach((row, index) => row.setAttribute('aria-selected', String(index === at)));
    found.children[at]?.scrollIntoView({ block: 'nearest' });
    if (at >= 0) input.setAttribute('aria-activedescendant', `hit-${at}`);
    else input.removeAttribute('aria-activedescendant');
  };
  const close = () => {
    found.hidden = true;
    input.setAttribute('aria-expanded', 'false');
  };
  const choose = (unit) => {
    input.value = '';
    close();
    openUnit(unit.adcode);
  };
  const show = () => {
    const query = input.value.trim();
    if (!query) return close();
    hits = findUnits(units, query).slice(0, MOST);
    const nothing = el('li', { class: 'search-kind' }, t('search.nothing', { query }));
    fill(found, hits.length > 0 ? hits.map(option) : nothing);
    found.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    announce(hits.length > 0 ? t('search.count', { count: hits.length }) : t('search.nothing', { query }));
    return mark(0);
  };
  input.addEventListener('input', show);
  input.addEventListener('blur', () => setTimeout(close, 150));
  input.addEventListener('keydown', (event) => {
    const { key } = event;
    if (key === 'ArrowDown') mark(at + 1);
    else if (key === 'ArrowUp') mark(at - 1);
    else if (key === 'Enter' && !found.hidden && hits[at]) choose(hits[at]);
    else if (key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  found.addEventListener('pointerdown', (event) => {
    const row = event.target.closest('[data-place]');
    if (!row) return;
    event.preventDefault();
    choose(hits[Number(row.dataset.place)]);
  });
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName)) return;
    event.preventDefault();
    input.focus();
  });
}

function option(unit, place) {
  const detail = [unit.within, unit.adcode].filter(Boolean).join(' · ');
  return el(
    'li',
    { class: 'search-option', role: 'option', id: `hit-${place}`, 'aria-selected': 'false', data: { place } },
    icon('pin'),
    el('span', {}, spokenName(unit)),
    el('span', { class: 'search-detail' }, detail),
  );
}

/**
 * @param {{name: string, pinyin: string, initials: string, adcode: string, old: string[]}[]} units
 * @param {string} query
 * @returns {object[]} those that begin with it before those that only hold it
 */
export function findUnits(units, query) {
  const words = query.toLowerCase().replace(/[\s']+/g, '');
  const ranked = units.flatMap((unit) => {
    const { name, pinyin, initials, adcode, old = [] } = unit;
    const names = [name, ...old];
    if (names.includes(words) || pinyin === words) return [{ unit, rank: 0 }];
    if ([...names, pinyin, initials, adcode].some((one) => one.startsWith(words))) return [{ unit, rank: 1 }];
    return names.some((one) => one.includes(words)) ? [{ unit, rank: 2 }] : [];
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ unit }) => unit);
}
