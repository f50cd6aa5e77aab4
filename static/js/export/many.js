/** Many figures at once: a book with a page for each county, and a report of the figures that were put by. */
import { getUnit } from '../api.js';
import { el, fill } from '../dom.js';
import { lang, t } from '../i18n.js';
import { provinceOf } from '../lib/figure-params.js';
import { icon } from '../ui/icons.js';
import { regionName } from '../ui/region.js';

const REPORTS = ['docx', 'pptx', 'xlsx'];
const BOOKS = ['pdf', 'zip-pdf', 'zip-png'];
const PATTERN = '{adcode}-{name}';

/** @typedef {(wish: object, title: string) => void} Begin begins a long task */

/**
 * @param {import('../store.js').Store} store
 * @param {import('./draft.js').Draft} draft
 * @param {Begin} begin
 * @returns {HTMLElement}
 */
export function bookGroup(store, draft, begin) {
  const bootstrap = store.get('bootstrap');
  const province = provinceOf(draft.get('region'));
  const provinces = province
    ? bootstrap.regions.filter(({ adcode }) => adcode === province)
    : bootstrap.regions.filter(({ documents }) => documents.length > 0);
  const scope = el(
    'select',
    { class: 'input', id: 'export-book-scope' },
    provinces.map(({ adcode }) => el('option', { value: adcode }, t('export.book.whole', { name: regionName(adcode, bootstrap) }))),
  );
  addPrefectures(scope, province);
  const form = el(
    'select',
    { class: 'input', id: 'export-book-as' },
    BOOKS.map((value) => el('option', { value }, t(`export.book.as.${value}`))),
  );
  const start = () => {
    const [as, each = 'pdf'] = form.value.split('-');
    const options = { scope: scope.value, as, each, pattern: PATTERN };
    const name = scope.selectedOptions[0].textContent;
    begin({ kind: 'book', values: bookValues(draft.params), options }, t('export.book.title', { name }));
  };
  return group(
    'book',
    field('export-book-scope', 'export.book.scope', scope),
    field('export-book-as', 'export.book.as', form),
    el('button', { type: 'button', class: 'button', onclick: start }, icon('documents'), t('export.book.start')),
  );
}

/** A page of the book says by itself where and what it shows. */
function bookValues(params) {
  const left = ['region', 'unit', 'units', 'bbox', 'title', 'subtitle', 'format', 'dpi', 'transparent'];
  return Object.fromEntries(Object.entries(params).filter(([name]) => !left.includes(name)));
}

/** Without them the province can still be chosen, so a failure is not told. */
async function addPrefectures(select, province) {
  if (!province) return;
  const { children = [] } = await getUnit(province).catch(() => ({}));
  select.append(
    ...children
      .filter(({ level }) => level === 'prefecture')
      .map(({ adcode, name, name_en: nameEn }) => el('option', { value: adcode }, lang() === 'en' && nameEn ? nameEn : name)),
  );
}

/** Figures put by for a report, as long as the page is open. */
const kept = [];

/**
 * @param {import('./draft.js').Draft} draft
 * @param {{begin: Begin, title: () => string, say: (words: string) => void}} told title: of the present figure
 * @returns {HTMLElement}
 */
export function reportGroup(draft, { begin, title, say }) {
  const list = el('ol', { class: 'export-kept' });
  const heading = el('input', { class: 'input', id: 'export-report-title', maxlength: '80', autocomplete: 'off' });
  const add = el(
    'button',
    {
      type: 'button',
      class: 'button',
      onclick: () => {
        kept.push({ title: title(), params: draft.params });
        show();
        say(t('export.report.added', { title: title(), count: kept.length }));
      },
    },
    icon('plus'),
    t('export.report.add'),
  );
  const show = () => {
    const remove = (index) => {
      kept.splice(index, 1);
      show();
      add.focus();
    };
    fill(
      list,
      kept.map(({ title: name }, index) =>
        el(
          'li',
          {},
          el('span', {}, `${index + 1}. ${name}`),
          el(
            'button',
            { type: 'button', class: 'icon-button', 'aria-label': t('chips.remove', { label: name }), onclick: () => remove(index) },
            icon('close'),
          ),
        ),
      ),
    );
    list.hidden = kept.length === 0;
  };
  const start = (as) => {
    const figures = kept.length > 0 ? kept.map(({ params }) => params) : [draft.params];
    const words = heading.value.trim() || kept[0]?.title || title();
    begin(
      { kind: 'report', values: draft.params, options: { as, figures, title: words } },
      t('export.report.named', { title: words }),
    );
  };
  show();
  return group(
    'report',
    el('p', { class: 'note' }, t('export.report.hint')),
    list,
    add,
    field('export-report-title', 'export.report.title', heading),
    el(
      'div',
      { class: 'export-others' },
      REPORTS.map((as) =>
        el('button', { type: 'button', class: 'button', onclick: () => start(as) }, t(`export.report.as.${as}`)),
      ),
    ),
  );
}

const field = (id, label, control) =>
  el('div', { class: 'export-field' }, el('label', { for: id }, t(label)), control);

/** @param {string} id @param {...HTMLElement} parts @returns {HTMLElement} a group that opens */
export function group(id, ...parts) {
  return el(
    'details',
    { class: 'export-group', data: { group: id } },
    el('summary', {}, el('span', {}, t(`export.group.${id}`))),
    el('div', { class: 'export-fields' }, parts),
  );
}
