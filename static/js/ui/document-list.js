/** All documents, those of the province in focus first; each leads to its outline. */
import { el, fill } from '../dom.js';
import { comparisonEntry } from '../documents/comparison-host.js';
import { mountShelf, openAdding } from '../documents/shelf.js';
import { pick, t } from '../i18n.js';
import { isWithin } from '../lib/bbox.js';
import { WHOLE_COUNTRY } from '../state.js';
import { documentFacts } from './document-facts.js';
import { finalLink } from './final-version.js';
import { icon } from './icons.js';
import { followLinks } from './links.js';
import { emptyState } from './load.js';
import { regionName } from './region.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mountDocumentList(element, store) {
  const shelf = el('div', { class: 'shelf-slot' });
  const list = el('div', { class: 'document-list' });
  fill(
    element,
    el('header', { class: 'panel-head' }, el('h2', {}, t('documents.title')), comparisonEntry(store)),
    el('p', { class: 'note' }, t('documents.note')),
    shelf,
    list,
  );
  const show = () => fill(list, sections(store));
  const stops = [followLinks(element, store), store.on(['region', 'shelved'], show), mountShelf(shelf, store)];
  show();
  return () => stops.forEach((stop) => stop());
}

function sections(store) {
  // What staff have on their shelf stands there, with how far its review is.
  const shelved = store.get('shelved') ?? [];
  const documents = store.get('bootstrap').documents.filter(({ id }) => !shelved.some((one) => one.id === id));
  const { region } = store.view;
  if (documents.length === 0) return shelved.length > 0 ? null : emptyState(t('documents.none'), t('documents.none.hint'));
  const isInFocus = (one) => region === WHOLE_COUNTRY || isWithin(one.region, region);
  const inFocus = documents.filter(isInFocus);
  const above = documents.filter((one) => !isInFocus(one) && isWithin(region, one.region));
  const others = documents.filter((one) => !inFocus.includes(one) && !above.includes(one));
  return [
    inFocus.length === 0 && !shelved.some(isInFocus) && noneHere(store),
    cards(inFocus),
    above.length > 0 && el('h3', { class: 'document-group' }, t('documents.above')),
    cards(above),
    others.length > 0 && el('h3', { class: 'document-group' }, t('documents.others')),
    cards(others),
  ];
}

/** The region in focus has no document: who may add one is offered that. */
function noneHere(store) {
  const { region } = store.view;
  const name = regionName(region, store.get('bootstrap'));
  return el(
    'div',
    { class: 'document-none' },
    el('p', {}, t('documents.noneOf', { name })),
    store.get('mayAdd') &&
      el(
        'button',
        { type: 'button', class: 'button', onclick: () => openAdding(store, null, { adcode: region, name }) },
        icon('plus'),
        t('documents.noneOf.add', { name }),
      ),
    el('p', { class: 'note' }, t('documents.noneOf.hint')),
  );
}

const cards = (documents) => documents.length > 0 && el('ul', { class: 'document-cards' }, documents.map(card));

function card(document) {
  return el(
    'li',
    {},
    el(
      'a',
      { class: 'document-card', href: `?tab=documents&doc=${document.id}`, data: { doc: document.id } },
      el('strong', {}, pick(document.title)),
      documentFacts(document),
    ),
    finalLink(document),
  );
}
