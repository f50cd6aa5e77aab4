/** The rest of a profile: clusters, projects, zones, sites, neighbours asked for the same, units inside, codes and old names. */
import { el } from '../dom.js';
import { pick, t, wordOf } from '../i18n.js';
import { isSharp } from '../lib/precision.js';
import { goalLine } from './goal-line.js';
import { topicLink, unitLink } from './links.js';
import { pointSwatch } from './swatch.js';

/**
 * @param {object} unit profile of the server
 * @param {object} bootstrap
 * @returns {(HTMLElement|false)[]}
 */
export function otherSections(unit, bootstrap) {
  const goals = (list) =>
    el(
      'ul',
      { class: 'goals' },
      list.map((goal) => goalLine(goal, { bootstrap })),
    );
  return [
    section('clusters', unit.clusters, goals),
    section('projects', unit.projects, goals),
    section('zones', unit.zones, pointList),
    section('sites', unit.sites, pointList),
    section(
      'neighbours',
      unit.neighbours.filter(({ shared_topics: shared }) => shared.length > 0),
      (list) => neighbourList(list, unit, bootstrap),
    ),
    section('children', unit.children ?? [], childList),
    section('codes', [...unit.codes, ...(unit.old_names ?? [])], codeList),
  ];
}

function section(key, list, draw) {
  return (
    list?.length > 0 &&
    el(
      'section',
      { class: 'detail-section' },
      el('h3', {}, t(`detail.${key}`), el('span', { class: 'count' }, list.length)),
      draw(list),
    )
  );
}

/** Zones and sites: a sharp sign only where the position was surveyed. */
function pointList(list) {
  return el(
    'ul',
    { class: 'facts' },
    list.map(({ name, kind, precision, source }) =>
      el(
        'li',
        { title: pick(source) },
        pointSwatch({ fill: 'currentColor' }, isSharp(precision)),
        el('span', {}, name),
        el(
          'small',
          { class: 'count' },
          [
            wordOf('zone', wordOf('site', kind)),
            precision && t('precision.of', { precision: t(`precision.${precision}`) }),
          ]
            .filter(Boolean)
            .join(' · '),
        ),
      ),
    ),
  );
}

function neighbourList(list, unit, bootstrap) {
  const topic = (slug) => bootstrap.topics.find((one) => one.slug === slug);
  return el(
    'ul',
    { class: 'facts' },
    list.map(({ adcode, name, shared_topics: shared }) =>
      el(
        'li',
        {},
        el('a', unitLink(adcode), name),
        el(
          'span',
          { class: 'fact-topics' },
          shared.map((slug, index) => [
            index > 0 && t('list.comma'),
            el('a', topicLink(slug), pick(topic(slug)) || slug),
          ]),
        ),
        el(
          'a',
          { class: 'compare-link', href: `?unit=${unit.adcode}&compare=${adcode}`, data: { compare: adcode } },
          t('detail.compareShort'),
        ),
      ),
    ),
  );
}

function childList(list) {
  return el(
    'ul',
    { class: 'facts facts-columns' },
    list.map(({ adcode, name, goals }) =>
      el(
        'li',
        {},
        el('a', unitLink(adcode), name),
        el('small', { class: 'count' }, t('detail.items', { count: goals ?? 0 })),
      ),
    ),
  );
}

/** Former codes with the year in which they ended, former names with the years of their use. */
function codeList(list) {
  return el(
    'ul',
    { class: 'facts' },
    list.map(({ adcode, name, year, year_from: from, year_to: to }) =>
      el(
        'li',
        {},
        el('span', {}, [adcode, name].filter(Boolean).join(' ')),
        el('small', { class: 'count' }, yearsOfUse(from, to ?? year)),
      ),
    ),
  );
}

function yearsOfUse(from, to) {
  if (from && to) return `${from}–${to}`;
  return to ? t('detail.until', { year: String(to) }) : String(from ?? '');
}
