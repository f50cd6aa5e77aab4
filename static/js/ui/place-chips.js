/** The places of a goal: as written, with how they are meant; those it reaches through another are counted. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { token } from '../tokens.js';
import { unitLink } from './links.js';
import { relationSwatch } from './swatch.js';

/**
 * @param {object} goal of the server
 * @param {object} bootstrap
 * @returns {HTMLElement|false} false where the goal has no place at all
 */
export function placeChips({ places, derived = {} }, bootstrap) {
  const reached = Object.entries(derived).filter(([, count]) => count > 0);
  if (places.length === 0 && reached.length === 0) return false;
  return el(
    'ul',
    { class: 'places' },
    places.map((place) => el('li', {}, placeChip(place, bootstrap))),
    reached.map(([relation, count]) =>
      el(
        'li',
        { class: 'place-derived' },
        relationSwatch(relation, token('--map-accent')),
        t(`places.${relation}`, { count }),
      ),
    ),
  );
}

/** Named is the rule and goes without saying; any other relation is said in words, not by the sign alone. */
function placeChip({ place, adcode, name, relation, via }, { relations }) {
  const said =
    relation !== 'named' && relation !== 'implicit' && pick(relations.find(({ slug }) => slug === relation));
  const written = via || (place !== name && !name.startsWith(place) ? place : '');
  return el(
    'a',
    { ...unitLink(adcode), class: 'place', title: t('places.written', { place: place || name }) },
    relationSwatch(relation, token('--map-accent')),
    el('span', {}, name),
    written && el('small', {}, written),
    said && el('small', {}, said),
  );
}
