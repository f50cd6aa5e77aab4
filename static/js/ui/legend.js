/** The legend card: what is drawn, how many counties, and the three kinds of nothing. Its rows filter the map. */
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { DRAWN_RELATIONS, MAX_STRIPES } from '../lib/paint.js';
import { relationsOf } from '../lib/relations.js';
import { currentPlan } from '../plan.js';
import { recall, remember } from '../preferences.js';
import { token } from '../tokens.js';
import { announce } from './announce.js';
import { icon } from './icons.js';
import { classRows } from './legend-classes.js';
import { layerRows, shownKey } from './legend-layers.js';
import { problem } from './load.js';
import { relationSwatch, symbolSwatch, topicSwatch } from './swatch.js';

/** On a narrower stage the card would hide a third of the map, so it waits to be opened. */
const ROOMY_PX = 760;

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountLegend(element, store) {
  const body = el('div', { class: 'legend-body', id: 'legend-body' });
  const toggle = el(
    'button',
    { type: 'button', class: 'legend-toggle', 'aria-controls': 'legend-body' },
    icon('legend'),
    el('span', {}, t('legend.title')),
    icon('down'),
  );
  fill(element, body, toggle);

  const setOpen = (isOpen) => {
    body.hidden = !isOpen;
    element.classList.toggle('is-closed', !isOpen);
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
  toggle.addEventListener('click', () => {
    remember('legend', body.hidden ? 'open' : 'closed');
    setOpen(body.hidden);
  });
  // Beside the text of a review there is no room for it.
  const isReview = () => store.view.review !== '';
  setOpen(!isReview() && (recall('legend') || (element.parentElement.clientWidth < ROOMY_PX ? 'closed' : 'open')) === 'open');

  let key = '';
  const show = () => {
    key = shownKey(store);
    const painting = store.get('painting');
    element.classList.toggle('is-waiting', painting?.status === 'loading');
    if (!painting || (painting.status === 'loading' && !painting.designations && !painting.choropleth)) return;
    if (painting.status === 'error')
      fill(
        body,
        problem(painting.error, () => store.put('reload', Date.now())),
      );
    else if (painting.status === 'ready') fill(body, sections(store, painting));
  };
  const stops = [
    delegate(body, 'click', '[data-relation]', ({ dataset }) => toggleRelation(store, dataset.relation)),
    delegate(body, 'change', '[data-set]', (select) => store.set({ [select.dataset.set]: cast(select) })),
    store.on(['painting', 'themeShown', 'layerInfo'], show),
    store.on('painting', () => tellChange(store)),
    store.on('review', () => isReview() && setOpen(false)),
    store.on('zoom', () => shownKey(store) !== key && show()),
  ];
  show();
  return () => stops.forEach((stop) => stop());
}

const cast = ({ value, dataset }) => (dataset.set === 'k' ? Number(value) : value);

function toggleRelation(store, relation) {
  const chosen = store.view.relation;
  store.set({
    relation: chosen.includes(relation) ? chosen.filter((one) => one !== relation) : [...chosen, relation],
  });
}

function sections(store, painting) {
  return [
    painting.designations && relationSection(store, painting.designations),
    painting.choropleth &&
      classRows(painting.choropleth, store.view, {
        blank: !painting.designations,
        documents: store.get('bootstrap').documents,
      }),
    layerRows(store),
  ].filter(Boolean);
}

/** A comparison of documents calls the kinds of counties by names of its own, and they filter nothing. */
function relationSection(store, designations) {
  const { counts, titles } = designations;
  const bootstrap = store.get('bootstrap');
  const { looks, topics, mode } = currentPlan(store);
  const colour =
    topics.length === 1 ? topics[0].colour : topics.length === 0 ? token('--map-accent') : token('--text-2');
  // Of several topics one may be weaker than the county's strongest relation: it is drawn, so it is told, without a count.
  const parts = [...looks.values()].flatMap((look) => look.parts ?? look.symbols ?? []);
  const shown = new Set([...parts.map(({ relation }) => relation), ...store.view.relation]);
  const known = relationsOf(designations, bootstrap).filter(
    ({ slug }) => counts[slug] > 0 || (!titles && shown.has(slug)),
  );
  const isSymbol = mode === 'both' || topics.length > MAX_STRIPES;
  const isDrawn = ({ slug }) => DRAWN_RELATIONS.includes(slug) && !(isSymbol && slug === 'scope');
  const drawn = known.filter(isDrawn);
  const listed = known.filter((relation) => !isDrawn(relation));
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
          el(
            'li',
            { class: 'legend-row' },
            !isSymbol ? topicSwatch(topic) : symbolSwatch(topic),
            el('span', {}, pick(bootstrap.topics.find(({ slug }) => slug === topic.slug))),
          ),
        ),
      ),
    el('h3', { class: 'legend-heading' }, t(titles ? 'comparison.legend' : 'legend.relations')),
    drawn.length === 0 && el('p', { class: 'note' }, t('legend.none')),
    el(
      'div',
      { class: 'legend-list', role: 'group', 'aria-label': t(titles ? 'comparison.legend' : 'legend.filter') },
      drawn.map((relation) => relationRow(relation, counts, swatchOf(relation.slug), store.view, Boolean(titles))),
    ),
    known.length > 1 && !titles && el('p', { class: 'note' }, t('legend.countedOnce')),
    listed.length > 0 &&
      el(
        'p',
        { class: 'note' },
        t('legend.listed', {
          list: listed.map(({ slug, ...name }) => `${pick(name)} ${counts[slug] ?? 0}`).join(t('list.comma')),
        }),
      ),
    mode === 'designations' &&
      el(
        'p',
        { class: 'legend-row legend-plain' },
        relationSwatch('none', colour),
        el('span', {}, t(titles ? 'comparison.legend.none' : 'legend.notNamed')),
      ),
  );
}

function relationRow({ slug, ...name }, counts, swatch, view, isPlain) {
  if (isPlain)
    return el(
      'p',
      { class: 'legend-row legend-plain' },
      swatch,
      el('span', {}, pick(name)),
      el('span', { class: 'count' }, t('legend.counties', { count: counts[slug] ?? 0 })),
    );
  return el(
    'button',
    {
      type: 'button',
      class: 'legend-row legend-button',
      data: { relation: slug },
      'aria-pressed': String(view.relation.includes(slug)),
      title: t(`relation.${slug}.hint`),
    },
    swatch,
    el('span', {}, pick(name)),
    (counts[slug] > 0 || view.relation.includes(slug)) &&
      el('span', { class: 'count' }, t('legend.counties', { count: counts[slug] ?? 0 })),
  );
}

/** 磷化工：点名 5 县 */
function tellChange(store) {
  const { status, designations } = store.get('painting') ?? {};
  // In a review the last word belongs to what was decided.
  if (status !== 'ready' || !designations || designations.titles || store.view.review) return;
  const bootstrap = store.get('bootstrap');
  const subject = store.view.topic
    .map((slug) => pick(bootstrap.topics.find((one) => one.slug === slug)))
    .join(t('list.and'));
  const parts = bootstrap.relations
    .filter(({ slug }) => designations.counts[slug] > 0)
    .map(({ slug, ...name }) => `${pick(name)} ${t('legend.counties', { count: designations.counts[slug] })}`);
  announce([subject, parts.join(t('list.comma')) || t('legend.none')].filter(Boolean).join(t('list.colon')));
}
