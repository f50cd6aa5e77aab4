/** What a comparison of two documents holds, as the page lists it: groups, their lines, and the counties of each. Pure. */

/** Groups of statements, what weighs most first. */
const STATUSES = {
  versions: ['changed', 'added', 'dropped', 'same'],
  nested: ['contradicted', 'lacking', 'in_part', 'related', 'taken_up', 'own', 'general'],
};
/** Groups of counties and topics. */
export const LISTS = Object.freeze(['unnamed', 'topics', 'common']);

/** Changes of a set of places, which are shown as counties and not as words. */
const OF_PLACES = ['places_added', 'places_dropped'];
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
 * Places of a line: those that both name, that came and that went.
 * @param {object} row
 * @returns {{kept: object[], added: object[], dropped: object[]}}
 */
export function placesOf({ a, b }) {
  const before = a?.places ?? [];
  const after = b?.places ?? [];
  const has = (list, { adcode }) => list.some((one) => one.adcode === adcode);
  return {
    kept: after.filter((unit) => has(before, unit)),
    added: after.filter((unit) => !has(before, unit)),
    dropped: before.filter((unit) => !has(after, unit)),
  };
}

/**
 * @param {object} row
 * @returns {object[]} changes that have to be said in words, since nothing else of the line shows them
 */
export function toldChanges({ changes, figures }) {
  const isShown = ({ code, metric }) =>
    OF_PLACES.includes(code) ||
    code === 'words' ||
    (OF_FIGURES.includes(code) && figures.some((figure) => figure.metric === metric));
  return changes.filter((change) => !isShown(change));
}

/** A number is one sign: 1200 became 1500, and not 2 became 5. */
const TOKENS = /\d+(?:[.,]\d+)*[%\u2030]?|[A-Za-z]+|./gsu;

/**
 * Where two texts differ, as runs of signs: what both have, what went, what came. Long texts that differ all over are two
 * runs, which is easier to read than splinters.
 * @param {string} before
 * @param {string} after
 * @returns {{kind: 'same'|'gone'|'new', text: string}[]}
 */
export function differences(before, after) {
  const one = before.match(TOKENS) ?? [];
  const other = after.match(TOKENS) ?? [];
  const table = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let row = one.length - 1; row >= 0; row -= 1)
    for (let column = other.length - 1; column >= 0; column -= 1)
      table[row][column] =
        one[row] === other[column]
          ? table[row + 1][column + 1] + 1
          : Math.max(table[row + 1][column], table[row][column + 1]);
  const runs = [];
  const add = (kind, sign) => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += sign;
    else runs.push({ kind, text: sign });
  };
  let row = 0;
  let column = 0;
  while (row < one.length || column < other.length) {
    if (row < one.length && column < other.length && one[row] === other[column]) {
      add('same', one[row]);
      row += 1;
      column += 1;
    } else if (column >= other.length || (row < one.length && table[row + 1][column] >= table[row][column + 1])) {
      add('gone', one[row]);
      row += 1;
    } else {
      add('new', other[column]);
      column += 1;
    }
  }
  const same = table[0][0] / Math.max(one.length, other.length, 1);
  return same < 0.5 && runs.length > 0 ? [{ kind: 'gone', text: before }, { kind: 'new', text: after }] : runs;
}
