/**
 * What stands in the detail: the first entry of DETAILS whose `isWanted` holds. Each is a module of this folder with
 * `mount(element, store) -> unmount`; it is mounted anew when its `key` changes.
 */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { isComparing } from '../lib/query.js';
import { icon } from './icons.js';
import { showProblem } from './load.js';

const DETAILS = [
  {
    id: 'compare',
    isWanted: (view) => view.unit && view.compare,
    key: (view) => `${view.unit}|${view.compare}`,
    load: () => import('./compare.js'),
    closed: { compare: '' },
  },
  {
    id: 'unit',
    isWanted: (view) => view.unit,
    key: (view) => view.unit,
    load: () => import('./detail.js'),
    closed: { unit: '' },
  },
  {
    id: 'item',
    isWanted: (view) => view.item,
    key: (view) => view.item,
    load: () => import('./item.js'),
    closed: { item: '' },
  },
  {
    id: 'comparison',
    isWanted: (view) => isComparing(view) && view.line,
    key: (view) => `${view.pair}|${view.line}`,
    load: () => import('../documents/comparison-clauses.js'),
    closed: { line: '' },
  },
  {
    id: 'clause',
    isWanted: (view) => view.doc && view.clause,
    key: (view) => `${view.doc}|${view.clause}`,
    load: () => import('./clause.js'),
    closed: { clause: '' },
  },
];

const KEYS = ['unit', 'compare', 'item', 'doc', 'clause', 'tab', 'pair', 'line', 'review'];

/**
 * @param {import('../state.js').View} view
 * @returns {object|undefined} the patch that closes what the detail shows
 */
export function closingPatch(view) {
  return DETAILS.find(({ isWanted }) => isWanted(view))?.closed;
}

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountDetailHost(element, store) {
  let shown = '';
  let unmount = () => {};
  let returnTo = null;
  const close = el(
    'button',
    {
      type: 'button',
      class: 'icon-button detail-close',
      'aria-label': t('detail.close'),
      title: t('detail.close'),
      onclick: () => store.set(closingPatch(store.view) ?? {}),
    },
    icon('close'),
  );

  const show = async () => {
    const entry = DETAILS.find(({ isWanted }) => isWanted(store.view));
    const key = entry ? `${entry.id}:${entry.key(store.view)}` : '';
    if (key === shown) return;
    if (!shown) returnTo = document.activeElement;
    shown = key;
    unmount();
    unmount = () => {};
    fill(element);
    element.hidden = !entry;
    element.parentElement?.toggleAttribute('data-detail', Boolean(entry));
    store.put('detailOpen', Boolean(entry));
    if (!entry) {
      if (returnTo?.isConnected) returnTo.focus({ preventScroll: true });
      return;
    }
    const page = el('div', { class: 'detail-page', data: { detail: entry.id } });
    fill(element, close, page);
    store.put('sheet', 'half');
    try {
      const { mount } = await entry.load();
      if (key === shown) unmount = mount(page, store);
    } catch (error) {
      showProblem(page, error, () => {
        shown = '';
        show();
      });
    }
  };
  const stop = store.on(KEYS, show);
  element.hidden = true;
  show();
  return () => {
    stop();
    unmount();
  };
}
