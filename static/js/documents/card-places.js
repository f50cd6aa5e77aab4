/** The places of an item: the words, what they lead to, how they are meant, and the candidates of those in doubt. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { token } from '../tokens.js';
import { icon } from '../ui/icons.js';
import { relationSwatch } from '../ui/swatch.js';
import { readyPlaces } from './changes.js';
import { earlierPlaceWords } from './earlier.js';
import { spreadChoice } from './spread-choice.js';
import { unitName } from './unit-name.js';
import { isPlaceDoubtful, reviewersOf } from './worklist.js';
import { confidenceWords, gradeOf, meaningOf, nameIn, ruleWords } from './words.js';

/** Keys choose among so many. */
const MOST_KEYS = 9;

/**
 * @param {object} item
 * @param {object} context
 * @returns {HTMLElement}
 */
export function cardPlaces(item, context) {
  const ready = readyPlaces(item);
  const { mayReview } = context.model;
  // Candidates answer to the keys of the place that is chosen, else of the first in doubt.
  const asked = item.places.find(({ id }) => id === context.store.view.place) ?? item.places.find(isPlaceDoubtful);
  return el(
    'section',
    { class: 'card-places', 'aria-label': t('review.places') },
    el(
      'header',
      { class: 'card-places-head' },
      el('h4', {}, t('review.places'), el('span', { class: 'count' }, item.places.length || '')),
      mayReview &&
        ready.length > 1 &&
        item.decision !== 'open' &&
        act('confirmPlaces', t('review.places.confirm', { count: ready.length })),
      mayReview && act('place', t('review.places.add'), 'plus'),
    ),
    mayReview && spreadChoice(item, context),
    item.places.length === 0 && el('p', { class: 'note' }, t('review.places.none')),
    el(
      'ul',
      {},
      item.places.map((place) => placeRow(place, { ...context, isAsked: place === asked, hasSentence: Boolean(item.span) })),
    ),
  );
}

const act = (name, words, sign) =>
  el(
    'button',
    { type: 'button', class: 'link-button', data: { do: name, keep: `do-${name}` } },
    sign && icon(sign),
    words,
  );

function placeRow(place, context) {
  const { store, model } = context;
  const bootstrap = store.get('bootstrap');
  const isDoubt = isPlaceDoubtful(place);
  const isChosen = store.view.place === place.id;
  return el(
    'li',
    {
      class: `card-place is-${place.decision}${isDoubt ? ' is-doubtful' : ''}${isChosen ? ' is-chosen' : ''}`,
      data: { place: place.id },
    },
    el(
      'div',
      { class: 'card-place-line' },
      relationSwatch(place.relation, token('--map-accent')),
      el(
        'span',
        { class: 'card-place-words' },
        el('strong', {}, place.words),
        el('span', { class: 'card-place-meaning' }, isDoubt && icon('warn'), meaningPart(place)),
      ),
      model.mayReview && placeButtons(place, model.me),
    ),
    el(
      'p',
      { class: 'card-place-about' },
      [
        nameIn(bootstrap, 'relations', place.relation),
        confidenceWords(place.confidence),
        earlierPlaceWords(place),
        !place.span && context.hasSentence && t('review.place.implied'),
        place.decision !== 'open' && `${t(`review.state.${place.decision}`)} ${place.reviewer}`,
      ]
        .filter(Boolean)
        .join(' · '),
      el('span', { class: `card-dot is-${gradeOf(place.confidence)}`, 'aria-hidden': 'true' }),
    ),
    (isChosen || isDoubt) &&
      place.rule &&
      el('p', { class: 'note card-place-rule' }, t('review.rule', { rule: ruleWords(place.rule) })),
    place.candidates.length > 1 && (isDoubt || isChosen) && candidateList(place, context),
  );
}

/** Where other units have the same name, it is said which of them is meant. */
const meaningPart = (place) =>
  place.candidates.length > 1 && place.units.length === 1
    ? unitName(place.units[0].name, [place.units[0].adcode])
    : meaningOf(place);

function placeButtons(place, me) {
  const button = (name, sign, key) => {
    const words = t(key, { words: place.words });
    return el(
      'button',
      {
        type: 'button',
        class: `icon-button is-${name}`,
        'aria-label': words,
        title: words,
        data: { placeDo: name, place: place.id, keep: `${name}-${place.id}` },
      },
      icon(sign),
    );
  };
  const isOpen = place.decision === 'open' || place.decision === 'second';
  // Of two people who confirm it, one cannot be both.
  const isMine = reviewersOf(place).includes(me);
  return el(
    'span',
    { class: 'card-place-buttons' },
    isOpen && !isMine && !isPlaceDoubtful(place) && button('confirm', 'check', 'review.place.confirm'),
    isOpen && button('reject', 'close', 'review.place.reject'),
    !isOpen && button('reopen', 'undo', 'review.place.reopen'),
    button('edit', 'edit', 'review.place.edit'),
  );
}

function candidateList(place, { model, isAsked }) {
  return el(
    'ol',
    { class: 'card-candidates', 'aria-label': t('review.candidates', { words: place.words }) },
    place.candidates.map((candidate, index) =>
      el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            class: 'card-candidate',
            disabled: !model.mayReview,
            data: { candidate: String(index), place: place.id, keep: `candidate-${place.id}-${index}` },
          },
          el('span', { class: 'card-number' }, isAsked && index < MOST_KEYS ? String(index + 1) : '·'),
          el(
            'span',
            { class: 'card-candidate-name' },
            unitName(candidate.name, candidate.adcodes),
            el('small', {}, pick(candidate.reason)),
          ),
          el('span', { class: 'count' }, `${Math.round(candidate.score * 100)}%`),
        ),
      ),
    ),
  );
}
