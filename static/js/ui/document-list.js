/** All documents, those of the province in focus first; each leads to its outline. */
import { el, fill } from '../dom.js';
import { comparisonEntry } from '../documents/comparison-host.js';
import { mountShelf } from '../documents/shelf.js';
import { pick, t } from '../i18n.js';
import { isWithin } from '../lib/bbox.js';
import { WHOLE_COUNTRY } from '../state.js';
import { documentFacts } from './document-facts.js';
import { finalLink } from './final-version.js';
import { followLinks } from './links.js';
import { emptyState } from './load.js';

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
  const others = documents.filter((one) => !inFocus.includes(one));
  return [
    inFocus.length === 0 && !shelved.some(isInFocus) && el('p', { class: 'note document-none' }, t('documents.noneHere')),
    cards(inFocus),
    others.length > 0 && el('h3', { class: 'document-group' }, t('documents.others')),
    cards(others),
  ];
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
