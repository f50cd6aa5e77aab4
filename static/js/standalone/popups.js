/** What is said of a county or a feature when it is chosen: always text, never markup out of data. */
import { el } from '../dom.js';
import { locale, pick, t, wordOf } from '../i18n.js';
import { formatNumber } from '../lib/numbers.js';
import { DRAWN_RELATIONS } from '../lib/paint.js';
import { toLonLat } from '../lib/tile-math.js';
import { describeUnit } from '../map/describe.js';
import { spokenName } from '../map/names.js';
import { currentPlan } from '../plan.js';
import { token } from '../tokens.js';
import { figureLine } from '../ui/goal-line.js';
import { yearPart } from '../ui/goal-year.js';
import { relationSwatch } from '../ui/swatch.js';

/** More goals than these wait to be opened. */
const OPEN_GOALS = 6;

/**
 * @param {object} map of Leaflet
 * @param {import('../store.js').Store} store
 * @param {{data: object, gazetteer: object, show: (place: {lon: number, lat: number}) => void}} parts
 */
export function createPopups(map, store, { data, gazetteer, show }) {
  let before = null;
  let isChanging = false;
  const units = new Map(data.units.map((unit) => [unit.adcode, unit]));
  const openAt = (latlng, content) => {
    const inside = document.activeElement?.closest?.('.leaflet-popup');
    if (!inside) before = document.activeElement;
    const size = map.getSize();
    // The popup before this one is closed by it, not by the reader.
    isChanging = true;
    globalThis.L.popup({
      minWidth: Math.min(260, size.x - 56),
      maxWidth: Math.min(340, size.x - 56),
      maxHeight: Math.max(160, Math.round(size.y * 0.5)),
      autoPanPadding: [16, 16],
      className: 'file-popup',
    })
      .setLatLng(latlng)
      .setContent(content)
      .openOn(map);
    isChanging = false;
    content.focus({ preventScroll: true });
  };
  const showUnit = (adcode) => {
    const { lon, lat } = toLonLat(gazetteer.get(adcode));
    show({ lon, lat });
    openAt([lat, lon], unitCard(units.get(adcode), store, data));
  };
  store.on('unit', () => store.view.unit && showUnit(store.view.unit));
  map.on('popupopen', ({ popup }) => {
    const close = popup.getElement().querySelector('.leaflet-popup-close-button');
    close?.setAttribute('aria-label', t('detail.close'));
  });
  map.on('popupclose', () => {
    if (isChanging) return;
    store.set({ unit: '', item: '' });
    const isLost = !document.activeElement || document.activeElement === document.body;
    if (isLost && before?.isConnected) before.focus({ preventScroll: true });
  });
  addEventListener('keydown', ({ key }) => key === 'Escape' && map.closePopup());

  return {
    openUnit(adcode) {
      if (units.has(adcode)) store.set({ unit: adcode, item: '' });
    },
    openItem(item, latlng) {
      const [layerId, fid] = item.split('/');
      const layer = data.layers.find(({ id }) => id === layerId);
      const feature = [...(layer?.points ?? []), ...(layer?.shapes ?? [])].find(({ id }) => String(id) === fid);
      if (!feature) return;
      const [lon, lat] = feature.at[0];
      if (!latlng) show({ lon, lat });
      openAt(latlng ?? [lat, lon], featureCard(layer, feature, store.get('bootstrap')));
      store.set({ item, unit: '' });
    },
  };
}

const card = (...children) => el('article', { class: 'file-card', tabIndex: -1 }, children);

function unitCard(unit, store, data) {
  const { lines } = describeUnit(unit.adcode, store);
  const groups = Object.entries(data.asked[unit.adcode] ?? {});
  const isCounty = unit.level === 'county';
  return card(
    el('p', { class: 'detail-path' }, [unit.within, unit.adcode].filter(Boolean).join(' · ')),
    el('h2', {}, spokenName(unit)),
    isCounty && lines.map((words) => el('p', { class: 'file-fact' }, words)),
    groups.map(([relation, place]) => relationPart(relation, data.sets[place], store, data)),
  );
}

function relationPart(relation, goals, store, data) {
  const { topics } = currentPlan(store);
  const colour = topics.length === 1 ? topics[0].colour : token('--map-accent');
  const { relations, documents, kinds } = store.get('bootstrap');
  const title = [
    relationSwatch(DRAWN_RELATIONS.includes(relation) ? relation : 'none', colour),
    el('span', {}, pick(relations.find(({ slug }) => slug === relation))),
    el('span', { class: 'count' }, t('map.tip.goals', { count: goals.length })),
  ];
  const list = () =>
    el(
      'ul',
      { class: 'goals' },
      goals.map((index) => goalItem(data.goals[index], documents, kinds)),
    );
  if (goals.length <= OPEN_GOALS) return el('section', {}, el('h3', { class: 'asked-head' }, title), list());
  // Long lists are made when they are asked for: there may be hundreds of counties with them.
  const box = el('details', {}, el('summary', { class: 'asked-head' }, title));
  box.addEventListener('toggle', () => box.open && box.children.length === 1 && box.append(list()));
  return box;
}

function goalItem(goal, documents, kinds) {
  const kind = kinds.find(({ slug }) => slug === goal.kind);
  const title = pick(documents.find(({ id }) => id === goal.document)?.title);
  return el(
    'li',
    { class: 'goal' },
    el(
      'p',
      {},
      kind && goal.kind !== 'designation' && el('span', { class: 'tag' }, pick(kind)),
      goal.name && goal.name !== pick(goal.summary) && el('strong', {}, goal.name, ' '),
      pick(goal.summary),
    ),
    goal.figure ? figureLine(goal) : goal.year && el('p', { class: 'figure-line' }, yearPart(goal)),
    el('p', { class: 'file-clause' }, `${title} · ${goal.clause}`),
  );
}

const hasValue = (value) => value !== null && value !== undefined && value !== '';
const isYear = (name) => /\u5e74|year/i.test(name);
/** Fields of our own layers that hold codes, and the list that has their words. */
const CODED = {
  relation: 'relations',
  document: 'documents',
  documents: 'documents',
  topic: 'topics',
  topics: 'topics',
};

function shown(value, name, bootstrap) {
  if (typeof value === 'number' && !isYear(name)) return formatNumber(value, locale());
  const known = bootstrap[CODED[name]];
  if (!known) return wordOf('precision', wordOf('zone', wordOf('site', String(value))));
  const titles = new Map(known.map((one) => [one.slug ?? one.id, pick(one.title ?? one)]));
  return String(value)
    .split(/[;\uff1b]/)
    .map((word) => titles.get(word) ?? word)
    .join(t('list.semicolon'));
}

function featureCard(layer, { properties }, bootstrap) {
  const fields = layer.fields.filter(({ name }) => name !== layer.title_field && hasValue(properties[name]));
  return card(
    el('p', { class: 'detail-path' }, pick(layer.title)),
    el('h2', {}, String(properties[layer.title_field] ?? t('item.noName'))),
    el(
      'dl',
      { class: 'fields' },
      fields.map(({ name, title }) =>
        el('div', {}, el('dt', {}, pick(title) || name), el('dd', {}, shown(properties[name], name, bootstrap))),
      ),
    ),
    el('p', { class: 'note' }, [pick(layer.source), layer.date].filter(Boolean).join(' · ')),
  );
}
