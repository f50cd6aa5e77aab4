/** What a person says of a document that they add, beside the file: its area, and what else the text may not tell. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { regionName } from '../ui/region.js';
import { labelled, statusSelect, textInput } from './fields.js';
import { createAreaField } from './area-field.js';
import { likelyAreas } from './proposed-area.js';

/**
 * @param {import('../store.js').Store} store
 * @param {{account?: string}} session
 * @param {{adcode: string, name: string}|null} chosen area, by the way that led here
 * @returns {{element: HTMLElement, area: ReturnType<typeof createAreaField>, propose: (found: object) => void,
 *   value: () => Record<string, string>}}
 */
export function createAddWishes(store, session, chosen) {
  const { region } = store.view;
  const likely = likelyAreas({ region, me: session.account ?? '', drafts: store.get('shelved') ?? [] });
  const named = likely.map((one) => ({ ...one, name: one.name || regionName(one.adcode, store.get('bootstrap')) }));
  const area = createAreaField({ chosen, likely: named });
  const title = textInput('title', '');
  const status = statusSelect('draft');
  const year = textInput('year', '', { inputmode: 'numeric', maxlength: '4' });
  const horizon = textInput('horizon', '', { inputmode: 'numeric', maxlength: '4' });
  const id = textInput('id', '', { maxlength: '64', spellcheck: false });
  const element = el(
    'div',
    {},
    area.element,
    el('p', { class: 'note' }, t('review.add.region.hint')),
    labelled('title', title, el('small', { class: 'note' }, t('review.add.title.hint'))),
    labelled('status', status),
    el('div', { class: 'review-grid' }, labelled('year', year), labelled('horizon', horizon), labelled('id', id)),
  );
  const value = () => ({
    region: area.value(),
    status: status.value,
    ...Object.fromEntries([title, year, horizon, id].map((field) => [field.name, field.value.trim()])),
  });
  /** What the file tells; its title shows where another may be written. */
  const propose = (found) => {
    area.propose(found?.area ?? null);
    title.placeholder = found?.title ?? '';
  };
  return { element, area, propose, value };
}
