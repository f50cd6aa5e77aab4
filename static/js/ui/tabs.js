/**
 * The tabs and the panel under them. A tab is one line in TABS and a module in this folder whose
 * `mount(element, store)` gives back its `unmount`. It is loaded when first opened and then kept, hidden, so that its
 * scroll position and what was typed stay.
 */
import { delegate, el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from './icons.js';
import { showProblem } from './load.js';

/** @type {{id: string, icon: string, load: () => Promise<{mount: (element: HTMLElement, store: object) => () => void}>}[]} */
const TABS = [
  { id: 'themes', icon: 'themes', load: () => import('./themes.js') },
  { id: 'documents', icon: 'documents', load: () => import('./documents.js') },
  { id: 'targets', icon: 'targets', load: () => import('./targets.js') },
  { id: 'layers', icon: 'layers', load: () => import('./layers.js') },
];

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountTabs(element, store) {
  fill(
    element,
    TABS.map(({ id, icon: name }) =>
      el(
        'button',
        { type: 'button', class: 'tab', role: 'tab', id: `tab-${id}`, data: { tab: id }, 'aria-controls': 'panel' },
        icon(name),
        el('span', {}, t(`tab.${id}`)),
      ),
    ),
  );

  const show = () => {
    for (const button of element.children) {
      const isCurrent = button.dataset.tab === store.view.tab;
      button.setAttribute('aria-selected', String(isCurrent));
      button.tabIndex = isCurrent ? 0 : -1;
    }
  };
  const choose = (tab) => {
    store.set({ tab });
    store.put('sheet', 'half');
  };
  const onKey = (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const at = TABS.findIndex(({ id }) => id === store.view.tab);
    const next = TABS[(at + step + TABS.length) % TABS.length];
    choose(next.id);
    element.querySelector(`[data-tab=${next.id}]`).focus();
  };
  const stops = [
    delegate(element, 'click', '[data-tab]', (button) => choose(button.dataset.tab)),
    store.on('tab', show),
  ];
  element.addEventListener('keydown', onKey);
  show();
  return () => stops.forEach((stop) => stop());
}

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountPanel(element, store) {
  const mounted = new Map();
  let isGone = false;
  const panel = el('div', { class: 'panel-body', id: 'panel', role: 'tabpanel' });
  fill(element, panel);

  const show = async () => {
    const { id, load } = TABS.find((tab) => tab.id === store.view.tab);
    panel.setAttribute('aria-labelledby', `tab-${id}`);
    for (const page of panel.children) page.hidden = page.dataset.tab !== id;
    if (mounted.has(id)) return;
    const page = el('div', { class: 'panel-page', data: { tab: id } });
    panel.append(page);
    mounted.set(id, () => {});
    try {
      const { mount } = await load();
      if (!isGone) mounted.set(id, mount(page, store));
    } catch (error) {
      mounted.delete(id);
      showProblem(page, error, () => {
        page.remove();
        show();
      });
    }
  };
  const stop = store.on('tab', show);
  show();
  return () => {
    isGone = true;
    stop();
    mounted.forEach((unmount) => unmount());
  };
}
