/** One goal as a line: what, figure with year and qualifier, document and clause. Used by every list of goals. */
import { el } from '../dom.js';
import { locale, pick, t } from '../i18n.js';
import { formatFigure } from '../lib/numbers.js';
import { yearPart } from './goal-year.js';
import { icon } from './icons.js';

/**
 * @param {object} goal of the server
 * @param {{bootstrap: object, via?: string, hideDocument?: boolean}} options via: through which place it reaches the county
 * @returns {HTMLElement}
 */
export function goalLine(goal, { bootstrap, via = '', hideDocument = false }) {
  const kind = bootstrap.kinds.find(({ slug }) => slug === goal.kind);
  return el(
    'li',
    { class: 'goal' },
    el(
      'p',
      { class: 'goal-text' },
      kind && goal.kind !== 'designation' && el('span', { class: 'tag' }, pick(kind)),
      goal.name && goal.name !== pick(goal.summary) && el('strong', {}, goal.name, ' '),
      pick(goal.summary),
    ),
    goal.figure ? figureLine(goal) : goal.year && el('p', { class: 'figure-line' }, yearPart(goal)),
    el(
      'p',
      { class: 'goal-source' },
      via && el('span', { class: 'goal-via' }, t('goal.via', { place: via })),
      clauseLink(goal, bootstrap, hideDocument),
    ),
  );
}

/** @param {object} goal of the server, with a figure */
export function figureLine(goal) {
  const { figure } = goal;
  return el(
    'p',
    { class: 'figure-line' },
    el('span', { class: 'figure-metric' }, figure.metric),
    el(
      'span',
      { class: 'figure-value' },
      figure.wording && el('span', { class: 'figure-word' }, figure.wording),
      el('strong', {}, formatFigure(figure, locale())),
      figure.per === 'each' && el('span', { class: 'figure-word' }, t('figure.each')),
      yearPart(goal),
    ),
    figure.suspicious &&
      el('span', { class: 'figure-doubt' }, icon('flag'), t('figure.suspicious', { why: figure.suspicious })),
  );
}

/** A link that opens the clause in the reader; main.js's store follows it through `data-goto` (links.js). */
function clauseLink({ document: id, clause }, bootstrap, hideDocument) {
  const title = pick(bootstrap.documents.find((one) => one.id === id)?.title);
  return el(
    'a',
    {
      class: 'clause-link',
      href: `?tab=documents&doc=${id}&clause=${encodeURIComponent(clause)}`,
      data: { doc: id, clause },
      title,
    },
    !hideDocument && el('span', { class: 'clause-document' }, title),
    el('span', { class: 'clause-id' }, clause),
  );
}
