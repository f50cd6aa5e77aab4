/** The search box: a combobox whose list groups its answers (WAI-ARIA combobox pattern, list autocomplete). */
import { isAborted, search } from '../api.js';
import { delegate, el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { inFocusFirst } from '../lib/ranking.js';
import { announce } from './announce.js';
import { icon } from './icons.js';
import { emptyState, problem } from './load.js';
import { chooseResult, resultGroups } from './search-results.js';

const PAUSE_MS = 120;
/** More than this the server refuses. */
const MOST_CHARACTERS = '80';
/** What the server takes. */
const MAX_CHARACTERS = 80;

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountSearch(element, store) {
  const input = el('input', {
    type: 'search',
    id: 'search-input',
    class: 'search-input',
    maxLength: MAX_CHARACTERS,
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: false,
    maxlength: MOST_CHARACTERS,
    placeholder: t('search.placeholder'),
    'aria-label': t('search.label'),
    'aria-expanded': 'false',
    'aria-controls': 'search-list',
    'aria-autocomplete': 'list',
    'aria-keyshortcuts': '/',
  });
  const list = el('div', {
    class: 'search-list',
    id: 'search-list',
    role: 'listbox',
    'aria-label': t('search.results'),
    hidden: true,
  });
  const open = el(
    'button',
    {
      type: 'button',
      class: 'icon-button search-open',
      'aria-label': t('search.label'),
      onclick: () => {
        element.classList.add('is-open');
        input.focus();
      },
    },
    icon('search'),
  );
  fill(
    element,
    el('div', { class: 'search-field' }, icon('search'), input, el('kbd', { 'aria-hidden': 'true' }, '/')),
    open,
    list,
  );

  let results = [];
  let active = -1;
  let timer = 0;
  let cameFrom = null;

  const setOpen = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) activate(-1);
  };
  const activate = (index) => {
    active = index;
    for (const option of list.querySelectorAll('[role=option]')) {
      const isActive = Number(option.dataset.index) === index;
      option.setAttribute('aria-selected', String(isActive));
      if (isActive) option.scrollIntoView({ block: 'nearest' });
    }
    if (index >= 0) input.setAttribute('aria-activedescendant', `search-option-${index}`);
    else input.removeAttribute('aria-activedescendant');
  };
  const choose = (index) => {
    if (!results[index]) return;
    input.value = '';
    setOpen(false);
    element.classList.remove('is-open');
    // What was found is on the map: there the keys go on. Focused first, so that a detail gives the focus back to it.
    document.getElementById('map').focus({ preventScroll: true });
    chooseResult(store, results[index]);
  };
  const ask = async () => {
    const query = input.value.trim();
    if (!query) return setOpen(false);
    try {
      const answer = await search(query, { region: store.view.region === 'all' ? '' : store.view.region });
      const groups = inFocusFirst(answer.groups, store.view.region);
      results = groups.flatMap((group) => group.results.map((result) => ({ ...result, kind: group.kind })));
      fill(
        list,
        results.length > 0
          ? resultGroups(groups)
          : emptyState(t('search.nothing', { query }), t('search.nothing.hint')),
      );
      setOpen(true);
      activate(results.length > 0 ? 0 : -1);
      announce(t('search.count', { count: results.length }));
    } catch (error) {
      if (isAborted(error)) return undefined;
      fill(list, problem(error, ask));
      setOpen(true);
    }
    return undefined;
  };
  const onInput = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  };
  const onKey = (event) => {
    const keys = {
      ArrowDown: () => (list.hidden ? ask() : activate((active + 1) % Math.max(results.length, 1))),
      ArrowUp: () => activate((active - 1 + results.length) % Math.max(results.length, 1)),
      Home: () => activate(0),
      End: () => activate(results.length - 1),
      Enter: () => choose(active),
      Escape: () => (list.hidden ? leave() : setOpen(false)),
    };
    if (event.isComposing || !keys[event.key] || (list.hidden && ['Home', 'End', 'ArrowUp'].includes(event.key)))
      return;
    event.preventDefault();
    keys[event.key]();
  };
  const leave = () => {
    input.value = '';
    element.classList.remove('is-open');
    if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
    else input.blur();
  };
  const onBlur = ({ relatedTarget }) => {
    if (element.contains(relatedTarget)) return;
    setOpen(false);
    if (!input.value) element.classList.remove('is-open');
  };
  input.addEventListener('input', onInput);
  input.addEventListener('keydown', onKey);
  input.addEventListener('focus', ({ relatedTarget }) => {
    cameFrom = relatedTarget;
    if (results.length > 0 && input.value) setOpen(true);
  });
  element.addEventListener('focusout', onBlur);
  // The list must not take the focus from the box before the click arrives.
  list.addEventListener('pointerdown', (event) => !event.target.closest('button') && event.preventDefault());
  const stop = delegate(list, 'click', '[role=option]', ({ dataset }) => choose(Number(dataset.index)));
  return () => {
    clearTimeout(timer);
    stop();
  };
}
