/** What a form asks of an item: kind, words, topics, figure, and of an undertaking its name, host and companies. */
import { el } from '../dom.js';
import { lang, pick, t } from '../i18n.js';
import { labelled, numberOf, select, textArea, textInput } from './fields.js';
import { createFigureFields } from './figure-fields.js';
import { createTopicPicker } from './topic-picker.js';

const UNDERTAKINGS = new Set(['cluster', 'project', 'zone']);

/**
 * @param {object} bootstrap
 * @param {object} item as it is, or a beginning of one
 * @returns {{element: HTMLElement[], value: () => object, problem: () => string}}
 */
export function createItemFields(bootstrap, item) {
  const kind = select(
    'kind',
    item.kind,
    bootstrap.kinds.map((one) => [one.slug, pick(one)]),
  );
  const summary = textArea('summary', pick(item.summary));
  const name = textInput('name', item.name);
  const host = textInput('host', item.host);
  const companies = textInput('companies', (item.companies ?? []).join(t('list.and')));
  const year = textInput('due', item.figure ? '' : item.year, { inputmode: 'numeric' });
  const topics = createTopicPicker(bootstrap, item.topics ?? []);
  const figure = createFigureFields(bootstrap, item.figure ?? null);
  const undertaking = el(
    'div',
    { class: 'review-grid' },
    labelled('name', name),
    labelled('host', host),
    labelled('companies', companies),
  );
  const due = labelled('due', year);
  const show = () => {
    undertaking.hidden = !UNDERTAKINGS.has(kind.value);
    due.hidden = ['target', 'fact'].includes(kind.value);
  };
  kind.addEventListener('change', show);
  show();

  const value = () => {
    const now = figure.value();
    const words = summary.value.trim();
    return {
      kind: kind.value,
      topics: topics.value(),
      summary: { zh: '', en: '', ...item.summary, [lang()]: words },
      name: name.value.trim(),
      host: host.value.trim(),
      companies: companies.value
        .split(/[\u3001,\uff0c;\uff1b]/)
        .map((one) => one.trim())
        .filter(Boolean),
      figure: now && { ...item.figure, ...now },
      year: now ? now.year : numberOf(year.value),
    };
  };
  const problem = () => {
    if (kind.value === 'target' && figure.value() === null) return t('review.wrong.figure');
    return topics.value().length === 0 ? t('review.wrong.topics') : figure.problem();
  };
  return {
    element: [
      labelled('kind', kind),
      topics.element,
      labelled('summary', summary),
      undertaking,
      due,
      figure.element,
    ],
    value,
    problem,
  };
}
