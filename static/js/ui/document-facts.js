/** What is known of a document at a glance: where, by when, in what state, and how much it asks. */
import { el } from '../dom.js';
import { t, wordOf } from '../i18n.js';
import { finalTag } from './final-version.js';

const COUNTS = ['clauses', 'goals', 'targets', 'counties'];

/**
 * @param {object} document of the server
 * @returns {HTMLElement[]}
 */
export function documentFacts(document) {
  const { region_name: region, year, horizon, status } = document;
  const period =
    year && horizon && year !== horizon
      ? t('documents.span', { period: `${year}–${horizon}` })
      : (horizon ?? year) && t('documents.period', { period: String(horizon ?? year) });
  return [
    el(
      'span',
      { class: 'document-meta' },
      status && el('span', { class: 'tag' }, wordOf('documents.status', status)),
      finalTag(document),
      [region, period].filter(Boolean).join(' · '),
    ),
    el(
      'span',
      { class: 'document-counts' },
      COUNTS.filter((key) => document[key] > 0).map((key) =>
        el('span', {}, t(`documents.count.${key}`, { count: document[key] })),
      ),
    ),
  ];
}
