/** On paper only: the documents whose goals the map shows, and the date of the data. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';

/** More than these would push the map off the sheet; the others are counted. */
const MOST = 8;

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mountShownDocuments(element, store) {
  const { documents, build_date: date } = store.get('bootstrap');
  const show = () => {
    const { designations, choropleth } = store.get('painting') ?? {};
    const ids = new Set([designations, choropleth].flatMap((answer) => answer?.documents ?? []));
    const shown = documents.filter(({ id }) => ids.has(id));
    fill(
      element,
      shown.length > 0 && el('h3', {}, t('print.documents')),
      el(
        'ul',
        {},
        shown.slice(0, MOST).map((document) => el('li', {}, documentLine(document))),
        shown.length > MOST && el('li', {}, t('print.documents.more', { count: shown.length - MOST })),
      ),
      el('p', {}, t('print.date', { date })),
    );
  };
  show();
  return store.on('painting', show);
}

/** Title, the year it was issued in or, where it bears none, the year it runs to, and whether it is not final. */
function documentLine({ title, year, horizon, status }) {
  const facts = [
    year ? t('figure.year', { year }) : horizon && t('documents.period', { period: String(horizon) }),
    status !== 'final' && t(`documents.status.${status}`),
  ].filter(Boolean);
  return `${pick(title)}${facts.length > 0 ? t('brackets', { text: facts.join(t('list.comma')) }) : ''}`;
}
