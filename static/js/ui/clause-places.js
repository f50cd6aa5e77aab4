/** The counties that a clause reaches, by relation; what reaches a whole region at once is folded away. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { token } from '../tokens.js';
import { unitLink } from './links.js';
import { relationSwatch } from './swatch.js';

/** More counties than this are folded away. */
const MANY = 24;

/**
 * @param {{counties: {adcode: string, name: string, relation: string}[]}} clause of the server
 * @param {object} bootstrap
 * @returns {HTMLElement|false}
 */
export function clausePlaces({ counties }, { relations }) {
  if (counties.length === 0) return false;
  const groups = relations
    .map((relation) => ({ relation, units: counties.filter((one) => one.relation === relation.slug) }))
    .filter(({ units }) => units.length > 0);
  return el(
    'section',
    { class: 'detail-section' },
    el(
      'h3',
      {},
      t('clause.counties'),
      el('span', { class: 'count' }, t('legend.counties', { count: counties.length })),
    ),
    groups.map(group),
  );
}

function group({ relation, units }) {
  return el(
    'details',
    { class: 'place-group', open: units.length <= MANY && relation.slug !== 'scope' },
    el(
      'summary',
      {},
      relationSwatch(relation.slug, token('--map-accent')),
      el('span', {}, pick(relation)),
      el('span', { class: 'count' }, t('legend.counties', { count: units.length })),
    ),
    el(
      'ul',
      { class: 'places' },
      units.map(({ adcode, name }) => el('li', {}, el('a', { ...unitLink(adcode), class: 'place' }, name))),
    ),
  );
}
