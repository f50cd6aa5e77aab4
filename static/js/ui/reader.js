/** One document: what it is, and the outline of its clauses. */
import { getDocument } from '../api.js';
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { backButton } from './back-button.js';
import { provinceOfDocument } from '../focus.js';
import { documentFacts } from './document-facts.js';
import { finalNote } from './final-version.js';
import { loadInto } from './load.js';
import { mountOutline } from './outline.js';
import { regionName } from './region.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mountReader(element, store) {
  const { doc } = store.view;
  const back = () => {
    store.set({ doc: '', clause: '' });
    element.querySelector(`[data-doc="${doc}"]`)?.focus();
  };
  const away = el('div', { class: 'reader-away' });
  const body = el('div', { class: 'reader-body' });
  let unmount = () => {};
  const draw = (document) => {
    store.put('document', document);
    const outline = el('div', { class: 'outline-slot' });
    fill(body, head(document), outline);
    unmount = mountOutline(outline, store, document);
  };
  fill(
    element,
    el('header', { class: 'panel-head reader-bar' }, backButton(back)),
    away,
    body,
  );
  const showAway = () => fill(away, awayNote(store));
  loadInto(body, () => getDocument(doc, { channel: 'document' }), draw, { channel: 'document', lines: 12 });
  showAway();
  const stops = [
    store.on('region', showAway),
    delegate(away, 'click', '[data-region]', ({ dataset }) => {
      store.set({ region: dataset.region, at: null });
      store.put('goto', { region: dataset.region, at: Date.now() });
    }),
  ];
  return () => {
    stops.forEach((stop) => stop());
    unmount();
  };
}

function head(document) {
  return el(
    'header',
    { class: 'reader-head' },
    el('h2', {}, pick(document.title)),
    document.issuer && el('p', { class: 'note' }, document.issuer),
    documentFacts(document),
    document.final && finalNote(document),
    document.source && el('p', { class: 'note' }, t('documents.source', { source: pick(document.source) })),
  );
}

/** Where the focus lies elsewhere the map shows nothing of the document: say so, with the way there. */
function awayNote(store) {
  const province = provinceOfDocument(store);
  if (!province) return null;
  const bootstrap = store.get('bootstrap');
  const there = regionName(province, bootstrap);
  return el(
    'p',
    { class: 'hint-box' },
    t('documents.away', { here: regionName(store.view.region, bootstrap), there }),
    ' ',
    el(
      'button',
      { type: 'button', class: 'link-button', data: { region: province } },
      t('documents.goThere', { there }),
    ),
  );
}
