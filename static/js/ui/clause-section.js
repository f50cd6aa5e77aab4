/** A heading without words of its own, shown as the clauses below it. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { clauseHref } from './clause-link.js';

/**
 * @param {object} document of the server, with its outline
 * @param {string} id of the heading
 * @param {object} bootstrap
 * @returns {HTMLElement[]}
 */
export function sectionPage(document, id, bootstrap) {
  const below = document.outline.filter((entry) => entry.id.startsWith(`${id}/`) && !entry.is_heading);
  const heading = pick(document.outline.find((entry) => entry.id === id)?.heading);
  const title = pick(bootstrap.documents.find((one) => one.id === document.id)?.title);
  return [
    el(
      'header',
      { class: 'detail-head' },
      el('ol', { class: 'clause-path' }, el('li', {}, el('a', { ...clauseHref(document.id, ''), title }, title))),
      el('h2', {}, heading || id),
      el('p', { class: 'detail-facts' }, heading && `${id} · `, t('clause.below', { count: below.length })),
    ),
    el(
      'ul',
      { class: 'facts section-list' },
      below.map((entry) =>
        el(
          'li',
          {},
          el(
            'a',
            clauseHref(document.id, entry.id),
            el('span', { class: 'clause-id' }, entry.id.slice(id.length + 1)),
            ' ',
            pick(entry.heading),
          ),
          el('small', { class: 'count' }, t('detail.items', { count: entry.goals })),
        ),
      ),
    ),
  ];
}
