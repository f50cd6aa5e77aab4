/** The legend card, in the words and pictures of the page; its layers can be switched off and on. */
import { el, fill } from '../dom.js';
import { locale, pick, t } from '../i18n.js';
import { whyFewer } from '../lib/classes.js';
import { classRanges } from '../lib/numbers.js';
import { DRAWN_RELATIONS, MAX_STRIPES } from '../lib/paint.js';
import { countsOnlyMeant } from '../lib/query.js';
import { currentPlan } from '../plan.js';
import { token } from '../tokens.js';
import { icon } from '../ui/icons.js';
import { layerRows } from '../ui/legend-layers.js';
import { classSwatch, nothingSwatch, relationSwatch, symbolSwatch, topicSwatch } from '../ui/swatch.js';
import { unitOf } from '../units.js';

const ROOMY_PX = 760;

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @param {{layers: object[]}} data
 */
export function mountLegend(element, store, { layers }) {
  const { designations, choropleth } = store.get('painting');
  const body = el(
    'div',
    { class: 'legend-body', id: 'legend-body' },
    designations && relationSection(store, designations.counts),
    choropleth && classSection(store, choropleth, !designations),
    layers.length > 0 && layerSection(store),
  );
  const words = el('span', {}, t('legend.title'));
  const toggle = el('button', { type: 'button', class: 'legend-toggle' }, icon('legend'), words, icon('down'));
  toggle.setAttribute('aria-controls', 'legend-body');
  const setOpen = (isOpen) => {
    body.hidden = !isOpen;
    element.classList.toggle('is-closed', !isOpen);
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
  toggle.addEventListener('click', () => setOpen(body.hidden));
  fill(element, body, toggle);
  setOpen(document.documentElement.clientWidth >= ROOMY_PX);
}

const row = (swatch, label, count) =>
  el(
    'li',
    { class: 'legend-row' },
    swatch,
    el('span', {}, label),
    count > 0 && el('span', { class: 'count' }, t('legend.counties', { count })),
  );

function relationSection(store, counts) {
  const { topics: known, relations } = store.get('bootstrap');
  const { looks, topics, mode } = currentPlan(store);
  const plain = topics.length === 0 ? token('--map-accent') : token('--text-2');
  const colour = topics.length === 1 ? topics[0].colour : plain;
  const parts = [...looks.values()].flatMap((look) => look.parts ?? look.symbols ?? []);
  const shown = new Set(parts.map(({ relation }) => relation));
  const isSymbol = mode === 'both' || topics.length > MAX_STRIPES;
  const present = relations.filter(({ slug }) => counts[slug] > 0 || shown.has(slug));
  const isDrawn = ({ slug }) => DRAWN_RELATIONS.includes(slug) && !(isSymbol && slug === 'scope');
  const drawn = present.filter(isDrawn);
  const listed = present.filter((relation) => !isDrawn(relation));
  const swatchOf = (relation) =>
    isSymbol ? symbolSwatch({ colour, shape: 'circle', relation }) : relationSwatch(relation, colour);
  return el(
    'section',
    { class: 'legend-section' },
    topics.length > 1 &&
      el(
        'ul',
        { class: 'legend-list' },
        topics.map((topic) =>
          row(
            isSymbol ? symbolSwatch(topic) : topicSwatch(topic),
            pick(known.find(({ slug }) => slug === topic.slug)),
          ),
        ),
      ),
    el('h2', { class: 'legend-heading' }, t('legend.relations')),
    drawn.length === 0 && el('p', { class: 'note' }, t('file.nothing')),
    el(
      'ul',
      { class: 'legend-list' },
      drawn.map(({ slug, ...name }) => row(swatchOf(slug), pick(name), counts[slug])),
      mode === 'designations' && row(relationSwatch('none', colour), t('legend.notNamed')),
    ),
    present.length > 1 && el('p', { class: 'note' }, t('legend.countedOnce')),
    listed.length > 0 && el('p', { class: 'note' }, t('legend.listed', { list: listedWords(listed, counts) })),
  );
}

const listedWords = (relations, counts) =>
  relations.map(({ slug, ...name }) => `${pick(name)} ${counts[slug] ?? 0}`).join(t('list.comma'));

function classSection(store, choropleth, isAlone) {
  const { view } = store;
  const { indicator, classes, zero, no_data: missing, not_asked: notAsked, scheme } = choropleth;
  const ranges = classRanges(classes, locale());
  const isMeant = countsOnlyMeant(indicator.id, view);
  const why = whyFewer(choropleth, view.k);
  const facts = [isMeant && t('legend.meant'), unitOf(indicator), indicator.year].filter(Boolean);
  const method = [t(`scheme.${scheme}`), t('legend.k', { count: classes.length })].join(t('list.comma'));
  return el(
    'section',
    { class: 'legend-section' },
    el(
      'h2',
      { class: 'legend-heading' },
      pick(indicator),
      facts.length > 0 && el('small', {}, ` ${t('brackets', { text: facts.join(t('list.comma')) })}`),
    ),
    el(
      'ul',
      { class: 'legend-list' },
      classes.map((one, index) => row(classSwatch(one.colour), ranges[index], one.count)),
      zero.length > 0 && row(nothingSwatch('zero'), t('legend.zero'), zero.length),
      missing.length > 0 && row(nothingSwatch('noData'), t('legend.noData'), missing.length),
      isAlone &&
        notAsked.length > 0 &&
        row(nothingSwatch('notAsked'), t(isMeant ? 'legend.notMeant' : 'legend.notAsked'), notAsked.length),
    ),
    classes.length > 0 && el('p', { class: 'note' }, method),
    why && el('p', { class: 'note' }, t(`legend.fewer.${why}`, { count: classes.length })),
  );
}

/** Each layer with its switch; the rows beside it are those of the page's legend. */
function layerSection(store) {
  const choices = store.view.layers;
  const list = el('ul', { class: 'file-layers' });
  const show = () => {
    const on = new Set(store.view.layers.map(({ id }) => id));
    fill(
      list,
      choices.map((choice) => layerItem(store, choice, { isOn: on.has(choice.id), choices })),
    );
  };
  show();
  store.on('zoom', show);
  return el('section', { class: 'legend-section' }, el('h2', { class: 'legend-heading' }, t('legend.layers')), list);
}

function layerItem(store, choice, { isOn, choices }) {
  const { layers } = store.get('bootstrap');
  const title = pick(layers.find(({ id }) => id === choice.id)?.title);
  const one = layerRows({ get: store.get, view: { layers: [choice] } });
  const rows = one?.querySelector('.legend-list') ?? el('span', {}, title);
  const box = el('input', { type: 'checkbox', checked: isOn, 'aria-label': t('file.layer', { title }) });
  const item = el('li', { class: isOn ? 'file-layer' : 'file-layer is-off' }, box, rows);
  box.addEventListener('change', () => {
    const on = new Set(store.view.layers.map(({ id }) => id));
    if (box.checked) on.add(choice.id);
    else on.delete(choice.id);
    item.classList.toggle('is-off', !box.checked);
    store.set({ layers: choices.filter(({ id }) => on.has(id)) });
  });
  return item;
}
