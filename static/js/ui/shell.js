/**
 * The frame of the page: bar, panel, stage (map), detail, table. Every part is a slot that another module fills;
 * see tabs.js (what the panel shows), detail-host.js (what the detail shows) and table-host.js.
 */
import { el, fill } from '../dom.js';
import { lang, t } from '../i18n.js';
import { mountReviewHost } from '../documents/host.js';
import { mountActions } from './actions.js';
import { mountAnnouncer } from './announce.js';
import { mountChips } from './chips.js';
import { mountDetailHost } from './detail-host.js';
import { watchInsets } from './insets.js';
import { mountLegend } from './legend.js';
import { mountNotices } from './notice.js';
import { mountRegion } from './region.js';
import { mountSearch } from './search.js';
import { mountSheet } from './sheet.js';
import { mountShownDocuments } from './shown-documents.js';
import { mountShortcuts } from './shortcuts.js';
import { mountSource } from './source.js';
import { mountTableHost } from './table-host.js';
import { mountPanel, mountTabs } from './tabs.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 * @param {HTMLElement} mapElement kept by the caller, so that the map outlives a change of language
 * @returns {() => void} unmount
 */
export function mountShell(root, store, mapElement) {
  const slots = {
    search: el('div', { class: 'bar-search', role: 'search' }),
    tabs: el('div', { class: 'tabs', role: 'tablist', 'aria-label': t('tabs.label') }),
    actions: el('div', { class: 'bar-actions' }),
    panel: el('aside', { class: 'panel', 'aria-label': t('panel.label') }),
    region: el('div', { class: 'stage-region' }),
    chips: el('div', { class: 'stage-title' }),
    notices: el('div', { class: 'stage-notices' }),
    legend: el('div', { class: 'stage-legend' }),
    source: el('div', { class: 'stage-source' }),
    documents: el('div', { class: 'stage-documents' }),
    detail: el('aside', { class: 'detail', 'aria-label': t('detail.label') }),
    table: el('section', { class: 'table-slot', 'aria-label': t('table.label') }),
  };
  mapElement.className = 'map';
  mapElement.id = 'map';
  // An office may have given the atlas a name of its own.
  const title = store.get('title')?.[lang()] || t('app.title');
  document.title = title;
  const stage = el(
    'main',
    { class: 'stage', id: 'stage' },
    mapElement,
    el('div', { class: 'stage-top' }, slots.chips, slots.region, slots.notices),
    slots.legend,
    slots.documents,
    slots.source,
  );
  fill(
    root,
    el('a', { class: 'skip', href: '#map' }, t('app.skip')),
    el(
      'header',
      { class: 'bar' },
      el('h1', { class: 'brand' }, title),
      slots.search,
      slots.tabs,
      slots.actions,
    ),
    slots.panel,
    stage,
    slots.detail,
    slots.table,
  );
  root.removeAttribute('aria-busy');

  const unmounts = [
    mountAnnouncer(root, store),
    mountTabs(slots.tabs, store),
    mountPanel(slots.panel, store),
    mountDetailHost(slots.detail, store),
    mountTableHost(slots.table, store),
    mountSearch(slots.search, store),
    mountActions(slots.actions, store),
    mountRegion(slots.region, store),
    mountChips(slots.chips, store),
    mountLegend(slots.legend, store),
    mountSource(slots.source, store),
    mountShownDocuments(slots.documents, store),
    mountNotices(slots.notices, store),
    mountSheet(root, store),
    watchInsets({ stage, covers: [slots.detail, slots.panel], legend: slots.legend, top: slots.region }, store),
    mountShortcuts(root, store),
    mountReviewHost(root, store),
  ];
  return () => unmounts.reverse().forEach((unmount) => unmount());
}
