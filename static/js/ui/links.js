/**
 * Links inside the page: they carry a real address (so they can be copied or opened in a new tab), but a plain click
 * changes the store instead of loading the page again.
 */
import { delegate } from '../dom.js';

/**
 * `data-unit`, `data-compare`, `data-topic`, `data-doc` + `data-clause`, `data-item` on a link say where it leads.
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function followLinks(element, store) {
  const stops = [
    delegate(
      element,
      'click',
      'a[data-unit], a[data-doc], a[data-topic], a[data-item], a[data-compare]',
      (link, event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        store.set(patchOf(link.dataset));
      },
    ),
    delegate(element, 'pointerover', '[data-unit]', ({ dataset }) => store.put('marked', dataset.unit)),
    delegate(element, 'focusin', '[data-unit]', ({ dataset }) => store.put('marked', dataset.unit)),
    delegate(element, 'pointerout', '[data-unit]', () => store.put('marked', '')),
    delegate(element, 'focusout', '[data-unit]', () => store.put('marked', '')),
  ];
  return () => stops.forEach((stop) => stop());
}

function patchOf({ unit, compare, topic, doc, clause, item }) {
  if (compare) return { compare };
  if (unit) return { unit, compare: '', item: '' };
  if (item) return { item, unit: '' };
  if (topic) return { tab: 'themes', topic: [topic] };
  return { tab: 'documents', doc, clause: clause ?? '', unit: '', compare: '', item: '' };
}

/** @param {string} adcode @returns {Record<string, unknown>} props of a link to a unit */
export const unitLink = (adcode) => ({ href: `?unit=${adcode}`, data: { unit: adcode } });

/** @param {string} slug @returns {Record<string, unknown>} props of a link to a topic */
export const topicLink = (slug) => ({ href: `?topic=${slug}`, data: { topic: slug } });
