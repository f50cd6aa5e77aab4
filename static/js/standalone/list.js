/** The map in words: counties by what the map says of them, and the features of its layers; each leads to its popup. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { describeUnit } from '../map/describe.js';
import { spokenName } from '../map/names.js';
import { icon } from '../ui/icons.js';

const NARROW = '(max-width: 720px)';

/**
 * @param {HTMLElement} element the drawer, closed at first
 * @param {import('../store.js').Store} store
 * @param {{data: object, popups: object}} parts
 */
export function mountList(element, store, { data, popups }) {
  const toggle = document.getElementById('list-toggle');
  const close = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': t('file.list.close') },
    icon('close'),
  );
  const setOpen = (isOpen) => {
    element.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
    document.body.classList.toggle('has-list', isOpen);
    if (isOpen && element.children.length === 0) {
      const head = el('header', { class: 'file-list-head' }, el('h2', {}, t('file.list')), close);
      fill(element, head, countySection(store, data), data.layers.map(layerSection));
    }
    (isOpen ? close : toggle).focus();
  };
  toggle.addEventListener('click', () => setOpen(element.hidden));
  close.addEventListener('click', () => setOpen(false));
  element.addEventListener('keydown', ({ key }) => key === 'Escape' && setOpen(false));
  element.addEventListener('click', ({ target }) => {
    const { unit, item } = target.closest('button')?.dataset ?? {};
    // There the list covers the map.
    if ((unit || item) && matchMedia(NARROW).matches) setOpen(false);
    if (unit) popups.openUnit(unit);
    if (item) popups.openItem(item);
  });
}

const entry = (data, name, words) =>
  el(
    'li',
    {},
    el(
      'button',
      { type: 'button', class: 'file-entry', data },
      el('span', {}, name),
      el('small', { class: 'count' }, words),
    ),
  );

const section = (title, entries) =>
  el('section', {}, el('h3', { class: 'search-kind' }, title), el('ul', {}, entries));

function countySection(store, { units }) {
  const { designations, choropleth } = store.get('painting');
  const rows = new Map((designations?.rows ?? []).map((row, place) => [row.adcode, { ...row, place }]));
  const order = store.get('bootstrap').relations.map(({ slug }) => slug);
  const rankOf = ({ adcode }) =>
    designations ? order.indexOf(rows.get(adcode)?.relation) : -(choropleth?.values[adcode] ?? -1);
  const counties = units
    .filter(({ level, adcode }) => level === 'county' && (!designations || rows.has(adcode)))
    .sort((one, other) => rankOf(one) - rankOf(other) || (one.adcode < other.adcode ? -1 : 1));
  const entries = counties.map((unit) =>
    entry({ unit: unit.adcode }, spokenName(unit), describeUnit(unit.adcode, store).lines.join(t('list.semicolon'))),
  );
  return section(t('legend.counties', { count: counties.length }), entries);
}

function layerSection({ id, title, title_field: titleField, points = [], shapes = [] }) {
  const isPoint = new Set(points.map(({ id: fid }) => fid));
  const all = [...points, ...shapes.filter(({ id: fid }) => !isPoint.has(fid))];
  const features = all.map(({ id: fid, properties }) =>
    entry({ item: `${id}/${fid}` }, String(properties[titleField] ?? t('item.noName')), properties.county ?? ''),
  );
  return section(`${pick(title)} ${features.length}`, features);
}
