/** What a comparison of two documents holds, as the page lists it: groups, their lines, and the counties of each. Pure. */
import { isWithin } from '../lib/bbox.js';

/** Groups of statements, what weighs most first. */
const STATUSES = {
  versions: ['changed', 'added', 'dropped', 'moved', 'review', 'same'],
  nested: ['contradicted', 'lacking', 'in_part', 'same_industry', 'related', 'taken_up', 'own', 'general'],
};
/** Groups of counties and topics. */
export const LISTS = Object.freeze(['unnamed', 'topics', 'common']);

/** @param {string} group @returns {string} the table of the server that holds its lines */
export const tableOf = (group) => (LISTS.includes(group) ? group : 'goals');

/** Changes of a set of places, which are shown as counties and not as words. */
const OF_PLACES = ['places_added', 'places_dropped'];
const OF_FORBIDDEN = ['forbidden_added', 'forbidden_dropped'];
/** Changes that the figures side by side show. */
const OF_FIGURES = ['value', 'value_max', 'unit', 'op', 'figure_added', 'figure_dropped', 'no_figure'];

/**
 * @param {object} answer of the server
 * @returns {{id: string, count: number}[]} groups that the answer can have; those without lines too, since none is an answer
 */
export function groupsOf(answer) {
  const counts = {
    ...answer.counts,
    unnamed: new Set(unnamedOf(answer).map(({ adcode }) => adcode)).size,
    topics: topicsOf(answer).length,
    common: answer.common_topics.length,
  };
  return [...STATUSES[answer.mode], ...LISTS].map((id) => ({ id, count: counts[id] ?? 0 }));
}

/**
 * @param {object} answer
 * @param {string} wanted
 * @returns {string} the group that is shown: the one that is wanted, else the first with lines
 */
export function shownGroup(answer, wanted) {
  const groups = groupsOf(answer);
  const found = groups.find(({ id }) => id === wanted) ?? groups.find(({ count }) => count > 0) ?? groups[0];
  return found.id;
}

/**
 * @param {object} answer
 * @param {string} id which stays when other lines come or go
 * @returns {object|undefined} the row of a line
 */
export const findLine = (answer, id) => answer.rows.find((row) => row.id === id);

/**
 * A topic may be a line of two groups, with other clauses in each.
 * @param {object} answer
 * @param {string} topic
 * @param {string} group that is shown
 * @returns {{title: object, a: string[], b: string[]}|null} its clauses of both documents
 */
export function topicClauses(answer, topic, group) {
  const common = answer.common_topics.find((one) => one.topic === topic);
  const shared = topicsOf(answer).find((one) => one.topic === topic);
  if (common && (group !== 'topics' || !shared))
    return { title: common.title, a: common.clauses_a, b: common.clauses_b };
  return shared ? { title: shared.title, a: shared.a?.clauses ?? [], b: shared.b?.clauses ?? [] } : null;
}

/** Which document speaks of the counties of a group: that of the later version, or the lower plan for what is its own. */
const unnamedOf = (answer) => ['a', 'b'].flatMap((side) => answer.unnamed[side].map((unit) => ({ ...unit, side })));

/**
 * Topics that several counties share, both documents beside each other.
 * @param {object} answer
 * @returns {{topic: string, title: object, a: object|null, b: object|null, count: number}[]} most counties first
 */
export function topicsOf({ shared_topics: shared }) {
  const found = new Map();
  for (const side of ['a', 'b'])
    for (const one of shared[side]) {
      const known = found.get(one.topic) ?? { topic: one.topic, title: one.title, a: null, b: null };
      found.set(one.topic, { ...known, [side]: one });
    }
  return [...found.values()]
    .map((one) => ({ ...one, count: Math.max(one.a?.count ?? 0, one.b?.count ?? 0) }))
    .sort((one, other) => other.count - one.count);
}

/**
 * Counties that no goal names, told apart by the documents that leave them out.
 * @param {object} answer
 * @returns {{side: 'both'|'a'|'b', units: object[]}[]} of versions those that neither names first; parts without a county
 *   are left out
 */
export function unnamedParts({ mode, upper, unnamed: { a, b } }) {
  // A lower plan names counties of its own region only: the upper one's are not left out by it.
  if (mode === 'nested') {
    const parts = [
      { side: 'a', units: a },
      { side: 'b', units: b },
    ];
    return (upper === 'a' ? parts : parts.reverse()).filter(({ units }) => units.length > 0);
  }
  const inA = new Set(a.map(({ adcode }) => adcode));
  const inB = new Set(b.map(({ adcode }) => adcode));
  return [
    { side: 'both', units: b.filter(({ adcode }) => inA.has(adcode)) },
    { side: 'b', units: b.filter(({ adcode }) => !inA.has(adcode)) },
    { side: 'a', units: a.filter(({ adcode }) => !inB.has(adcode)) },
  ].filter(({ units }) => units.length > 0);
}

