/** The profile of one admin unit: what is asked of it, by relation and topic, and what else is known of it. */
import { getUnit } from '../api.js';
import { delegate, el, fill } from '../dom.js';
import { locale, pick, t } from '../i18n.js';
import { formatQuantity } from '../lib/numbers.js';
import { announce } from './announce.js';
import { compareChoice } from './compare-choice.js';
import { askedSections } from './detail-asked.js';
import { otherSections } from './detail-more.js';
import { fileButton } from './file-menu.js';
import { icon } from './icons.js';
import { followLinks, unitLink } from './links.js';
import { loadInto } from './load.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mount(element, store) {
  const adcode = store.view.unit;
  const bootstrap = store.get('bootstrap');
  const draw = (unit) => {
    store.put('profile', unit);
    fill(
      element,
      head(unit),
      indicatorStrip(unit),
      actions(unit),
      askedSections(unit, bootstrap, store.view.topic),
      otherSections(unit, bootstrap),
    );
    announce(t('detail.opened', { name: unit.name, count: unit.counts?.goals ?? 0 }));
  };
  loadInto(element, () => getUnit(adcode, { channel: 'unit' }), draw, { channel: 'unit', lines: 9 });
  const stops = [
    followLinks(element, store),
    delegate(element, 'click', '[data-locate]', () =>
      store.put('goto', { bbox: store.get('profile').bbox, at: Date.now() }),
    ),
    delegate(element, 'click', '[data-more]', (button) => {
      button.previousElementSibling.querySelectorAll('[hidden]').forEach((row) => {
        row.hidden = false;
      });
      button.remove();
    }),
  ];
  return () => {
    stops.forEach((stop) => stop());
    store.put('profile', null);
    store.put('marked', '');
  };
}

function head(unit) {
  const area = unit.area_km2 && formatQuantity(Math.round(unit.area_km2), 'km²', locale());
  return el(
    'header',
    { class: 'detail-head' },
    el(
      'p',
      { class: 'detail-path' },
      unit.parents.map((parent) => [el('a', unitLink(parent.adcode), parent.name), ' / ']),
    ),
    el('h2', {}, unit.name),
    el(
      'p',
      { class: 'detail-facts' },
      [unit.adcode, unit.name_en, area].filter(Boolean).join(' · '),
    ),
  );
}

function indicatorStrip({ indicators, counts }) {
  const cells = [
    ...['goals', 'goals_named', 'targets']
      .filter((key) => counts?.[key] !== undefined)
      .map((key) => ({
        label: t(`detail.count.${key}`),
        text: formatQuantity(counts[key], '', locale()),
        title: '',
      })),
    ...indicators.map((one) => ({
      label: `${pick(one)}${one.year ? t('brackets', { text: String(one.year) }) : ''}`,
      text:
        one.value === null || one.value === undefined ? t('noData') : formatQuantity(one.value, one.unit, locale()),
      title: pick(one.source),
    })),
  ];
  return el(
    'dl',
    { class: 'strip' },
    cells.map(({ label, text, title }) => el('div', { title }, el('dt', {}, label), el('dd', {}, text))),
  );
}

function actions(unit) {
  const { adcode, level, name } = unit;
  return el(
    'div',
    { class: 'detail-actions' },
    el('button', { type: 'button', class: 'button', data: { locate: '' } }, icon('pin'), t('detail.locate')),
    level === 'county' && compareChoice(unit),
    fileButton({ path: 'api/goals', params: { adcode }, label: t('files.unit', { name }) }),
  );
}
