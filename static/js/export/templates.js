/** Saved looks: choose one; who may, saves the present one or removes one of the office. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { styleOf, withStyle } from '../lib/figure-params.js';
import { problem } from '../ui/load.js';
import { localDate } from './controls.js';
import { removeTemplate, saveTemplate } from './requests.js';

const LONGEST_NAME = 40;

/**
 * @param {import('./draft.js').Draft} draft
 * @param {object} options of the server
 * @param {(words: string) => void} say
 * @returns {HTMLElement}
 */
export function createTemplates(draft, options, say) {
  let { templates } = options;
  const select = el('select', { class: 'input', id: 'export-template', onchange: () => choose() });
  const place = el('div', { class: 'export-said' });
  const title = el('input', { class: 'input', id: 'export-template-title', maxlength: String(LONGEST_NAME), autocomplete: 'off' });
  const naming = el(
    'div',
    { class: 'export-field', hidden: true },
    el('label', { for: title.id }, t('export.template.title')),
    el(
      'div',
      { class: 'export-line' },
      title,
      el('button', { type: 'button', class: 'button', onclick: () => save() }, t('export.template.save')),
    ),
    el('small', { class: 'note' }, t('export.template.hint')),
  );
  const saveAs = el(
    'button',
    { type: 'button', class: 'button', 'aria-expanded': 'false', onclick: () => openNaming(naming.hidden) },
    t('export.template.saveAs'),
  );
  const remove = el('button', { type: 'button', class: 'button', onclick: () => removeChosen() }, t('export.template.remove'));
  const chosen = () => templates.find(({ name }) => name === select.value);

  const list = (name = '') => {
    fill(
      select,
      el('option', { value: '' }, t('export.template.none')),
      templates.map((one) => el('option', { value: one.name }, pick(one))),
    );
    select.value = name;
    remove.hidden = !options.may.save_template || !chosen() || chosen().built_in;
  };
  const openNaming = (isOpen) => {
    naming.hidden = !isOpen;
    saveAs.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) return;
    title.value = chosen() && !chosen().built_in ? pick(chosen()) : '';
    title.focus();
  };
  const choose = () => {
    list(select.value);
    const values = { ...chosen()?.values };
    if (values.date === 'today') values.date = localDate();
    draft.replace(withStyle(draft.params, values));
    if (chosen()) say(t('export.template.chosen', { name: pick(chosen()) }));
  };
  const attempt = async (work) => {
    try {
      await work();
      fill(place);
    } catch (error) {
      fill(place, problem(error));
    }
  };
  const save = () =>
    attempt(async () => {
      const words = title.value.trim();
      const saved = await saveTemplate({
        name: templateName(words),
        title_zh: words,
        title_en: words,
        values: styleOf(draft.params),
      });
      templates = [saved, ...templates.filter(({ name }) => name !== saved.name)];
      list(saved.name);
      openNaming(false);
      saveAs.focus();
      say(t('export.template.saved', { name: words }));
    });
  const removeChosen = () =>
    attempt(async () => {
      const { name } = chosen();
      await removeTemplate(name);
      templates = templates.filter((one) => one.name !== name);
      list();
      select.focus();
      say(t('export.template.removed'));
    });

  list();
  return el(
    'div',
    { class: 'export-templates' },
    el('label', { for: select.id }, t('export.template')),
    el('div', { class: 'export-line' }, select, options.may.save_template && saveAs, remove),
    naming,
    place,
  );
}

/**
 * @param {string} title
 * @returns {string} a name for its file: letters of any script, digits and hyphens
 */
export const templateName = (title) =>
  title
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST_NAME);