/**
 * Counties of a group or of one of its lines, by the documents that speak of them.
 * @param {object} answer
 * @param {{group: string, line: string}} chosen
 * @returns {Map<string, 'both'|'a'|'b'>} by adcode
 */
export function countiesOf(answer, { group, line }) {
  if (group === 'unnamed') {
    const parts = unnamedParts(answer).flatMap(({ side, units }) => units.map(({ adcode }) => [adcode, side]));
    return new Map(parts);
  }
  if (group === 'topics') return merge(topicsOf(answer).filter(isLine(line)).map(topicSides));
  if (group === 'common') {
    const found = answer.common_topics.filter(isLine(line)).flatMap(({ counties }) => counties);
    return new Map(found.map(({ adcode }) => [adcode, 'both']));
  }
  const row = line && findLine(answer, line);
  const rows = row ? [row] : answer.rows.filter(({ status }) => status === group);
  return merge(rows.map(({ counties }) => counties));
}

const isLine = (line) => ({ topic }) => !line || topic === line;
const codes = (topic) => (topic?.counties ?? []).map(({ adcode }) => adcode);
const topicSides = ({ a, b }) => ({ a: codes(a), b: codes(b) });

function merge(sides) {
  const a = new Set(sides.flatMap((one) => one.a));
  const b = new Set(sides.flatMap((one) => one.b));
  return new Map(
    [...new Set([...a, ...b])].map((adcode) => [adcode, a.has(adcode) && b.has(adcode) ? 'both' : a.has(adcode) ? 'a' : 'b']),
  );
}

/**
 * Places of a line: those that both name, that came and that went; those that are told not to act behind the others.
 * @param {object} row
 * @returns {{kept: object[], added: object[], dropped: object[]}} units with isForbidden
 */
export function placesOf({ a, b, changes }) {
  const named = differing(a?.places ?? [], b?.places ?? [], changes, OF_PLACES);
  const forbidden = differing(forbiddenOf(a), forbiddenOf(b), changes, OF_FORBIDDEN);
  return Object.fromEntries(Object.keys(named).map((kind) => [kind, [...named[kind], ...forbidden[kind]]]));
}

/** @param {object|null} goal @returns {object[]} units that it names; those that are told not to act have isForbidden */
export const unitsOf = (goal) => [...(goal?.places ?? []), ...forbiddenOf(goal)];

const forbiddenOf = (goal) => (goal?.forbidden ?? []).map((unit) => ({ ...unit, isForbidden: true }));

function differing(before, after, changes, codesOfThem) {
  const has = (list, { adcode }) => list.some((one) => one.adcode === adcode);
  // Those that only a review made different are told in words.
  const reviewed = new Set(
    (changes ?? [])
      .filter((change) => change.by_review && codesOfThem.includes(change.code))
      .flatMap((change) => `${change.before} ${change.after}`.split(' ')),
  );
  const isReviewed = ({ adcode }) => reviewed.has(adcode);
  const added = after.filter((unit) => !has(before, unit));
  const dropped = before.filter((unit) => !has(after, unit));
  return {
    kept: [...after.filter((unit) => has(before, unit)), ...added.filter(isReviewed), ...dropped.filter(isReviewed)],
    added: added.filter((unit) => !isReviewed(unit)),
    dropped: dropped.filter((unit) => !isReviewed(unit)),
  };
}

/**
 * @param {{adcode: string}[]} units
 * @param {object} answer of nested plans
 * @returns {object[]} the units, those of the lower plan's region first
 */
export function lowerFirst(units, answer) {
  const { region } = answer[answer.upper === 'a' ? 'b' : 'a'];
  const rank = ({ adcode }) => (isWithin(adcode, region) ? 0 : 1);
  return [...units].sort((one, other) => rank(one) - rank(other));
}

/**
 * @param {object} row
 * @returns {object[]} changes that have to be said in words, since nothing else of the line shows them
 */
export function toldChanges({ changes, figures }) {
  const isShown = ({ code, metric, by_review: byReview }) =>
    !byReview &&
    (OF_PLACES.includes(code) ||
    code === 'words' ||
    (OF_FIGURES.includes(code) && figures.some((figure) => figure.metric === metric)));
  return changes.filter((change) => !isShown(change));
}
