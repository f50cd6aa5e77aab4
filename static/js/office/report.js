/** The report of an import: facts, faults and warnings. */
import { el } from '../dom.js';
import { number, pick, plain, size, t } from './words.js';

const MOST_NUMBERS = 12;

/**
 * @param {object} report
 * @returns {HTMLElement}
 */
export function factList(report) {
  const fields = report.fields.filter(({ name }) => !name.startsWith('atlas_'));
  const facts = [
    ['fact.features', report.feature_count ? number(report.feature_count) : ''],
    ['fact.geometry', report.geometry_type],
    ['fact.crs', report.crs],
    ['fact.encoding', report.encoding],
    ['fact.bbox', report.bbox?.map((value) => value.toFixed(4)).join(', ')],
    ['fact.fields', fields.map(({ name }) => name).join(' · ')],
    ['fact.file', [report.source.member, report.source.size && size(report.source.size)].filter(Boolean).join(' · ')],
  ].filter(([, value]) => value);
  return el(
    'dl',
    { class: 'facts' },
    facts.map(([key, value]) => el('div', {}, el('dt', {}, t(key)), el('dd', {}, value))),
  );
}

/**
 * @param {object[]} messages
 * @param {'errors'|'warnings'} kind
 * @param {(features: number[]) => void} [show] on the map
 * @returns {HTMLElement|null}
 */
export function messageList(messages, kind, show) {
  if (!messages.length) return null;
  return el(
    'div',
    { class: `findings findings-${kind}` },
    el('h3', {}, `${t(kind)} `, el('span', { class: 'counted' }, number(messages.length))),
    el(
      'ul',
      {},
      messages.map((message) => finding(message, show)),
    ),
  );
}

function finding({ message, hint, features, feature_count: count, detail }, show) {
  const listed = features.slice(0, MOST_NUMBERS).map(plain).join(', ');
  const words = count > MOST_NUMBERS ? t('features.more', { list: listed, count }) : t('features', { list: listed });
  const where = ['file', 'field'].map((name) => detail?.[name]).filter((value) => typeof value === 'string' && value);
  return el(
    'li',
    {},
    el('p', { class: 'finding-message' }, pick(message)),
    pick(hint) && el('p', { class: 'office-quiet' }, pick(hint)),
    el(
      'p',
      { class: 'finding-where' },
      where.map((value) => el('code', {}, value)),
      count > 0 && el('span', {}, words),
      count > 0 &&
        show &&
        el(
          'button',
          {
            type: 'button',
            class: 'office-small',
            'aria-label': t('show_on_map.named', { message: pick(message) }),
            onclick: () => show(features),
          },
          t('show_on_map'),
        ),
    ),
  );
}
