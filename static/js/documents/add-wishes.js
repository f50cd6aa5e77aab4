/** What a person says of a document that they add, beside the file: its area, and what else the text may not tell. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { regionName } from '../ui/region.js';
import { labelled, statusSelect, textInput } from './fields.js';
import { proposedArea } from './proposed-area.js';
import { createUnitPicker } from './unit-picker.js';

/**
 * @param {import('../store.js').Store} store
 * @param {{account?: string}} session
 * @returns {{element: HTMLElement, value: () => Record<string, string>}}
 */
export function createAddWishes(store, session) {
  const { region } = store.view;
  const area = proposedArea({ region, me: session.account ?? '', drafts: store.get('shelved') ?? [] });
  const here = area && { ...area, name: area.name || regionName(area.adcode, store.get('bootstrap')) };
  const picker = createUnitPicker({ label: t('review.add.region'), chosen: here });
  const title = textInput('title', '');
  const status = statusSelect('draft');
  const year = textInput('year', '', { inputmode: 'numeric', maxlength: '4' });
  const horizon = textInput('horizon', '', { inputmode: 'numeric', maxlength: '4' });
  const id = textInput('id', '', { maxlength: '64', spellcheck: false });
  const element = el(
    'div',
    {},
    picker.element,
    el('p', { class: 'note' }, t('review.add.region.hint')),
    labelled('title', title, el('small', { class: 'note' }, t('review.add.title.hint'))),
    labelled('status', status),
    el('div', { class: 'review-grid' }, labelled('year', year), labelled('horizon', horizon), labelled('id', id)),
  );
  const value = () => ({
    region: picker.value(),
    status: status.value,
    ...Object.fromEntries([title, year, horizon, id].map((field) => [field.name, field.value.trim()])),
  });
  return { element, value };
}
